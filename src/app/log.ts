import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from '../config/settings.ts';
import type { Log } from '../ports/runtime.ts';
import type { Telemetry } from './core/telemetry.ts';

export interface HidingLog {
  readonly log: Log;
  /** Also removes these secrets from later lines. */
  hide(secrets: readonly string[]): void;
}

/**
 * Makes the log: JSON lines for machines, readable lines for a terminal.
 *
 * @param secrets values that are removed wherever they appear, as a last protection: nothing may log them in the first place
 * @param telemetry gives the trace of a line, and receives each line. Absent: no traces
 * @param fields added to each line
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

/** Returns each secret as it is, in JSON and percent-encoded. The longest come first, because one may be a part of another. */
function variantsOf(secrets: ReadonlySet<string>): readonly string[] {
  return [...secrets]
    .sort((a, b) => b.length - a.length)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
}
