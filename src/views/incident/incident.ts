import { activeDeferrals } from '../../domain/incident/deferrals.ts';
import { type Delivery, isNoAnswer } from '../../domain/incident/deliveries/delivery.ts';
import { isAnswered } from '../../domain/incident/deliveries/pending.ts';
import { type Due, nextDue } from '../../domain/incident/due.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import { isCalledBesideOwner } from '../../domain/incident/in-charge.ts';
import type { Attribution, Incident, State } from '../../domain/incident/incident.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import type { IncidentRole } from '../../domain/incident/roles.ts';
import type { Platform } from '../../domain/people.ts';
import { barred } from '../../lib/text.ts';
import type { TextKey } from '../../locales/catalogue.ts';
import { partsTranslatorFor } from '../../locales/translate.ts';
import type { Field, Message, Tone } from '../../ports/message.ts';
import { inPieces, inWords, nameOf, viaLabel } from '../names.ts';
import { deferral } from '../on-call/quiet-hours.ts';
import type { Reader } from '../reader.ts';
import { alertFields, alertLinks, inOrder, isByAlert } from './alerts.ts';
import { eventPieces } from './events.ts';
import { incidentButtons } from './incident-buttons.ts';
import { type Called, mentionsIn, type Piece, textOf } from './pieces.ts';
import { doneCount } from './task-count.ts';
import { whyPaged } from './why-paged.ts';

const tones: Readonly<Record<State, Tone>> = { triggered: 'danger', acknowledged: 'warning', resolved: 'success' };

/**
 * Returns the incident's card, for everybody; the same message is edited as the incident changes.
 *
 * @param whole whether to show the whole description
 */
export function cardView(incident: Incident, reader: Reader, { whole = false } = {}): Message {
  const description = whole ? incident.description : briefDescription(incident, reader);
  return {
    text: `${headline(incident)} · ${stateSentence(incident, reader)}`,
    title: headline(incident),
    ...(description && { body: description }),
    tone: tones[incident.state],
    fields: fields(incident, reader),
    buttons: incidentButtons(incident, reader.t),
    ...linksFor(incident, reader),
    ...pictureOf(incident, reader),
    zone: reader.zone,
    language: reader.language,
  };
}

/**
 * Returns the card for its first post on a platform without incident rooms. It mentions the people who are paged; the card
 * in a level's channel mentions those of the last page. On other platforms the messages in the room mention them.
 */
export function postedCardView(incident: Incident, { platform, call }: Delivery, reader: Reader): Message {
  const card = cardView(incident, reader);
  if (incident.state !== 'triggered' || hasLines(incident, platform)) return card;
  const paged = Object.entries(incident.paged);
  const last = Math.max(...paged.map(([, at]) => at.getTime()));
  const called = paged
    .filter(([, at]) => call === undefined || at.getTime() === last)
    .map(([person]): Called => ({ name: nameOf(person, reader), person }));
  const people = inPieces<Piece>(called, reader.language);
  const pieces = partsTranslatorFor<readonly Piece[]>(reader.language)('event.paged', { people }).flat();
  const mentions = mentionsIn(pieces, reader.directory).filter(({ accounts }) => accounts[platform] !== undefined);
  return mentions.length > 0 ? { ...card, call: { text: textOf(pieces), mentions } } : card;
}

function hasLines({ deliveries }: Incident, platform: Platform): boolean {
  return Object.values(deliveries).some((one) => one.kind === 'notices' && one.platform === platform);
}

/** The alert's title describes the picture, because nothing describes it better. */
function pictureOf({ alerts }: Incident, { t }: Reader): Pick<Message, 'picture'> {
  const alert = alerts && inOrder(alerts.alerts).find(({ image }) => image !== undefined);
  return alert?.image ? { picture: { url: alert.image, alt: alert.title, label: t('link.image') } } : {};
}

/** Returns no links at all for an incident without alerts. */
function linksFor({ alerts, state }: Incident, { t }: Reader): Pick<Message, 'links'> {
  const links = alerts ? alertLinks(alerts, { isOver: state === 'resolved' }, t) : [];
  return links.length > 0 ? { links } : {};
}

