import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from '../config/settings.ts';
import type { Log } from '../ports/runtime.ts';
import type { Telemetry } from './core/telemetry.ts';

export interface HidingLog {
  readonly log: Log;
  /** These are struck out from now on as well. */
  hide(secrets: readonly string[]): void;
}

/**
 * JSON lines for machines, readable ones for a terminal.
 *
 * @param secrets values that are struck out wherever they turn up: the last fence, behind the rule that nothing logs them
 * @param telemetry says which trace a line belongs to, and gets each line as it is written. Absent: nothing is traced
 * @param fields stand in each line
 */
export function createLog(
  level: LogLevel,
  secrets: readonly string[],
  terminal: boolean,
  telemetry?: Pick<Telemetry, 'ids' | 'line'>,
  fields?: object,
): HidingLog {
  const known = new Set(secrets);
  let hidden = variantsOf(known);
  const options = {
    level,
    base: fields ?? null,
    hooks: {
      streamWrite(line: string) {
        const safe = hidden.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
        telemetry?.line(safe);
        return safe;
      },
    },
    ...(telemetry && { mixin: () => telemetry.ids() ?? {} }),
  };
  const readable = { translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', singleLine: true, sync: true };
  return {
    log: terminal ? pino(options, pretty(readable)) : pino(options),
    hide(more) {
      for (const secret of more) known.add(secret);
      hidden = variantsOf(known);
    },
  };
}

/** As they are, and as JSON and addresses spell them; the longest first, for one may be a part of another. */
function variantsOf(secrets: ReadonlySet<string>): readonly string[] {
  return [...secrets]
    .sort((a, b) => b.length - a.length)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
}
