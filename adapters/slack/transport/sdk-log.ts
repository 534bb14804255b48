import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../../src/ports/runtime.ts';

const tokens = /\bx(?:ox[a-z]|app)-[\w-]+|ticket=[^\s&"]+/g;

/**
 * Returns a logger for the SDK. Its debug and info lines contain whole payloads and connection URLs, so they are dropped;
 * from the other lines, anything that looks like a token is removed.
 */
export function sdkLog(log: Log, secrets: readonly string[]): Logger {
  const say = (parts: readonly unknown[]) => {
    const text = parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
    return { detail: conceal(text, secrets).slice(0, 500) };
  };
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts: unknown[]) => log.warn(say(parts), 'Slack SDK warning'),
    error: (...parts: unknown[]) => log.warn(say(parts), 'Slack SDK error'),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

export function conceal(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), text).replace(tokens, '[secret]');
}
