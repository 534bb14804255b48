import type { Severity } from '../severity.ts';

/** What a check tests. */
export type Probe =
  | { readonly kind: 'http'; readonly url: string; readonly expect: ExpectedStatus; readonly contains?: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** `days`: how long the certificate has to hold from now on, at least. */
  /** A provider's status page by Statuspage, and those of its components that matter; all of them when absent. */
  | { readonly kind: 'statusPage'; readonly url: string; readonly components?: readonly string[] }
  | { readonly kind: 'tls'; readonly host: string; readonly port: number; readonly days: number };

/** A status code, or a hundred of them: `2xx`. */
export type ExpectedStatus = number | '2xx' | '3xx' | '4xx' | '5xx';

/** A check of the file, which runs periodically. */
export interface Check {
  readonly id: string;
  readonly probe: Probe;
  readonly everyMs: number;
  /** Time limit of a run. */
  readonly timeoutMs: number;
  /** The number of bad answers in a row after which it fails. */
  readonly failures: number;
  /** The id of a service; absent: the routes decide. */
  readonly service?: string;
  readonly severity?: Severity;
}

/** The result of one run; `reason` is one sentence without its full stop. */
export type Finding = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export function isExpected(status: number, expect: ExpectedStatus): boolean {
  return typeof expect === 'number' ? status === expect : String(status).startsWith(expect.slice(0, 1));
}
