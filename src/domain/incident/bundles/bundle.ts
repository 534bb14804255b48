import type { Address } from '../../address.ts';
import type { PersonId } from '../../people.ts';
import { type Severity, severities } from '../../severity.ts';
import type { Progress } from '../deliveries/delivery.ts';
import type { Attribution, Incident, State } from '../incident.ts';

/** One incident in a bundle, as the bundle shows it. */
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
  /** The bundle leaves it out: it was not needed any more before it was sent, or it is sent another way. */
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
  /** How many of them, from the first, are in the message that was sent. */
  readonly listed: number;
  /** How many of them have the outcome in their incident. */
  readonly settled: number;
  /** Rises with each change of its content, from 1. */
  readonly revision: number;
  readonly begunAt: Date;
  /** When it was sent, with a sound. An edit makes no sound. */
  readonly sentAt?: Date;
  /** When it was sent or edited last. */
  readonly editedAt?: Date;
  /** No further incident joins it. */
  readonly closed?: true;
  readonly progress: Progress;
  /** Raised by each write. */
  readonly version: number;
}

export interface JoinRequest extends Pick<Bundle, 'lane' | 'kind' | 'to' | 'person'> {
  readonly item: BundleItem;
}

/** A message lists so many incidents; further ones begin another message. */
export const mostItems = 200;
/**
 * Pages join a message that is at most so old: an edit makes no sound, and a person who slept through it must hear the
 * next one.
 */
export const pagesJoinForMs = 60_000;
/** Cards wake nobody. */
const cardsJoinForMs = 10 * 60_000;
/** A message is edited so often at most. */
export const editEveryMs = 5_000;
/** A mail cannot be edited, so it waits for others before it is sent, and the next one comes so much later. */
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

/**
 * Returns whether the bundle still stands for this delivery. A delivery that left it may return to its lane when
 * somebody retries it.
 */
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
 * Returns whether the message can take in one more. A new message begins when the last sound is too long ago, when an
 * incident is more severe than all in the message, and when an incident in it pages again.
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

/**
 * Updates these incidents in the bundle. Returns the same bundle when they read the same, and when it cannot be edited.
 */
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

/** The next step for the bundle: record the outcome in its incidents, or send or edit it. */
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
