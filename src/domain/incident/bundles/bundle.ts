import type { Address } from '../../address.ts';
import type { PersonId } from '../../people.ts';
import { type Severity, severities } from '../../severity.ts';
import type { Progress } from '../deliveries/delivery.ts';
import type { Attribution, Incident, State } from '../incident.ts';

/** What a bundle says of one incident, as it stood when that was read. */
export interface BundleItem {
  readonly incident: string;
  /** The page or card for which the bundle stands. */
  readonly delivery: string;
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly state: State;
  /** Who acknowledged or resolved it. */
  readonly changedBy?: Attribution;
  /** The incident's revision that this shows. */
  readonly revision: number;
  /** The bundle does not name it: nobody needed it any more before it was sent, or it goes out another way. */
  readonly dropped?: true;
}

/**
 * One message that stands for the pages of one person, or for the cards of one channel, that would wait too long for the
 * platform's limit. It is kept before it is sent, and edited as it grows and as its incidents change.
 */
export interface Bundle {
  /** The lane, and its number there. */
  readonly id: string;
  /** Of the deliveries that it stands for. */
  readonly lane: string;
  /** Counts the bundles of a lane, from 1. */
  readonly number: number;
  readonly kind: 'pages' | 'cards';
  readonly to: Address;
  /** Whom it pages. */
  readonly person?: PersonId;
  /** In the order in which they joined. */
  readonly items: readonly BundleItem[];
  /** So many of them, from the first, are in the message that was sent. */
  readonly listed: number;
  /** So many of them know in their incident what became of it. */
  readonly settled: number;
  /** Counts what it says, from 1. */
  readonly revision: number;
  readonly begunAt: Date;
  /** When it was sent, which made a sound. An edit makes none. */
  readonly sentAt?: Date;
  /** When it was sent or edited last. */
  readonly editedAt?: Date;
  /** Nothing joins it any more. */
  readonly closed?: true;
  readonly progress: Progress;
  /** Raised by each write. */
  readonly version: number;
}

export interface JoinRequest extends Pick<Bundle, 'lane' | 'kind' | 'to' | 'person'> {
  readonly item: BundleItem;
}

/** A message names no more: what comes after them begins another one. */
export const mostItems = 200;
/** Pages join a message that was sent so long ago at most: an edit makes no sound, and whoever sleeps on has to hear the next. */
export const pagesJoinForMs = 60_000;
/** Cards wake nobody. */
const cardsJoinForMs = 10 * 60_000;
/** A message is edited so often at most. */
export const editEveryMs = 5_000;
/** A mail cannot be edited: it waits for others before it goes out, and the next one is so much later. */
const mailGathersMs = 5_000;
export const mailsApartMs = 60_000;

export function bundleId(lane: string, number: number): string {
  return `${lane}#${number}`;
}

/** The lane of a bundle with this id. */
export function laneOf(bundle: string): string {
  return bundle.slice(0, bundle.lastIndexOf('#'));
}

export function itemOf(incident: Incident, delivery: string): BundleItem {
  const { id, number, title, severity, state, acknowledged, resolved, revision } = incident;
  const last = resolved ?? acknowledged;
  const changedBy = last && { by: last.by, at: last.at, via: last.via };
  return { incident: id, delivery, number, title, severity, state, ...(changedBy && { changedBy }), revision };
}

/** Returns what the message names, or will name. */
export function namedIn({ items }: Bundle, upTo = items.length): readonly BundleItem[] {
  return items.slice(0, upTo).filter(({ dropped }) => !dropped);
}

/** Whether it still stands for this delivery. One that is over for it may come back to the lane, when somebody retries it. */
export function isInBundle(bundle: Bundle, { incident, delivery }: Pick<BundleItem, 'incident' | 'delivery'>): boolean {
  const waiting = isGivenUp(bundle) ? [] : bundle.items.slice(bundle.settled);
  return waiting.some((one) => one.incident === incident && one.delivery === delivery && !one.dropped);
}

/**
 * Adds these, the most severe first, to the latest bundle of their lane or to new ones.
 *
 * @param latest the one with the highest number; absent: the lane has none
 * @returns the bundles that have changed, in the order of their numbers
 */
