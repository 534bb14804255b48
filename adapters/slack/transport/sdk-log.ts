import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../../src/ports/runtime.ts';

const tokens = /\bx(?:ox[a-z]|app)-[\w-]+|ticket=[^\s&"]+/g;

/**
 * What the SDK has to say. Its debug and info lines carry whole payloads and connection URLs, so they are dropped; of the others,
 * whatever looks like a token.
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
