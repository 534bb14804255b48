import type { Severity } from '../severity.ts';

/** What a check tests. */
export type Probe =
  | { readonly kind: 'http'; readonly url: string; readonly expect: ExpectedStatus; readonly contains?: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** `days`: how long the certificate has to hold from now on, at least. */
  /** A provider's status page by Statuspage, and those of its components that matter; all of them when absent. */
  | { readonly kind: 'statusPage'; readonly url: string; readonly components?: readonly string[] }
  | { readonly kind: 'tls'; readonly host: string; readonly port: number; readonly days: number };

/** One status, or all of its hundred: `2xx`. */
export type ExpectedStatus = number | '2xx' | '3xx' | '4xx' | '5xx';

/** A check of the file, which runs again and again. */
export interface Check {
  readonly id: string;
  readonly probe: Probe;
  readonly everyMs: number;
  /** The time limit of an answer. */
  readonly timeoutMs: number;
  /** It fails after so many bad answers in a row. */
  readonly failures: number;
  /** The id of a service; without one the routes tell. */
  readonly service?: string;
  readonly severity?: Severity;
}

/** What one run found: all well, or one clear sentence without its full stop. */
export type Finding = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export function isExpected(status: number, expect: ExpectedStatus): boolean {
  return typeof expect === 'number' ? status === expect : String(status).startsWith(expect.slice(0, 1));
}
