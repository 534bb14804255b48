export type Json = Record<string, unknown>;

/** What Discord answers when it does not do what was asked. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Asked too often, and to come back after so many seconds. */
export class RateLimited extends Refusal {
  readonly retryAfterS: number;

  constructor(retryAfterS: number) {
    super(429, 0, 'You are being rate limited.');
    this.retryAfterS = retryAfterS;
  }
}

export function invalid(path: string, why: string): Refusal {
  return new Refusal(400, 50035, `Invalid Form Body: ${path}: ${why}`);
}

export function object(value: unknown, path: string, keys: readonly string[]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(path, 'not an object');
  for (const key of Object.keys(value)) if (!keys.includes(key)) throw invalid(`${path}.${key}`, 'unknown field');
  return value as Json;
}

export function array(value: unknown, path: string, min: number, max: number): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(path, 'not a list');
  if (value.length < min || value.length > max) throw invalid(path, `must be between ${min} and ${max} in length`);
  return value;
}

/** Discord trims texts before it measures the least length. */
export function text(value: unknown, path: string, min: number, max: number): string {
  if (typeof value !== 'string') throw invalid(path, 'not a string');
  if (value.trim().length < min || value.length > max)
    throw invalid(path, `must be between ${min} and ${max} in length`);
  if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value))
    throw invalid(path, 'half a character');
  return value;
}

export function oneOf<T>(value: unknown, path: string, allowed: readonly T[]): T {
  if (!allowed.includes(value as T)) throw invalid(path, `must be one of ${allowed.join(', ')}`);
  return value as T;
}
