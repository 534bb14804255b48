import type { PersonId, Via } from '../domain/people.ts';

/** What became of it. The rule is that of a Refused: `refused:not-allowed`. */
export type Outcome = 'done' | `refused:${string}` | 'failed';

/** Something that somebody did, or tried to do. Never a secret: no code, no token, no link. */
export interface AuditEntry {
  /** Its own: kept again under it, it is there once. */
  readonly id: string;
  readonly at: Date;
  /** Absent: nobody who is known, or no person. */
  readonly by?: PersonId;
  readonly via: Via | 'file' | 'command-line';
  /** The account on the platform, or the name of the token. */
  readonly account?: string;
  /** Such as `ack`. */
  readonly act: string;
  /** Each value at most 200 characters. */
  readonly args: Readonly<Record<string, string>>;
  /** The number of the incident that it was about. */
  readonly incident?: number;
  readonly outcome: Outcome;
}

export interface AuditQuery {
  readonly by?: PersonId;
  readonly incident?: number;
  /** Only what was kept before this entry. */
  readonly before?: Pick<AuditEntry, 'at' | 'id'>;
  readonly limit: number;
}

/** Only ever added to: there is no call that changes an entry or takes one away. */
export interface AuditLog {
  /** @throws StoreUnavailable: none or some of them are kept, and the same may be brought again */
  append(entries: readonly AuditEntry[]): Promise<void>;
  /** The latest first. */
  latest(query: AuditQuery): Promise<readonly AuditEntry[]>;
}
