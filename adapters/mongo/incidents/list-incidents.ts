import type { Connection } from 'mongoose';
import type { State } from '../../../src/domain/incident/incident.ts';
import type { Listed } from '../../../src/domain/incident/listed.ts';
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
 * Reads lists of incidents, however many there are. SecantusDB reads and sorts every match before it keeps the first few,
 * and the whole document for a single dotted field. So this looks at one stretch of numbers after another, from the newest
 * down, for numbers alone, and then reads those few that are shown.
 */
export function createIncidentLists(connection: Connection): (query: IncidentQuery) => Promise<IncidentPage> {
  const incidents = incidentModel(connection);
  const latestGiven = readCounter(connection, 'incident');
  /** How far down the first page of each list went when it was read last; no end when it was not full. */
  const reached = new Map<string, { readonly wanted: number; readonly reach: number }>();
  let latest: number | undefined;

  async function read(query: IncidentQuery): Promise<IncidentPage> {
    const { state = 'open', service, severity, limit } = query;
    const found = await newest(query, kindsOf(query));
    const shown = found.slice(0, limit);
    if (shown.length === 0) return { items: [] };
    const documents = await incidents
      .find({ _id: { $in: shown.map(({ _id }) => _id) } }, { number: 1, version: 1, decided: 1 })
      .lean<Omit<IncidentDocument, 'deliveries'>[]>();
    const wanted = (one: Listed) =>
      (state === 'all' || (state === 'open' ? one.state !== 'resolved' : one.state === state)) &&
      (service === undefined || one.service === service) &&
      (severity === undefined || one.severity === severity);
    // It may have changed since its number was read.
    const items = documents.map(listedOf).filter(wanted).sort(byNumber);
    const last = shown.at(-1);
    return found.length > limit && last ? { items, next: last.number } : { items };
  }

  /** One more than the page holds, if there are so many. */
  async function newest(
    { state = 'open', service, severity, limit, after }: IncidentQuery,
    kinds: readonly Kind[],
  ): Promise<Numbered[]> {
    const key = keyOf(state, service, severity);
    const wanted = limit + 1;
    // No more than a hint: from the newest on there is no upper end.
    latest ??= await latestGiven();
    const top = Math.min(after ?? Number.POSITIVE_INFINITY, latest + 1);
    const { wanted: as, reach } = reached.get(key) ?? reached.get(keyOf(state)) ?? { wanted, reach: wanted };
    let stretch = Math.ceil(reach * Math.max(1, wanted / as) * someMore) + 1;
    let found: Numbered[] = [];
    for (let below = after, from = top; from > 0 && found.length < wanted; below = from, stretch *= wider) {
      from = Math.max(0, from - stretch);
      const number = { $gte: from, ...(below !== undefined && { $lt: below }) };
      const parts = await Promise.all(
        kinds.map((kind) => incidents.find({ ...kind, number }, { number: 1 }).lean<Numbered[]>()),
      );
      found.push(...parts.flat());
    }
    // One that is acknowledged at this moment may be in both lists.
    found = [...new Map(found.map((one) => [one._id, one])).values()].sort(byNumber);
    if (after === undefined) {
      latest = Math.max(latest, found[0]?.number ?? 0);
      const last = found[limit];
      reached.set(key, { wanted, reach: last ? latest + 1 - last.number : Number.POSITIVE_INFINITY });
    }
    return found.slice(0, wanted);
  }

  return createSharedReads(read);
}

type Numbered = Pick<IncidentDocument, '_id' | 'number'>;

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