export function join(latest: Bundle | undefined, requests: readonly JoinRequest[], now: Date): readonly Bundle[] {
  const changed = new Map<number, Bundle>();
  let current = latest;
  for (const request of [...requests].sort((a, b) => rankOf(a.item) - rankOf(b.item))) {
    const { item } = request;
    if (current && isInBundle(current, item)) continue;
    current =
      current && takes(current, item, now)
        ? { ...current, items: [...current.items, item], revision: current.revision + 1 }
        : begin(request, current, now);
    changed.set(current.number, current);
  }
  return [...changed.values()];
}

function begin({ lane, kind, to, person, item }: JoinRequest, before: Bundle | undefined, now: Date): Bundle {
  const number = (before?.number ?? 0) + 1;
  const notBefore = to.platform === 'email' ? mailAfter(before, now) : undefined;
  return {
    id: bundleId(lane, number),
    lane,
    number,
    kind,
    to,
    ...(person !== undefined && { person }),
    items: [item],
    listed: 0,
    settled: 0,
    revision: 1,
    begunAt: now,
    progress: { shown: 0, failures: 0, ...(notBefore && { notBefore }) },
    version: 0,
  };
}

function mailAfter(before: Bundle | undefined, now: Date): Date {
  const apart = (before?.sentAt?.getTime() ?? Number.NEGATIVE_INFINITY) + mailsApartMs;
  return new Date(Math.max(now.getTime() + mailGathersMs, apart));
}

/**
 * Whether the message can name one more. A new message begins when the last one that made a sound is too old, when an
 * incident is worse than all that it names, and when it names that incident already, which is paged again.
 */
function takes(bundle: Bundle, item: BundleItem, now: Date): boolean {
  const { kind, items, sentAt, to, progress, closed } = bundle;
  if (closed || progress.dead || items.length >= mostItems) return false;
  if (!sentAt) return true;
  if (to.platform === 'email') return false;
  const age = now.getTime() - sentAt.getTime();
  if (kind === 'cards') return age < cardsJoinForMs;
  const named = namedIn(bundle);
  return (
    age < pagesJoinForMs &&
    named.every((one) => one.incident !== item.incident) &&
    named.some((one) => rankOf(one) <= rankOf(item))
  );
}

function rankOf({ severity }: BundleItem): number {
  return severities.indexOf(severity);
}

/** Shows these incidents as they are now. Returns the bundle itself when they read the same, and when nobody can edit it. */
export function withChanges(bundle: Bundle, changes: readonly BundleItem[]): Bundle {
  if (bundle.to.platform === 'email') return bundle;
  const items = bundle.items.map((item) => {
    const [change] = changes
      .filter(({ incident, delivery }) => incident === item.incident && delivery === item.delivery)
      .sort((a, b) => b.revision - a.revision);
    return change && change.revision > item.revision
      ? { ...change, ...(item.dropped && { dropped: item.dropped }) }
      : item;
  });
  const reads = items.some((item, index) => !item.dropped && !readsEqual(item, bundle.items[index]!));
  return reads ? { ...bundle, items, revision: bundle.revision + 1 } : bundle;
}

function readsEqual(a: BundleItem, b: BundleItem): boolean {
  return a.title === b.title && a.severity === b.severity && a.state === b.state && a.changedBy?.by === b.changedBy?.by;
}

/** What is to be done for it: its incidents are to be told what became of it, or it is to be sent or edited. */
export function nextStep(bundle: Bundle): 'settle' | 'send' | undefined {
  const { items, listed, settled, revision, progress } = bundle;
  if (settled < (isGivenUp(bundle) ? items.length : listed)) return 'settle';
  return !progress.dead && progress.shown < revision ? 'send' : undefined;
}

/** It was never sent, and never will be. */
export function isGivenUp({ sentAt, progress }: Bundle): boolean {
  return sentAt === undefined && progress.dead !== undefined;
}

/** When that is due; undefined when nothing is to be done. */
export function dueAt(bundle: Bundle): Date | undefined {
  const { begunAt, editedAt, progress } = bundle;
  const step = nextStep(bundle);
  if (step !== 'send') return step && begunAt;
  const rest = editedAt ? editedAt.getTime() + editEveryMs : begunAt.getTime();
  return new Date(Math.max(rest, progress.notBefore?.getTime() ?? 0));
}
