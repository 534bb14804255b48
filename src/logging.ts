import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './config/settings.ts';
import type { Log } from './ports/log.ts';

/**
 * JSON lines for machines, readable ones for a terminal.
 *
 * @param secrets values that are struck out wherever they turn up: the last fence, behind the rule that nothing logs them
 */
export function createLog(level: LogLevel, secrets: readonly string[], terminal: boolean): Log {
  // As they are, and as JSON spells them.
  const hidden = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  const options = {
    level,
    base: null,
    hooks: {
      streamWrite: (line: string) => hidden.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line),
    },
  };
  if (!terminal) return pino(options);
  return pino(options, pretty({ translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', singleLine: true, sync: true }));
}
