import type { Log } from '../../src/ports/runtime.ts';

/** Keeps every line, so that a test can look for what must, or must never, be there. */
export class KeptLog implements Log {
  readonly lines: { level: 'debug' | 'info' | 'warn' | 'error'; data: object; message: string }[] = [];
  debug = (data: object, message: string) => void this.lines.push({ level: 'debug', data, message });
  info = (data: object, message: string) => void this.lines.push({ level: 'info', data, message });
  warn = (data: object, message: string) => void this.lines.push({ level: 'warn', data, message });
  error = (data: object, message: string) => void this.lines.push({ level: 'error', data, message });

  text(): string {
    return this.lines
      .map(({ level, data, message }) => {
        const err = (data as { err?: unknown }).err;
        return `${level} ${message} ${JSON.stringify(data)} ${err instanceof Error ? `${err.message} ${err.stack}` : ''}`;
      })
      .join('\n');
  }
}
