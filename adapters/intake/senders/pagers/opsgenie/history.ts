import type { FoundAlert } from '../../../../../src/ports/alerts.ts';
import type { ToldEvent } from '../../../../../src/ports/api.ts';
import type { Arrived, SenderActs, SenderAnswer } from '../../../sender.ts';
import { countIn, framed, partsOf } from './shapes.ts';

/** Opsgenie's own. */
const usualLimit = 20;
const highestLimit = 100;
const readTogether = 200;
/** Of a timeline without notes not all is read: 25 times so many events are looked through. */
const mostReads = 25;

const lists: ReadonlySet<unknown> = new Set(['notes', 'logs', 'recipients']);

/** Returns whether a request asks what has happened to an alert: then its token needs the scope `read`. */
export function isHistory(rest: string, method: string): boolean {
  const [identifier, list, ...more] = partsOf(rest);
  return method === 'GET' && Boolean(identifier) && identifier !== 'requests' && more.length === 0 && lists.has(list);
}

/** Answers it, from the timeline of the alert's incident and from whom that paged. Throws StoreUnavailable. */
export async function answerHistory(arrived: Arrived, found: FoundAlert, acts: SenderActs): Promise<SenderAnswer> {
  const { query, rest } = arrived;
  const [, list] = partsOf(rest);
  if (list === 'recipients') return { status: 200, body: framed(recipientsOf(found, acts)) };
  const limit = Math.min(countIn(query.get('limit')) || usualLimit, highestLimit);
  const isForward = query.get('order')?.toLowerCase() === 'asc';
  const offset = countIn(query.get('offset'));
  const matches = list === 'notes' ? isNote : () => true;
  const events = await readEvents(acts, found, { matches, limit: limit + 1, isForward, offset });
  const shown = events.slice(0, limit);
  const next = new URLSearchParams(query);
  next.set('offset', String(shown.at(-1)?.seq));
  const data = list === 'notes' ? shown.map(noteJson) : shown.map(logJson);
  return {
    status: 200,
    body: { ...framed(data), paging: events.length > limit ? { next: `/v2/alerts/${rest}?${next}` } : {} },
  };
}

interface Reading {
  matches(one: ToldEvent): boolean;
  readonly limit: number;
  readonly isForward: boolean;
  /** The number of the last event of the page before. */
  readonly offset: number | undefined;
}

/** The latest first, unless the earliest are asked for first. */
async function readEvents(
  { timeline }: SenderActs,
  { incident: { number, seq } }: FoundAlert,
  { matches, limit, isForward, offset }: Reading,
): Promise<readonly ToldEvent[]> {
  const found: ToldEvent[] = [];
  let after = isForward ? (offset ?? 0) : Math.min(offset ?? seq + 1, seq + 1);
  for (let reads = 0; reads < mostReads && found.length < limit; reads += 1) {
    const from = isForward ? after : Math.max(0, after - 1 - readTogether);
    const length = isForward ? readTogether : after - 1 - from;
    if (length <= 0) break;
    const events = await timeline(number, { after: from, limit: length });
    found.push(...(isForward ? events : [...events].reverse()).filter(matches));
    after = isForward ? from + readTogether : from + 1;
    if (isForward && events.length < readTogether) break;
  }
  return found.slice(0, limit);
}

function isNote({ event }: ToldEvent): boolean {
  return event.type === 'noted';
}

function noteJson({ event, seq }: ToldEvent) {
  const note = event.type === 'noted' ? event.text : '';
  return { note, owner: ownerOf(event), createdAt: event.at, offset: String(seq) };
}

function logJson({ event, seq, text }: ToldEvent) {
  return { log: text, type: 'system', owner: ownerOf(event), createdAt: event.at, offset: String(seq) };
}

function ownerOf(event: ToldEvent['event']): string {
  return 'by' in event && event.by !== undefined ? event.by : 'System';
}

function recipientsOf({ incident }: FoundAlert, { emailOf }: SenderActs) {
  const { paged, acknowledged } = incident;
  return Object.entries(paged).map(([id, at]) => {
    const isOwner = acknowledged?.by === id;
    return {
      user: { id, username: emailOf(id) ?? id },
      state: isOwner ? 'action' : 'active',
      method: isOwner ? 'Acknowledge' : '',
      createdAt: at,
      updatedAt: isOwner ? acknowledged.at : at,
    };
  });
}