/** Returns the card for one person who is asked to acknowledge the incident. */
export function pageView(incident: Incident, delivery: Delivery, reader: Reader): Message {
  const card = cardView(incident, reader);
  // After an acknowledgement the page shows the state only, except for the owner and for a person who is asked by name.
  const { about } = delivery;
  const { acknowledged, watch, state } = incident;
  const owns = acknowledged?.by === delivery.person;
  const reminds = owns && about?.type === 'reminded';
  const needsAnswer = owns && about?.type === 'asked' && watch?.answerBy?.getTime() === about.answerBy.getTime();
  const isCalled = delivery.person !== undefined && isCalledBesideOwner(incident, delivery.person);
  const byName = about?.type === 'paged' && about.by !== undefined;
  const isOver = isNoAnswer(delivery) && isAnswered(incident, delivery);
  const pages = about?.type === 'paged' && !isOver && (state === 'triggered' || (state === 'acknowledged' && byName));
  const tells = about?.type === 'acknowledged' || about?.type === 'joined';
  const asked = pages || reminds || needsAnswer || tells ? leadSentence(incident, delivery, reader) : '';
  const mailed = delivery.platform === 'email';
  return {
    ...card,
    ...(mailed && { subject: `#${incident.number} ${incident.severity.toUpperCase()} ${incident.title}` }),
    // The incident comes first, because a phone shows one line.
    text: asked ? `${headline(incident)} · ${incident.severity}: ${asked}` : card.text,
    body: [asked, card.body].filter(Boolean).join('\n\n'),
    buttons: incidentButtons(incident, reader.t, { needsAnswer, isCalled, mailed }),
  };
}

/**
 * Returns a line for each event, for the incident's room on a platform. A line has the incident's number only in an announce
 * chat, where replies stand between those of other incidents.
 */
export function roomLinesView(
  { number, rooms }: Incident,
  events: readonly IncidentEvent[],
  platform: Platform,
  reader: Reader,
): Message {
  const isShared = rooms.some((room) => room.platform === platform && room.style === 'reply');
  const prefix = isShared ? `#${number} · ` : '';
  const pieces = events.flatMap((event, index) => [
    `${index > 0 ? '\n' : ''}${prefix}`,
    ...eventPieces(event, reader).map((piece) => (typeof piece === 'string' ? barred(piece) : piece)),
  ]);
  const mentions = mentionsIn(pieces, reader.directory);
  return {
    text: textOf(pieces),
    ...(mentions.length > 0 && { mentions }),
    zone: reader.zone,
    language: reader.language,
  };
}

/** Returns the name of the incident's room; each platform turns it into a valid name. */
export function roomName({ number, title }: Incident): string {
  return `${number} ${title}`;
}

export function headline({ number, title }: Pick<Incident, 'number' | 'title'>): string {
  return `#${number} ${title}`;
}

/** Returns the severity and the state in one line: “sev1 · Acknowledged by Alice Chen · Slack”. */
export function stateSentence(incident: Listed, reader: Reader): string {
  return `${incident.severity} · ${stateLine(incident, reader)}`;
}

/** The most lines that keep the title and the buttons of a card on one screen of a phone. */
const mostLines = 8;

/** Returns the first lines of the description; for an alert also its last line, which has the labels. */
function briefDescription({ description, number, alerts }: Incident, { t }: Reader): string | undefined {
  const lines = description?.split('\n') ?? [];
  if (lines.length <= mostLines) return description;
  const last = alerts ? lines.slice(-1) : [];
  const first = lines.slice(0, mostLines - 1 - last.length);
  const count = lines.length - first.length - last.length;
  return [...first, t('card.more-lines', { count, number }), ...last].join('\n');
}

function fields(incident: Incident, reader: Reader): Field[] {
  const { severity, service, declared, acknowledged, resolved, escalation, paged, latest, tasks, status, merged } =
    incident;
  const { t, language } = reader;
  const people = Object.keys(paged).map((person) => nameOf(person, reader));
  const by = (attribution: Attribution) => ({
    value: t('field.by', { who: who(attribution, reader) }),
    at: attribution.at,
  });
  const fields: Field[] = [{ label: t('field.severity'), value: severity }];
  if (service)
    fields.push({ label: t('field.service'), value: reader.directory.services.get(service)?.name ?? service });
  fields.push({ label: t('field.state'), value: stateLine(incident, reader), ...stateAt(incident) });
  fields.push(...nextStep(incident, reader));
  if (resolved?.summary) fields.push({ label: t('field.summary'), value: resolved.summary });
  if (resolved && acknowledged) fields.push({ label: t('field.acknowledged'), ...by(acknowledged) });
  if (latest) fields.push({ label: t('field.update'), value: latest.text, at: latest.at });
  if (tasks) fields.push({ label: t('field.tasks'), value: doneCount(tasks, t) });
  if (status && !resolved) fields.push({ label: t('field.status'), value: t(`status.${status}`) });
  if (incident.alerts) fields.push(...alertFields(incident.alerts, { isOver: resolved !== undefined }, reader));
  if (merged) fields.push({ label: t('field.merged'), value: merged.map((one) => `#${one}`).join(', ') });
  fields.push({ label: t('field.declared'), ...by(declared) });
  for (const [role, person] of Object.entries(incident.roles ?? {})) {
    fields.push({ label: t(`role.${role as IncidentRole}`), value: nameOf(person, reader) });
  }
  if (people.length > 0) fields.push({ label: t('field.paged'), value: inWords(people, language) });
  else if (!resolved && !escalation) fields.push({ label: t('field.paged'), value: t('field.paged.nobody') });
  fields.push(...notPaged(incident, reader));
  return fields;
}

