import { z } from 'zod';
import type { Address } from '../domain/address.ts';
import { deliveryEvents, type EventType, type Happened, type Kind, platform } from './delivery-events.ts';
import { reasonJson, routeJson, unsentJson, unsentOf } from './event-parts.ts';
import {
  incidentJson,
  incidentRoleJson,
  maintenanceJson,
  momentJson,
  personIdJson,
  severityJson,
  statusJson,
  taskNumberJson,
  taskOwnerJson,
  viaJson,
} from './incident.ts';

const actor = { by: personIdJson, via: viaJson };
const level = z.int().min(1).meta({ description: 'The level of the policy, from 1' });
const round = z.int().min(1).meta({ description: 'How often the levels have been begun, from 1' });
const task = { ...actor, task: taskNumberJson, text: z.string() };
const enough = {
  alerts: z.int().min(1).meta({ description: 'How many' }),
  withinMs: z.int().min(0).meta({ description: 'Within how many milliseconds' }),
};
const channel = z.object({ platform, id: z.string().meta({ description: 'As its platform spells it' }) });

/** The data of each kind of event. A missing kind does not compile. */
export const eventKinds: { readonly [T in EventType]: Kind<T> } = {
  ...deliveryEvents,
  declared: {
    means: 'An incident began',
    data: z.object({
      ...actor,
      title: z.string(),
      severity: severityJson,
      service: z.string().optional(),
      description: z.string().optional(),
      route: routeJson.optional(),
    }),
  },
  escalated: {
    means: 'The next level is due; absent `by`, the clock did it',
    data: z.object({ level, round, by: personIdJson.optional(), dueAt: momentJson.optional() }),
    changed: counted,
  },
  'level-empty': {
    means: 'A level had nobody at that moment, and the next was taken at once',
    data: z.object({ level, round }),
    changed: counted,
  },
  paged: {
    means: 'People were paged',
    data: z.object({
      people: z.array(personIdJson),
      by: personIdJson.optional(),
      message: z.string().optional(),
      level: level.optional(),
      channels: z.array(channel).optional(),
      why: z.array(reasonJson).optional(),
    }),
    changed: ({ level: from0, channels }) => ({ level: from1(from0), channels: channels?.map(channelOf) }),
  },
  deferred: {
    means: 'Somebody on the level is in quiet hours: their page is sent when these end, unless somebody has it by then',
    data: z.object({ person: personIdJson, until: momentJson, level: level.optional() }),
    changed: ({ level: from0 }) => ({ level: from1(from0) }),
  },
  'deferral-cancelled': {
    means: 'A deferred page is never sent: its person is not on call any more, or cannot be paged',
    data: z.object({ person: personIdJson }),
  },
  'nobody-awake': {
    means: 'Everybody on the policy is in quiet hours; the escalation resumes when the first of these end',
    data: z.object({ people: z.array(personIdJson), until: momentJson }),
  },
  'reminder-deferred': {
    means: 'Its owner is in quiet hours, and is reminded when these end',
    data: z.object({ person: personIdJson, until: momentJson }),
  },
  held: {
    means: 'Nobody is paged before then: it is not urgent, or its service is in maintenance',
    data: z.object({ until: momentJson, maintenance: maintenanceJson.optional() }),
  },
  asked: {
    means: 'Its owner was asked whether they are still on it',
    data: z.object({ person: personIdJson, answerBy: momentJson }),
  },
  confirmed: { means: 'Its owner is still on it', data: z.object(actor) },
  joined: { means: 'Somebody who was paged beside its owner is on it as well', data: z.object(actor) },
  'taken-back': {
    means: 'Its owner did not answer, and it is paged again',
    data: z.object({
      person: personIdJson,
      gone: z.literal(true).optional().meta({ description: 'The configuration file does not have the owner any more' }),
    }),
  },
  'policy-changed': {
    means: 'The escalation goes on by its policy as the configuration file has it now',
    data: z.object({ policy: z.string().meta({ description: 'The id of the policy' }) }),
    changed: ({ policy }) => ({ policy: policy.id }),
  },
  reminded: {
    means: 'Its owner was reminded of it',
    data: z.object({ person: personIdJson }),
  },
  snoozed: {
    means: 'It is silent until then',
    data: z.object({ ...actor, until: momentJson }),
  },
  'snooze-ended': { means: 'The silence that somebody asked for is over', data: z.object({}) },
  unreachable: {
    means: 'Somebody was to be paged and has no way to be reached, or is away',
    data: z.object({
      person: personIdJson,
      awayUntil: momentJson.optional().meta({ description: 'When they are back; absent: they have no way' }),
    }),
  },
  'nobody-there': {
    means: 'No level has anybody at that moment; it is looked at again then',
    data: z.object({ level, round, dueAt: momentJson }),
    changed: counted,
  },
  exhausted: {
    means: 'Every level was paged as often as the policy says, and nobody took it',
    data: z.object({
      nobody: z.literal(true).optional().meta({ description: 'Nobody could be paged at all' }),
      resumesAt: momentJson.optional().meta({ description: 'Somebody’s page is deferred until then' }),
    }),
  },
  acknowledged: {
    means: 'Somebody has it',
    data: z.object({
      ...actor,
      from: personIdJson.optional().meta({ description: 'Whom it was taken over from' }),
      unsent: unsentJson.optional(),
    }),
    changed: ({ unsent }) => ({ unsent: unsent?.map(unsentOf) }),
  },
  unacknowledged: { means: 'Who had it gave it back', data: z.object(actor) },
  resolved: {
    means: 'It is over',
    data: z.object({
      ...actor,
      summary: z.string().optional(),
      reason: z.literal('rate-fell').optional().meta({ description: 'Its integration sends fewer new alerts again' }),
      mergedInto: z.int().min(1).optional().meta({ description: 'The number of the incident that it was merged into' }),
      unsent: unsentJson.optional(),
    }),
    changed: ({ mergedInto, unsent }) => ({ mergedInto: mergedInto?.number, unsent: unsent?.map(unsentOf) }),
  },
  merged: {
    means: 'Another incident was merged into it',
    data: z.object({
      ...actor,
      from: z.int().min(1).meta({ description: 'The number of the other incident' }),
      title: z.string().meta({ description: 'That of the other incident' }),
      alerts: z.int().min(0).meta({ description: 'How many alerts came with it' }),
      people: z.array(personIdJson).optional().meta({ description: 'Who became a responder by that' }),
      tasks: z
        .array(z.object({ text: z.string(), owner: taskOwnerJson.optional() }))
        .optional()
        .meta({ description: 'Its open tasks, which are those of this incident now' }),
    }),
  },
  reopened: { means: 'It was not over', data: z.object(actor) },
  noted: {
    means: 'Somebody added a note',
    data: z.object({ ...actor, text: z.string() }),
  },
  'severity-changed': {
    means: 'It is better or worse than was thought',
    data: z.object({ ...actor, severity: severityJson }),
  },
  renamed: {
    means: 'It has another title',
    data: z.object({ ...actor, title: z.string() }),
  },
  assigned: {
    means: 'Somebody took or got a role',
    data: z.object({ ...actor, person: personIdJson, role: incidentRoleJson }),
  },
  updated: {
    means: 'People were told how it stands',
    data: z.object({ ...actor, text: z.string(), status: statusJson.optional() }),
  },
  'task-added': {
    means: 'Something is to be done',
    data: z.object({ ...task, owner: taskOwnerJson.optional() }),
  },
  'task-changed': {
    means: 'A task reads differently now, or is for somebody else',
    data: z.object({ ...task, owner: taskOwnerJson.optional() }),
  },
  'task-done': { means: 'A task was ticked off', data: z.object(task) },
  'task-reopened': { means: 'A task was not done after all', data: z.object(task) },
  'task-deleted': { means: 'A task was deleted', data: z.object(task) },
  alerted: {
    means: 'Alerts of it are new, fire again or are resolved',
    data: z.object({
      source: z.string().meta({ description: 'Who sent them, such as alertmanager' }),
      alerts: z.array(z.object({ title: z.string(), status: z.enum(['firing', 'resolved']) })),
      more: z.int().min(0).meta({ description: 'How many there are besides' }),
    }),
    changed: ({ alerts }) => ({ alerts: alerts.map(({ title, status }) => ({ title, status })) }),
  },
  'waiting-for-alerts': { means: 'Nobody is paged before enough alerts came', data: z.object(enough) },
  'enough-alerts': { means: 'Enough alerts came: people are paged', data: z.object(enough) },
  flapping: {
    means: 'An alert comes and goes: until it is calm a resolved one does not resolve the incident',
    data: z.object({ title: z.string().meta({ description: 'That of the alert' }) }),
  },
  'room-opened': {
    means: 'It has a room of its own',
    data: z.object({ room: incidentJson.shape.rooms.element }),
    changed: ({ room }) => ({ room: { platform: room.platform, style: room.style, id: room.address.id } }),
  },
  'room-closed': {
    means: 'Its room was archived, deleted or locked',
    data: z.object({ room: incidentJson.shape.rooms.element }),
    changed: ({ room }) => ({ room: { platform: room.platform, style: room.style, id: room.address.id } }),
  },
};

export { eventTypes } from '../domain/incident/events.ts';

/** Returns the event's own fields for JSON: absent fields are left out, and moments are in UTC. */
export function eventDataOf<T extends EventType>(event: Happened<T>): Record<string, unknown> {
  const { data, changed }: Kind<T> = eventKinds[event.type as T];
  const own = Object.entries(event).filter(([name]) => name in data.shape);
  return JSON.parse(JSON.stringify({ ...Object.fromEntries(own), ...changed?.(event) }));
}

function from1(from0: number | undefined) {
  return from0 === undefined ? undefined : from0 + 1;
}

function counted({ level: from0, round: round0 }: Pick<Happened<'level-empty'>, 'level' | 'round'>) {
  return { level: from0 + 1, round: round0 + 1 };
}

function channelOf({ platform: on, id }: Address) {
  return { platform: on, id };
}
