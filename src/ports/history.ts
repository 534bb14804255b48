import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Listed } from '../domain/incident/listed.ts';
import type { LandmarkType } from '../domain/incident/outline.ts';
import type { Severity } from '../domain/severity.ts';

export interface EndedQuery {
  readonly service: string;
  readonly severity: Severity;
  /** Resolved then or later, and not reopened. */
  readonly since: Date;
  readonly now: Date;
  readonly limit: number;
}

export interface Ended {
  readonly id: string;
  readonly at: Date;
}

/** An incident with what of its timeline was asked for, in the order of what happened. */
export interface Told {
  readonly incident: Listed;
  readonly events: readonly IncidentEvent[];
}

/** Looks back, at the same cost however much has happened. */
export interface History {
  /** What ended, the latest first. */
  ended(query: EndedQuery): Promise<readonly Ended[]>;
  /** In no order. One that is not there is left out. Of an incident that has very many, the latest 100. */
  told(ids: readonly string[], types: readonly LandmarkType[]): Promise<readonly Told[]>;
}
