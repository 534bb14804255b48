import type { Directory } from '../domain/directory.ts';
import { activeDeferrals } from '../domain/incident/deferrals.ts';
import type { Delivery } from '../domain/incident/delivery.ts';
import { type Due, nextDue } from '../domain/incident/due.ts';
import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident, Mark, State } from '../domain/incident/incident.ts';
import type { Listed } from '../domain/incident/listed.ts';
import type { IncidentRole } from '../domain/incident/roles.ts';
import { type PersonId, viaNames } from '../domain/people.ts';
import type { Button, Field, Message, Tone } from '../ports/message.ts';
import { alertFields, isByAlert } from './alerts.ts';
import { eventSentence } from './events.ts';
import { asleepUntil, deferredFor } from './quiet-hours.ts';
import { doneCount } from './task-count.ts';

export const roleNames: Readonly<Record<IncidentRole, string>> = {
  commander: 'Commander',
  comms: 'Communications',
  scribe: 'Scribe',
};

const tones: Readonly<Record<State, Tone>> = { triggered: 'danger', acknowledged: 'warning', resolved: 'success' };

/** The incident as it stands, for everybody; the same card is edited as it changes. */
export function cardView(incident: Incident, directory: Directory): Message {
  return {
    text: `${headline(incident)}: ${stateSentence(incident, directory)}`,
    title: headline(incident),
    ...(incident.description && { body: incident.description }),
    tone: tones[incident.state],
    fields: fields(incident, directory),
    buttons: buttons(incident),
    zone: houseZone(directory),
  };
}

/** The card for one person who is asked to take it. */
export function pageView(incident: Incident, delivery: Delivery, directory: Directory): Message {
  const card = cardView(incident, directory);
  const person = delivery.person ? directory.people.get(delivery.person) : undefined;
  // Once somebody has it the page only says so, unless it is for its owner, or somebody asked for help by name.
  const { about } = delivery;
  const { acknowledged, watch, state } = incident;
  const owns = acknowledged?.by === delivery.person;
  const reminds = owns && about?.type === 'reminded';
  const stillAsks = owns && about?.type === 'asked' && watch?.answerBy?.getTime() === about.answerBy.getTime();
  const byName = about?.type === 'paged' && about.by !== undefined;
  const pages = about?.type === 'paged' && (state === 'triggered' || (state === 'acknowledged' && byName));
  const asks = pages || reminds || stillAsks;
  const asked = asks ? askSentence(delivery, directory) : '';
  const answer: Button = {
    label: 'Still on it',
    tone: 'primary',
    invokes: { command: 'ack', args: { incident: String(incident.number) } },
  };
  return {
    ...card,
    // What it is about comes first: a phone shows a line of it, and a mail makes it the subject.
    text: asks ? `${headline(incident)}: ${asked.charAt(0).toLowerCase()}${asked.slice(1)}` : card.text,
    body: [asked, incident.description].filter(Boolean).join('\n\n'),
    ...(stillAsks && { buttons: [answer, ...(card.buttons ?? [])] }),
    zone: person?.timezone ?? houseZone(directory),
  };
}

/** A line for each of these events, for the incident's room. */
export function noticeView({ number }: Incident, events: readonly IncidentEvent[], directory: Directory): Message {
  const lines = events.map((event) => `#${number} · ${eventSentence(event, directory)}`);
  return { text: lines.join('\n'), zone: houseZone(directory) };
}

/** The name of the incident's room; each platform makes it a valid one. */
export function roomName({ number, title }: Incident): string {
  return `${number} ${title}`;
}

export function headline({ number, title }: Pick<Incident, 'number' | 'title'>): string {
  return `#${number} ${title}`;
}

/** Who has it, in one sentence. */
export function stateSentence(incident: Listed, directory: Directory): string {
  const { state, severity, acknowledged, resolved } = incident;
  if (resolved) return `${severity}, resolved by ${who(resolved, directory)}`;
  if (acknowledged) return `${severity}, acknowledged by ${who(acknowledged, directory)}`;
  if (incident.escalation?.maintenance) return `${severity}, ${state}, in maintenance: nobody is paged`;
  const asleep = nobodyAwake(incident, directory);
  if (asleep) return `${severity}, ${state}, ${asleep}`;
  return `${severity}, ${state}, nobody has it yet`;
}

/** Moments in channels, where the platform cannot use the reader's own zone: as the first schedule counts. */
export function houseZone(directory: Directory): string {
  for (const schedule of directory.schedules.values()) return schedule.timezone;
  return 'UTC';
}

