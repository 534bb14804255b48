import type { Connection, Model } from 'mongoose';
import type { State } from '../../../src/domain/incident/incident.ts';
import type { IncidentPage, IncidentQuery } from '../../../src/ports/incidents.ts';
import { createSharedReads } from '../batching/shared-reads.ts';
import { readCounter } from '../collections/counters.ts';
import { type IncidentDocument, incidentModel, listedOf, readable, unreadable } from './incident-document.ts';

const states: Readonly<Record<'open' | 'all', readonly State[]>> = {
  open: ['triggered', 'acknowledged'],
  all: ['triggered', 'acknowledged', 'resolved'],
};

/** How many times wider the next range of numbers is when one had too few incidents. */
const wider = 32;
/** Lists change between two queries, so the known range is extended by this factor. */
const someMore = 1.1;

/** The filter: all fields of one index except the number, so that SecantusDB uses the index. */
type Kind = Readonly<Record<string, string>>;

/**
 * Makes the query for lists of incidents of any length. SecantusDB reads and sorts every match before it returns the first
 * few, so this reads one range of numbers after another, from the newest down.
 */
export function createIncidentLists(connection: Connection): (query: IncidentQuery) => Promise<IncidentPage> {
  const incidents = incidentModel(connection);
  const latestGiven = readCounter(connection, 'incident');
  /** How far down the first page of each list went last time; no end when the page was not full. */
  const reached = new Map<string, { readonly needed: number; readonly reach: number }>();
  let latest: number | undefined;

  async function read(query: IncidentQuery): Promise<IncidentPage> {
    const { limit, declared } = query;
    const between = declared && (await numbersBetween(declared));
    const found = await newest(between ? within(query, between) : query, kindsOf(query), between?.from);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return { ...shown(page), ...(last && { next: last.number }) };
  }

  /** Returns one incident more than the page has, if there are so many. */
  async function newest(
    { state = 'open', service, severity, limit, after }: IncidentQuery,
    kinds: readonly Kind[],
    lowest = 0,
  ): Promise<ListedDocument[]> {
    const key = keyOf(state, service, severity);
    const needed = limit + 1;
    // The number is only a hint: a read from the newest on has no upper bound.
    latest ??= await latestGiven();
    const top = Math.min(after ?? Number.POSITIVE_INFINITY, latest + 1);
    const { needed: as, reach } = reached.get(key) ?? reached.get(keyOf(state)) ?? { needed, reach: needed };
    let stretch = Math.ceil(reach * Math.max(1, needed / as) * someMore) + 1;
    let found: ListedDocument[] = [];
    for (let below = after, from = top; from > lowest && found.length < needed; below = from, stretch *= wider) {
      from = Math.max(lowest, from - stretch);
      const number = { $gte: from, ...(below !== undefined && { $lt: below }) };
      const parts = await Promise.all(
        kinds.map((kind) =>
          incidents
            .find({ ...kind, number }, listed)
            .sort({ number: -1 })
            .limit(needed)
            .lean<ListedDocument[]>(),
        ),
      );
      found.push(...parts.flat());
    }
    // An incident that is acknowledged at this moment may be in both lists; the one that was written last counts.
    const latestLast = found.toSorted((one, other) => one.version - other.version);
    found = [...new Map(latestLast.map((one) => [one._id, one])).values()].sort(byNumber);
    if (after === undefined && lowest === 0) {
      latest = Math.max(latest, found[0]?.number ?? 0);
      const last = found[limit];
      reached.set(key, { needed, reach: last ? latest + 1 - last.number : Number.POSITIVE_INFINITY });
    }
    return found.slice(0, needed);
  }

  /** Returns the numbers between which a period lies: numbers are given in the order of declaration. */
  async function numbersBetween({ from, until }: NonNullable<IncidentQuery['declared']>): Promise<Numbers> {
    const [last] = await newest({ state: 'all', limit: 1 }, [{}]);
    const end = (last?.number ?? 0) + 1;
    return {
      from: from ? await firstSince(from, end) : 0,
      ...(until && { below: await firstSince(until, end) }),
    };
  }

  /** Returns the number of the first incident that was declared then or later; `end` when there is none. */
  async function firstSince(moment: Date, end: number): Promise<number> {
    let [low, high] = [0, end];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const next = await firstIn(middle, high);
      if (next && next.declared < moment) low = next.number + 1;
      else high = middle;
    }
    return low;
  }

  /** Returns the first existing number in the range: numbers may be skipped, and old incidents are deleted. */
  async function firstIn(from: number, to: number): Promise<{ number: number; declared: Date } | undefined> {
    for (let low = from, stretch = 4; low < to; low += stretch, stretch *= wider) {
      const number = { $gte: low, $lt: Math.min(to, low + stretch) };
      const [first] = await incidents
        .find({ number }, { number: 1, 'decided.declared.at': 1 })
        .sort({ number: 1 })
        .limit(1)
        .lean<{ number: number; decided?: { declared?: { at?: Date } } }[]>();
      if (first) return { number: first.number, declared: first.decided?.declared?.at ?? new Date(0) };
    }
    return undefined;
  }

  return createSharedReads((query) => (query.resolved ? resolvedIn(incidents, query, query.resolved) : read(query)));
}

/** The index has no numbers, so those of the whole period are read before the incidents of the page. */
async function resolvedIn(
  incidents: Model<IncidentDocument>,
  { service, severity, limit, after = Number.POSITIVE_INFINITY }: IncidentQuery,
  { from, until }: NonNullable<IncidentQuery['resolved']>,
): Promise<IncidentPage> {
  const resolvedAt = { $gte: from ?? new Date(0), ...(until && { $lt: until }) };
  const known = await incidents
    .find({ 'decided.resolved.at': resolvedAt }, { number: 1, 'decided.service': 1, 'decided.severity': 1 })
    .lean<Pick<IncidentDocument, 'number' | 'decided'>[]>();
  const numbers = known
    .filter(({ decided }) => (service ?? decided.service) === decided.service)
    .filter(({ decided }) => (severity ?? decided.severity) === decided.severity)
    .map(({ number }) => number)
    .filter((number) => number < after)
    .sort((one, other) => other - one);
  const those = numbers.slice(0, limit);
  const items = await incidents.find({ number: { $in: those } }, listed).lean<ListedDocument[]>();
  const last = those.at(-1);
  return {
    ...shown(items.toSorted(byNumber)),
    ...(numbers.length > limit && last !== undefined && { next: last }),
  };
}

function shown(page: readonly ListedDocument[]): Pick<IncidentPage, 'items' | 'unreadable'> {
  const others = unreadable(page);
  return { items: readable(page).map(listedOf), ...(others.length > 0 && { unreadable: others }) };
}

interface Numbers {
  readonly from: number;
  /** The exclusive upper bound. Absent: up to the latest. */
  readonly below?: number;
}

function within(query: IncidentQuery, { below }: Numbers): IncidentQuery {
  if (below === undefined) return query;
  return { ...query, after: Math.min(query.after ?? below, below) };
}

const listed = { number: 1, version: 1, decided: 1 } as const;
type ListedDocument = Pick<IncidentDocument, '_id' | 'number' | 'version' | 'decided'>;

function kindsOf({ state = 'open', service, severity }: IncidentQuery): Kind[] {
  if (service !== undefined && severity !== undefined)
    throw new Error('A list cannot be filtered by service and severity together, because no index covers both');
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
