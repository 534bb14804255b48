import type { Severity } from '../severity.ts';

/** What a check asks of something outside. */
export type Probe =
  | { readonly kind: 'http'; readonly url: string; readonly expect: ExpectedStatus; readonly contains?: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** `days`: how long the certificate has to hold from now on, at least. */
  /** A provider's status page by Statuspage, and those of its components that matter; all of them when absent. */
  | { readonly kind: 'statusPage'; readonly url: string; readonly components?: readonly string[] }
  | { readonly kind: 'tls'; readonly host: string; readonly port: number; readonly days: number };

/** One status, or all of its hundred: `2xx`. */
export type ExpectedStatus = number | '2xx' | '3xx' | '4xx' | '5xx';

/** Something that is asked again and again, as the file describes it. */
export interface Check {
  readonly id: string;
  readonly probe: Probe;
  readonly everyMs: number;
  /** No answer after this is a bad one. */
  readonly timeoutMs: number;
  /** So many bad answers in a row are trouble. */
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