function fields(incident: Incident, directory: Directory): Field[] {
  const { severity, service, declared, acknowledged, resolved, escalation, paged } = incident;
  const people = Object.keys(paged).map((person) => nameOf(person, directory));
  const fields: Field[] = [{ label: 'State', value: stateLine(incident, directory), ...stateAt(incident) }];
  if (resolved?.summary) fields.push({ label: 'Summary', value: resolved.summary });
  if (resolved && acknowledged)
    fields.push({ label: 'Acknowledged', value: `by ${who(acknowledged, directory)}`, at: acknowledged.at });
  if (incident.latest) fields.push({ label: 'Update', value: incident.latest.text, at: incident.latest.at });
  if (incident.tasks) fields.push({ label: 'Tasks', value: doneCount(incident.tasks) });
  fields.push({ label: 'Severity', value: severity });
  if (incident.status && !resolved) fields.push({ label: 'Status', value: incident.status });
  if (service) fields.push({ label: 'Service', value: directory.services.get(service)?.name ?? service });
  if (incident.alerts) fields.push(...alertFields(incident.alerts));
  fields.push({ label: 'Declared', value: `by ${who(declared, directory)}`, at: declared.at });
  for (const [role, person] of Object.entries(incident.roles ?? {})) {
    fields.push({ label: roleNames[role as IncidentRole], value: nameOf(person, directory) });
  }
  if (people.length > 0) fields.push({ label: 'Paged', value: people.join(', ') });
  else if (!resolved && !escalation) fields.push({ label: 'Paged', value: 'nobody: there is no escalation policy' });
  fields.push(...notPaged(incident, directory));
  const due = nextDue(incident);
  // Reminders come and go, and the card is not edited for each.
  if (due && due.what !== 'remind' && due.what !== 'ask') fields.push({ ...nextLine(incident, due.what), at: due.at });
  return fields;
}

function stateLine(incident: Incident, directory: Directory): string {
  if (incident.resolved) return `Resolved by ${who(incident.resolved, directory)}`;
  if (incident.acknowledged) return `Acknowledged by ${who(incident.acknowledged, directory)}`;
  if (incident.escalation?.maintenance) return 'Triggered, in maintenance: nobody is paged';
  const asleep = nobodyAwake(incident, directory);
  return asleep ? `Triggered, ${asleep}` : 'Triggered, nobody has it yet';
}

function stateAt({ resolved, acknowledged }: Incident): { at?: Date } {
  const mark = resolved ?? acknowledged;
  return mark ? { at: mark.at } : {};
}

/** Who was to be paged, and was not. */
function notPaged(incident: Incident, directory: Directory): Field[] {
  const asleep = activeDeferrals(incident).map(({ person, until }) => asleepUntil(person, until, directory));
  const { unreachable = [], resolved } = incident;
  const nowhere = resolved ? [] : unreachable.map((person) => nameOf(person, directory));
  return [
    ...(asleep.length > 0 ? [{ label: 'Deferred', value: asleep.join(', ') }] : []),
    ...(nowhere.length > 0 ? [{ label: 'Unreachable', value: `${nowhere.join(', ')}: no way to be paged` }] : []),
  ];
}

/** Undefined while somebody on the policy can be paged. */
function nobodyAwake(incident: Listed, directory: Directory): string | undefined {
  const [first] = incident.escalation?.nobodyAwake ? activeDeferrals(incident) : [];
  return first && `nobody on the policy is awake: ${deferredFor(first.person, first.until, directory)}`;
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

function buttons({ state, number, tasks }: Incident): Button[] {
  const invoke = (command: string) => ({ command, args: { incident: String(number) } });
  const note: Button = { label: 'Add note', invokes: invoke('note') };
  const escalate: Button = { label: 'Escalate', invokes: invoke('escalate') };
  const snooze: Button = { label: 'Snooze', invokes: invoke('snooze') };
  const list: Button[] = tasks ? [{ label: 'Tasks', invokes: invoke('task') }] : [];
  switch (state) {
    case 'triggered':
      return [
        { label: 'Acknowledge', tone: 'primary', invokes: invoke('ack') },
        escalate,
        snooze,
        { label: 'Resolve', invokes: invoke('resolve') },
        note,
        ...list,
      ];
    case 'acknowledged':
      return [{ label: 'Resolve', tone: 'primary', invokes: invoke('resolve') }, escalate, snooze, note, ...list];
    case 'resolved':
      return [
        { label: 'Reopen', invokes: invoke('reopen') },
        note,
        ...list,
        { label: 'Post-mortem', invokes: invoke('postmortem') },
      ];
    default:
      return state satisfies never;
  }
}

function askSentence({ about }: Delivery, directory: Directory): string {
  if (about?.type === 'asked') return 'Are you still on it? Without an answer it is paged again.';
  if (about?.type === 'reminded') return 'You have this one, just to remind you.';
  if (about?.type !== 'paged') return 'You are paged.';
  if (!about.by) return `You are paged${about.level === undefined ? '' : ` (level ${about.level + 1})`}.`;
  return `${nameOf(about.by, directory)} pages you${about.message ? `: ${about.message}` : '.'}`;
}

/** Such as “Alice Chen via Slack”, or “an alert from grafana”. */
export function who({ by, via }: Mark, directory: Directory): string {
  if (isByAlert({ via })) return `an alert from ${by}`;
  return `${nameOf(by, directory)} via ${viaNames[via]}`;
}

/** As people know them; someone who has left the file is called by their id. */
export function nameOf(person: PersonId, directory: Directory): string {
  return directory.people.get(person)?.name ?? person;
}
