import { activeDeferrals } from '../../domain/incident/deferrals.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import { type Due, nextDue } from '../../domain/incident/due.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident, Mark, State } from '../../domain/incident/incident.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import type { IncidentRole } from '../../domain/incident/roles.ts';
import type { Field, Message, Tone } from '../../ports/message.ts';
import { nameOf, viaName } from '../names.ts';
import { deferral } from '../on-call/quiet-hours.ts';
import type { Reader } from '../reader.ts';
import { alertFields, isByAlert } from './alerts.ts';
import { eventSentence } from './events.ts';
import { incidentButtons } from './incident-buttons.ts';
import { doneCount } from './task-count.ts';

export const roleNames: Readonly<Record<IncidentRole, string>> = {
  commander: 'Commander',
  comms: 'Communications',
  scribe: 'Scribe',
};

const tones: Readonly<Record<State, Tone>> = { triggered: 'danger', acknowledged: 'warning', resolved: 'success' };

/** The incident as it stands, for everybody; the same card is edited as it changes. */
export function cardView(incident: Incident, reader: Reader): Message {
  return {
    text: `${headline(incident)}: ${stateSentence(incident, reader)}`,
    title: headline(incident),
    ...(incident.description && { body: incident.description }),
    tone: tones[incident.state],
    fields: fields(incident, reader),
    buttons: incidentButtons(incident),
    zone: reader.zone,
  };
}

/** The card for one person who is asked to take it. */
export function pageView(incident: Incident, delivery: Delivery, reader: Reader): Message {
  const card = cardView(incident, reader);
  // Once somebody has it the page only says so, unless it is for its owner, or somebody asked for help by name.
  const { about } = delivery;
  const { acknowledged, watch, state } = incident;
  const owns = acknowledged?.by === delivery.person;
  const reminds = owns && about?.type === 'reminded';
  const stillAsks = owns && about?.type === 'asked' && watch?.answerBy?.getTime() === about.answerBy.getTime();
  const byName = about?.type === 'paged' && about.by !== undefined;
  const pages = about?.type === 'paged' && (state === 'triggered' || (state === 'acknowledged' && byName));
  const asks = pages || reminds || stillAsks;
  const asked = asks ? askSentence(delivery, reader) : '';
  return {
    ...card,
    // What it is about comes first: a phone shows a line of it, and a mail makes it the subject.
    text: asks ? `${headline(incident)}: ${asked.charAt(0).toLowerCase()}${asked.slice(1)}` : card.text,
    body: [asked, incident.description].filter(Boolean).join('\n\n'),
    buttons: incidentButtons(incident, { stillAsks, mailed: delivery.platform === 'email' }),
    zone: reader.zone,
  };
}

/** A line for each of these events, for the incident's room. */
export function noticeView({ number }: Incident, events: readonly IncidentEvent[], reader: Reader): Message {
  const lines = events.map((event) => `#${number} · ${eventSentence(event, reader)}`);
  return { text: lines.join('\n'), zone: reader.zone };
}

/** The name of the incident's room; each platform makes it a valid one. */
export function roomName({ number, title }: Incident): string {
  return `${number} ${title}`;
}

export function headline({ number, title }: Pick<Incident, 'number' | 'title'>): string {
  return `#${number} ${title}`;
}

/** Who has it, in one sentence. */
export function stateSentence(incident: Listed, reader: Reader): string {
  const { state, severity, acknowledged, resolved } = incident;
  if (resolved) return `${severity}, resolved by ${who(resolved, reader)}`;
  if (acknowledged) return `${severity}, acknowledged by ${who(acknowledged, reader)}`;
  if (incident.escalation?.maintenance) return `${severity}, ${state}, in maintenance: nobody is paged`;
  const asleep = nobodyAwake(incident, reader);
  if (asleep) return `${severity}, ${state}, ${asleep}`;
  return `${severity}, ${state}, nobody has it yet`;
}

