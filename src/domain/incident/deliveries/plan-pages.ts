import { truncate } from '../../../lib/text.ts';
import { accountOf, type Directory } from '../../directory.ts';
import { pageSteps } from '../../paging.ts';
import type { Person, PersonId, Platform } from '../../people.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import { type Delivery, unsent } from './delivery.ts';

/** Whoever pages people beside the owner is told when none of them has answered for so long after their last way. */
const answerWithinMs = 5 * 60_000;

/** A page quotes so much of the text of the person who paged; the timeline and the room have all of it. */
const longestQuote = 500;

/** What pages are planned from: the event and its number, the incident after it, and who can be reached where. */
interface Plan {
  readonly incident: Incident;
  readonly about: IncidentEvent;
  readonly call: number;
  readonly directory: Directory;
  readonly platforms: readonly Platform[];
}

/** A page of one person: a delivery for each of their ways. */
export function page(id: PersonId, plan: Plan): Delivery[] {
  const person = plan.directory.people.get(id);
  if (!person) return [];
  return pageSteps(person, plan.incident.severity, plan.platforms).map(({ by, afterMs }) => {
    const at = pageBy(by, person, plan);
    if (afterMs === 0) return at;
    return { ...at, id: `${at.id}-${afterMs / 1000}s`, after: new Date(plan.about.at.getTime() + afterMs) };
  });
}

/**
 * Returns a page on every chat of the person, or by email: they have the incident already, and must not miss the
 * question.
 */
export function pageAtOnce(id: PersonId, plan: Plan): Delivery[] {
  const person = plan.directory.people.get(id);
  if (!person) return [];
  const linked = plan.platforms.filter((platform) => accountOf(person, platform) !== undefined);
  const chats = linked.filter((platform) => platform !== 'email');
  return (chats.length > 0 ? chats : linked).map((platform) => pageBy(platform, person, plan));
}

/** Tells whoever paged people beside the owner when none of them answers. */
export function noAnswer(event: Extract<IncidentEvent, { type: 'paged' }>, plan: Plan): Delivery[] {
  const { incident, call, directory, platforms } = plan;
  const { acknowledged, severity } = incident;
  const { at, by } = event;
  const people = event.people.filter((id) => id !== acknowledged?.by && id !== by);
  if (by === undefined || !acknowledged || people.length === 0) return [];
  const waysOf = (person: Person) => pageSteps(person, severity, platforms).map(({ afterMs }) => afterMs);
  const lastWayMs = Math.max(0, ...people.flatMap((id) => directory.people.get(id) ?? []).flatMap(waysOf));
  const after = new Date(at.getTime() + lastWayMs + answerWithinMs);
  return pageAtOnce(by, plan).map((one) => {
    const id = `no-answer-${call}-${one.platform}-${by}`;
    return { ...one, id, after, about: { type: 'paged', at, by, people } };
  });
}

/** Tells whoever paged somebody beside the owner that they are on it. */
export function joined({ by }: Extract<IncidentEvent, { type: 'joined' }>, plan: Plan): Delivery[] {
  const pages = Object.values(plan.incident.deliveries).filter(
    ({ person, about }) => person === by && about?.type === 'paged',
  );
  const last = pages.sort((a, b) => (a.call ?? 0) - (b.call ?? 0)).at(-1)?.about;
  const pagedBy = last?.type === 'paged' ? last.by : undefined;
  return pagedBy === undefined || pagedBy === by ? [] : pageAtOnce(pagedBy, plan);
}

/** After the quiet hours, tells the person which incidents others have taken meanwhile. */
export function digest(
  { epoch }: Incident,
  about: Extract<IncidentEvent, { type: 'deferred' }>,
  call: number,
): Delivery {
  const { person, until: after } = about;
  const id = `held-${call}-${person}`;
  return { id, kind: 'held', platform: 'web', person, epoch, call, after, about, progress: unsent };
}

function pageBy(platform: Platform, person: Person, { incident: { epoch }, about, call }: Plan): Delivery {
  const to = { platform, kind: 'person', id: accountOf(person, platform) ?? '' } as const;
  const id = `page-${call}-${platform}-${person.id}`;
  const quote = quoted(about, person.id);
  return { id, kind: 'page', platform, to, person: person.id, epoch, call, about: quote, progress: unsent };
}

/** Returns the event that the page's text is about, shortened, because each page carries its own. */
function quoted(about: IncidentEvent, person: PersonId): IncidentEvent {
  if (about.type !== 'paged') return about;
  const { channels: _others, message, why, ...paged } = about;
  return {
    ...paged,
    people: [person],
    ...(message && { message: truncate(message, longestQuote) }),
    ...(why && { why: why.filter((one) => one.person === person) }),
  };
}