/** Returns what happens next if nobody acts. */
function nextStep(incident: Incident, reader: Reader): Field[] {
  const due = nextDue(incident);
  // A card is not edited for each reminder.
  if (!due || due.what === 'remind' || due.what === 'ask' || due.what === 'move') return [];
  return [{ ...nextLine(incident, due.what, reader), at: due.at }];
}

function stateLine(incident: Listed, reader: Reader): string {
  const { t } = reader;
  const { resolved, acknowledged, escalation, mergedInto } = incident;
  if (resolved && mergedInto)
    return t('state.merged', { number: String(mergedInto.number), who: who(resolved, reader) });
  if (resolved && isByAlert(resolved)) return t('state.resolved.alert', { source: resolved.by });
  if (resolved) return t('state.resolved', { who: who(resolved, reader) });
  if (acknowledged) return t('state.acknowledged', { who: who(acknowledged, reader) });
  if (escalation?.maintenance) return t('state.triggered.maintenance');
  const asleep = nobodyAwake(incident, reader);
  return asleep ? t('state.triggered.asleep', { asleep }) : t('state.triggered');
}

function stateAt({ resolved, acknowledged }: Incident): { at?: Date } {
  const attribution = resolved ?? acknowledged;
  return attribution ? { at: attribution.at } : {};
}

/** Returns who should have been paged and was not. */
function notPaged(incident: Incident, reader: Reader): Field[] {
  const { t, language } = reader;
  const asleep = activeDeferrals(incident).map(({ person, until }) =>
    t('quiet.until', deferral(person, until, reader)),
  );
  const { unreachable = [], resolved } = incident;
  const nowhere = resolved ? [] : unreachable.map((person) => nameOf(person, reader));
  const people = inWords(nowhere, language);
  return [
    ...(asleep.length > 0 ? [{ label: t('field.deferred'), value: inWords(asleep, language) }] : []),
    ...(nowhere.length > 0 ? [{ label: t('field.unreachable'), value: t('field.unreachable.value', { people }) }] : []),
  ];
}

/** Returns a warning when nobody on the policy can be paged; undefined otherwise. */
function nobodyAwake(incident: Listed, reader: Reader): string | undefined {
  const [first] = incident.escalation?.nobodyAwake ? activeDeferrals(incident) : [];
  return first && reader.t('quiet.nobody-awake', deferral(first.person, first.until, reader));
}

/** Clock steps whose text does not depend on the state of the escalation. */
const nextTexts = {
  'take-back': 'next.take-back',
  'end-snooze': 'next.end-snooze',
  'end-quiet': 'next.end-quiet',
} as const satisfies Partial<Record<Due, TextKey>>;

function nextLine(
  { escalation }: Incident,
  what: Exclude<Due, 'remind' | 'ask' | 'move'>,
  { t }: Reader,
): Omit<Field, 'at'> {
  const label = t('field.next');
  if (what !== 'level') return { label, value: t(nextTexts[what]) };
  if (!escalation) return { label, value: '' };
  const { level, round, policy, maintenance } = escalation;
  if (maintenance) {
    const { reason } = maintenance;
    const value = reason === undefined ? t('next.maintenance') : t('next.maintenance.reason', { reason });
    return { label: t('field.maintenance'), value };
  }
  if (level < 0) return { label, value: t('next.not-urgent') };
  if (level + 1 < policy.levels.length) return { label, value: t('next.level', { level: level + 2 }) };
  return { label, value: t(round < policy.repeat ? 'next.again' : 'next.exhausted') };
}

function leadSentence(incident: Incident, delivery: Delivery, reader: Reader): string {
  const { t } = reader;
  const { about, person } = delivery;
  if (about?.type === 'asked') return t('page.asked');
  if (about?.type === 'reminded') return t('page.reminded');
  if (about?.type === 'acknowledged') return t('page.taken-over', { name: nameOf(about.by, reader) });
  if (about?.type === 'joined') return t('page.joined', { name: nameOf(about.by, reader) });
  if (about?.type !== 'paged') return t('page.paged');
  if (isNoAnswer(delivery)) {
    const names = about.people.map((id) => nameOf(id, reader));
    return t('page.no-answer', { people: inWords(names, reader.language) });
  }
  const { by, level, message } = about;
  if (!by) {
    const paged = level === undefined ? t('page.paged') : t('page.paged.level', { level: level + 1 });
    const why = person && whyPaged(incident, about, person, reader);
    return why ? `${paged} ${why}` : paged;
  }
  const name = nameOf(by, reader);
  return message ? t('page.by.message', { name, message }) : t('page.by', { name });
}

/** Returns who did something and where: “Alice Chen · Slack”, or “an alert from grafana”. */
export function who({ by, via }: Attribution, reader: Reader): string {
  if (via === 'alert') return reader.t('who.alert', { source: by });
  return `${nameOf(by, reader)} · ${viaLabel(via, reader.t)}`;
}