function fields(incident: Incident, reader: Reader): Field[] {
  const { severity, service, declared, acknowledged, resolved, escalation, paged } = incident;
  const people = Object.keys(paged).map((person) => nameOf(person, reader));
  const fields: Field[] = [{ label: 'State', value: stateLine(incident, reader), ...stateAt(incident) }];
  if (resolved?.summary) fields.push({ label: 'Summary', value: resolved.summary });
  if (resolved && acknowledged)
    fields.push({ label: 'Acknowledged', value: `by ${who(acknowledged, reader)}`, at: acknowledged.at });
  if (incident.latest) fields.push({ label: 'Update', value: incident.latest.text, at: incident.latest.at });
  if (incident.tasks) fields.push({ label: 'Tasks', value: doneCount(incident.tasks) });
  fields.push({ label: 'Severity', value: severity });
  if (incident.status && !resolved) fields.push({ label: 'Status', value: incident.status });
  if (service) fields.push({ label: 'Service', value: reader.directory.services.get(service)?.name ?? service });
  if (incident.alerts) fields.push(...alertFields(incident.alerts, reader));
  fields.push({ label: 'Declared', value: `by ${who(declared, reader)}`, at: declared.at });
  for (const [role, person] of Object.entries(incident.roles ?? {})) {
    fields.push({ label: roleNames[role as IncidentRole], value: nameOf(person, reader) });
  }
  if (people.length > 0) fields.push({ label: 'Paged', value: people.join(', ') });
  else if (!resolved && !escalation) fields.push({ label: 'Paged', value: 'nobody: there is no escalation policy' });
  fields.push(...notPaged(incident, reader));
  const due = nextDue(incident);
  // Reminders come and go, and the card is not edited for each.
  if (due && due.what !== 'remind' && due.what !== 'ask') fields.push({ ...nextLine(incident, due.what), at: due.at });
  return fields;
}

function stateLine(incident: Incident, reader: Reader): string {
  if (incident.resolved) return `Resolved by ${who(incident.resolved, reader)}`;
  if (incident.acknowledged) return `Acknowledged by ${who(incident.acknowledged, reader)}`;
  if (incident.escalation?.maintenance) return 'Triggered, in maintenance: nobody is paged';
  const asleep = nobodyAwake(incident, reader);
  return asleep ? `Triggered, ${asleep}` : 'Triggered, nobody has it yet';
}

function stateAt({ resolved, acknowledged }: Incident): { at?: Date } {
  const mark = resolved ?? acknowledged;
  return mark ? { at: mark.at } : {};
}

/** Who was to be paged, and was not. */
function notPaged(incident: Incident, reader: Reader): Field[] {
  const asleep = activeDeferrals(incident).map(({ person, until }) =>
    reader.t('quiet.until', deferral(person, until, reader)),
  );
  const { unreachable = [], resolved } = incident;
  const nowhere = resolved ? [] : unreachable.map((person) => nameOf(person, reader));
  return [
    ...(asleep.length > 0 ? [{ label: 'Deferred', value: asleep.join(', ') }] : []),
    ...(nowhere.length > 0 ? [{ label: 'Unreachable', value: `${nowhere.join(', ')}: no way to be paged` }] : []),
  ];
}

/** Undefined while somebody on the policy can be paged. */
function nobodyAwake(incident: Listed, reader: Reader): string | undefined {
  const [first] = incident.escalation?.nobodyAwake ? activeDeferrals(incident) : [];
  return first && reader.t('quiet.nobody-awake', deferral(first.person, first.until, reader));
}

function nextLine({ escalation }: Incident, what: Due): Omit<Field, 'at'> {
  const label = 'Next';
  if (what === 'take-back') return { label, value: 'without an answer it is paged again' };
  if (what === 'end-snooze') return { label, value: 'the snooze ends and it is paged again' };
  if (what === 'end-quiet') return { label, value: 'quiet hours end: the deferred page goes out' };
  if (!escalation) return { label, value: '' };
  const { level, round, policy, maintenance } = escalation;
  if (maintenance) {
    const why = maintenance.reason === undefined ? '' : ` (${maintenance.reason})`;
    return { label: 'In maintenance', value: `nobody is paged${why} until` };
  }
  if (level < 0) return { label, value: 'not urgent: level 1 is paged' };
  if (level + 1 < policy.levels.length) return { label, value: `level ${level + 2} is paged` };
  return { label, value: round < policy.repeat ? 'level 1 is paged again' : 'there is nobody left to page' };
}

function askSentence({ about }: Delivery, reader: Reader): string {
  if (about?.type === 'asked') return 'Are you still on it? Without an answer it is paged again.';
  if (about?.type === 'reminded') return 'You have this one, just to remind you.';
  if (about?.type !== 'paged') return 'You are paged.';
  if (!about.by) return `You are paged${about.level === undefined ? '' : ` (level ${about.level + 1})`}.`;
  return `${nameOf(about.by, reader)} pages you${about.message ? `: ${about.message}` : '.'}`;
}

/** Such as “Alice Chen via Slack”, or “an alert from grafana”. */
export function who({ by, via }: Mark, reader: Reader): string {
  if (isByAlert({ via })) return `an alert from ${by}`;
  return `${nameOf(by, reader)} via ${viaName(via, reader.t)}`;
}
