import type { Severity } from '../severity.ts';
import type { Incident } from './incident.ts';

/** An incident as lists show it: without what has to be said of it, which is most of what is kept. */
export type Listed = Omit<Incident, 'deliveries'>;

/** What is known of an incident whose document is damaged, or of a later version. Absent: that cannot be read either. */
export interface UnreadableIncident {
  readonly id: string;
  readonly number?: number;
  readonly service?: string;
  readonly severity?: Severity;
}

/** Returns `#42`, or the id where the number cannot be read. */
export function unreadableName({ id, number }: UnreadableIncident): string {
  return number === undefined ? id : `#${number}`;
}
