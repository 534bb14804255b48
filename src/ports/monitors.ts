import type { Check, Finding } from '../domain/checks/check.ts';
import type { HeartbeatStatus } from '../domain/heartbeats/heartbeat.ts';
import type { Monitored } from '../domain/monitors/report.ts';

export interface Checker {
  /** Runs the check once, within its time limit. Never throws: every failure is a finding. */
  run(check: Check): Promise<Finding>;
}

/** Keeps the states of monitors: heartbeats in one store, checks in another. */
export interface MonitorStore<S extends Monitored> {
  all(): Promise<readonly S[]>;
  load(id: string): Promise<S | undefined>;
  /** Keeps those that are not there yet; the others stay as they are. */
  begin(states: readonly S[]): Promise<void>;
  /** A compare-and-set: durable, and true, when what is kept has the version before this one. */
  replace(next: S): Promise<boolean>;
  /** Deletes all others. */
  keepOnly(ids: readonly string[]): Promise<void>;
}

/** How it stands with one heartbeat. */
export interface HeartbeatReport {
  readonly name: string;
  readonly status: HeartbeatStatus;
  readonly everyMs: number;
  readonly graceMs: number;
  /** Counted for as long as it is in the file. */
  readonly beats: number;
  readonly lastBeat?: Date;
  /** Without a beat before this it is silent. */
  readonly expectedBefore: Date;
  /** The incident that its silence or failure began or joined. */
  readonly incident?: number;
}

/** What whoever sends beats can do here. */
export interface Heartbeats {
  /** Settles once the beat is durable. Undefined: no heartbeat of that name is in the file. Throws StoreUnavailable. */
  beat(name: string): Promise<HeartbeatReport | undefined>;
  /** The same for "it failed", with the reason if one was given. */
  fail(name: string, reason?: string): Promise<HeartbeatReport | undefined>;
  /** In the order of the file. */
  list(): Promise<readonly HeartbeatReport[]>;
  names(): readonly string[];
}

/** How it stands with one check. */
export interface CheckReport {
  readonly name: string;
  readonly kind: 'http' | 'tcp' | 'tls' | 'statusPage';
  /** `pending`: it has not run yet. `unsure`: the last answer was bad, and not yet enough of them. */
  readonly status: 'pending' | 'ok' | 'unsure' | 'failing';
  readonly lastRun?: Date;
  /** What was wrong with the last answer. */
  readonly reason?: string;
  readonly failuresInARow: number;
  readonly nextRun: Date;
  readonly incident?: number;
}

export interface Checks {
  /** In the order of the file. */
  list(): Promise<readonly CheckReport[]>;
}
