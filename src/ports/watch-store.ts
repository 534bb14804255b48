import type { Monitored } from '../domain/watched/told.ts';

/** Keeps how things stand with what is watched: heartbeats in one store, checks in another. */
export interface MonitorStore<S extends Monitored> {
  all(): Promise<readonly S[]>;
  load(id: string): Promise<S | undefined>;
  /** Keeps those that are not there yet; the others stay as they are. */
  begin(states: readonly S[]): Promise<void>;
  /** A compare-and-set: durable, and true, when what is kept has the version before this one. */
  replace(next: S): Promise<boolean>;
  /** Forgets all others. */
  keepOnly(ids: readonly string[]): Promise<void>;
}
