import type { Connection } from 'mongoose';
import type { UnreadableIncident } from '../../../src/domain/incident/listed.ts';
import { readCounter } from '../collections/counters.ts';
import { openStates } from './delivery-writes.ts';
import { type IncidentDocument, incidentCollection, unreadable } from './incident-document.ts';

/** Most open incidents of each state that are looked at. */
const mostOpen = 1_000;
const fields = ['declared', 'title', 'paged', 'alerts', 'service', 'severity'].map((name) => [`decided.${name}`, 1]);

export interface UnreadableLook {
  /** The newest first. */
  readonly found: readonly UnreadableIncident[];
  /** About how many incidents were not looked at. */
  readonly skipped: number;
}

/** Looks at the incidents with the newest numbers and at those that are open, so that it costs the same however many there are. */
export async function findUnreadable(connection: Connection, newest: number): Promise<UnreadableLook> {
  const incidents = incidentCollection(connection);
  const projection = { number: 1, version: 1, ...Object.fromEntries(fields) };
  const latest = await readCounter(connection, 'incident')();
  const queries = [
    { filter: { number: { $gt: latest - newest } }, limit: newest * 2 },
    ...openStates.map((state) => ({ filter: { 'decided.state': state }, limit: mostOpen })),
  ];
  const looked = new Map<string, Pick<IncidentDocument, '_id' | 'number' | 'version' | 'decided'>>();
  for (const { filter, limit } of queries)
    for (const one of await incidents.find(filter, { projection, limit, sort: { number: -1 } }).toArray())
      looked.set(one._id, one);
  const found = unreadable([...looked.values()]).sort((one, other) => (other.number ?? 0) - (one.number ?? 0));
  return { found, skipped: Math.max(0, (await incidents.estimatedDocumentCount()) - looked.size) };
}
