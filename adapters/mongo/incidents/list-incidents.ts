import type { Connection } from 'mongoose';
import type { State } from '../../../src/domain/incident/incident.ts';
import type { IncidentPage, IncidentQuery } from '../../../src/ports/incidents.ts';
import { createSharedReads } from '../batching/shared-reads.ts';
import { readCounter } from '../collections/counters.ts';
import { type IncidentDocument, incidentModel, listedOf } from './incident-document.ts';

const states: Readonly<Record<'open' | 'all', readonly State[]>> = {
  open: ['triggered', 'acknowledged'],
  all: ['triggered', 'acknowledged', 'resolved'],
};

/** How much wider the next stretch of numbers is, when one held too few. */
const wider = 32;
/** Lists change between two looks. */
const someMore = 1.1;

/** What is asked for: all of one index's fields but the number, so that SecantusDB takes it. */
type Kind = Readonly<Record<string, string>>;

/**
 * Reads lists of incidents, however many there are. SecantusDB reads and sorts every match before it keeps the first few.
 * So this reads one stretch of numbers after another, from the newest down.
 */
export function createIncidentLists(connection: Connection): (query: IncidentQuery) => Promise<IncidentPage> {
  const incidents = incidentModel(connection);
  const latestGiven = readCounter(connection, 'incident');
  /** How far down the first page of each list went when it was read last; no end when it was not full. */
  const reached = new Map<string, { readonly wanted: number; readonly reach: number }>();
  let latest: number | undefined;

  async function read(query: IncidentQuery): Promise<IncidentPage> {
    const { limit } = query;
    const found = await newest(query, kindsOf(query));
    const items = found.slice(0, limit).map(listedOf);
    const last = items.at(-1);
    return found.length > limit && last ? { items, next: last.number } : { items };
  }

  /** One more than the page holds, if there are so many. */
  async function newest(
    { state = 'open', service, severity, limit, after }: IncidentQuery,
    kinds: readonly Kind[],
  ): Promise<ListedDocument[]> {
    const key = keyOf(state, service, severity);
    const wanted = limit + 1;
    // No more than a hint: from the newest on there is no upper end.
    latest ??= await latestGiven();
    const top = Math.min(after ?? Number.POSITIVE_INFINITY, latest + 1);
    const { wanted: as, reach } = reached.get(key) ?? reached.get(keyOf(state)) ?? { wanted, reach: wanted };
    let stretch = Math.ceil(reach * Math.max(1, wanted / as) * someMore) + 1;
    let found: ListedDocument[] = [];
    for (let below = after, from = top; from > 0 && found.length < wanted; below = from, stretch *= wider) {
      from = Math.max(0, from - stretch);
      const number = { $gte: from, ...(below !== undefined && { $lt: below }) };
      const parts = await Promise.all(
        kinds.map((kind) =>
          incidents
            .find({ ...kind, number }, listed)
            .sort({ number: -1 })
            .limit(wanted)
            .lean<ListedDocument[]>(),
        ),
      );
      found.push(...parts.flat());
    }
    // One that is acknowledged at this moment may be in both lists: it is as it was written last.
    const latestLast = found.toSorted((one, other) => one.version - other.version);
    found = [...new Map(latestLast.map((one) => [one._id, one])).values()].sort(byNumber);
    if (after === undefined) {
      latest = Math.max(latest, found[0]?.number ?? 0);
      const last = found[limit];
      reached.set(key, { wanted, reach: last ? latest + 1 - last.number : Number.POSITIVE_INFINITY });
    }
    return found.slice(0, wanted);
  }

  return createSharedReads(read);
}

const listed = { number: 1, version: 1, decided: 1 } as const;
type ListedDocument = Pick<IncidentDocument, '_id' | 'number' | 'version' | 'decided'>;

function kindsOf({ state = 'open', service, severity }: IncidentQuery): Kind[] {
  if (service !== undefined && severity !== undefined) throw new Error('No index is made for both');
  if (state === 'all' && service === undefined && severity === undefined) return [{}];
  const each = state === 'open' || state === 'all' ? states[state] : [state];
  return each.map((one) => ({
    'decided.state': one,
    ...(service !== undefined && { 'decided.service': service }),
    ...(severity !== undefined && { 'decided.severity': severity }),
  }));
}

function keyOf(state: string, service?: string, severity?: string): string {
  return JSON.stringify([state, service, severity]);
}

function byNumber(one: { readonly number: number }, other: { readonly number: number }): number {
  return other.number - one.number;
}
