import type { PersonId, Via } from '../domain/people.ts';

/** The outcome. The rule is that of a Refused: `refused:not-allowed`. */
export type Outcome = 'done' | `refused:${string}` | 'failed';

/** An audit record: what somebody did, or tried to do. It never has a secret: no code, token or link. */
export interface AuditEntry {
  /** The record's own id: a repeat of the write keeps one. */
  readonly id: string;
  readonly at: Date;
  /** Absent: an unknown person, or a program. */
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
  /** Only records before this one. */
  readonly before?: Pick<AuditEntry, 'at' | 'id'>;
  readonly limit: number;
}

/** The audit log. Records are only added, never changed or removed. */
export interface AuditLog {
  /** @throws StoreUnavailable some of them may be kept; the same records may be added again */
  append(entries: readonly AuditEntry[]): Promise<void>;
  /** The latest first. */
  latest(query: AuditQuery): Promise<readonly AuditEntry[]>;
}
