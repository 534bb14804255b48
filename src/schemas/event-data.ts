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
    read: ({ by, via, title, severity, service, description, route }) => {
      return { by, via, title, severity, service, description, route };
    },
  },
  escalated: {
    means: 'The next level is due; absent `by`, the clock did it',
    data: z.object({ level, round, by: personIdJson.optional(), dueAt: momentJson.optional() }),
    read: ({ by, dueAt, ...at }) => ({ ...counted(at), by, dueAt }),
  },
  'level-empty': {
    means: 'A level had nobody at that moment, and the next was taken at once',
    data: z.object({ level, round }),
    read: counted,
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
    read: ({ people, by, message, level: from0, channels, why }) => ({
      people,
      by,
      message,
      level: from0 === undefined ? undefined : from0 + 1,
      channels: channels?.map(channelOf),
      why,
    }),
  },
  deferred: {
    means: 'Somebody on the level is in quiet hours: their page is sent when these end, unless somebody has it by then',
    data: z.object({ person: personIdJson, until: momentJson, level: level.optional() }),
    read: ({ person, until, level: from0 }) => ({
      person,
      until,
      level: from0 === undefined ? undefined : from0 + 1,
    }),
  },
  'deferral-cancelled': {
    means: 'A deferred page is never sent: its person is not on call any more, or cannot be paged',
    data: z.object({ person: personIdJson }),
    read: ({ person }) => ({ person }),
  },
  'nobody-awake': {
    means: 'Everybody on the policy is in quiet hours; the escalation resumes when the first of these end',
    data: z.object({ people: z.array(personIdJson), until: momentJson }),
    read: ({ people, until }) => ({ people, until }),
  },
  'reminder-deferred': {
    means: 'Its owner is in quiet hours, and is reminded when these end',
    data: z.object({ person: personIdJson, until: momentJson }),
    read: ({ person, until }) => ({ person, until }),
  },
  held: {
    means: 'Nobody is paged before then: it is not urgent, or its service is in maintenance',
    data: z.object({ until: momentJson, maintenance: maintenanceJson.optional() }),
    read: ({ until, maintenance }) => ({ until, maintenance }),
  },
  asked: {
    means: 'Its owner was asked whether they are still on it',
    data: z.object({ person: personIdJson, answerBy: momentJson }),
    read: ({ person, answerBy }) => ({ person, answerBy }),
  },
  confirmed: { means: 'Its owner is still on it', data: z.object(actor), read: actorData },
  'taken-back': {
    means: 'Its owner did not answer, and it is paged again',
    data: z.object({
      person: personIdJson,
      gone: z.literal(true).optional().meta({ description: 'The configuration file does not have the owner any more' }),
    }),
    read: ({ person, gone }) => ({ person, gone }),
  },
  'policy-changed': {
    means: 'The escalation goes on by its policy as the configuration file has it now',
    data: z.object({ policy: z.string().meta({ description: 'The id of the policy' }) }),
    read: ({ policy }) => ({ policy: policy.id }),
  },
  reminded: {
    means: 'Its owner was reminded of it',
    data: z.object({ person: personIdJson }),
    read: ({ person }) => ({ person }),
  },
  snoozed: {
    means: 'It is silent until then',
    data: z.object({ ...actor, until: momentJson }),
    read: ({ by, via, until }) => ({ by, via, until }),
  },
  'snooze-ended': { means: 'The silence that somebody asked for is over', data: z.object({}), read: () => ({}) },
  unreachable: {
    means: 'Somebody was to be paged and has no way to be reached, or is away',
    data: z.object({
      person: personIdJson,
      awayUntil: momentJson.optional().meta({ description: 'When they are back; absent: they have no way' }),
    }),
    read: ({ person, awayUntil }) => ({ person, ...(awayUntil && { awayUntil }) }),
  },
  'nobody-there': {
    means: 'No level has anybody at that moment; it is looked at again then',
    data: z.object({ level, round, dueAt: momentJson }),
    read: ({ dueAt, ...at }) => ({ ...counted(at), dueAt }),
  },
  exhausted: {
    means: 'Every level was paged as often as the policy says, and nobody took it',
    data: z.object({
      nobody: z.literal(true).optional().meta({ description: 'Nobody could be paged at all' }),
      resumesAt: momentJson.optional().meta({ description: 'Somebody’s page is deferred until then' }),
    }),
    read: ({ nobody, resumesAt }) => ({ nobody, resumesAt }),
  },
  acknowledged: {
    means: 'Somebody has it',
    data: z.object({
      ...actor,
      from: personIdJson.optional().meta({ description: 'Whom it was taken over from' }),
      unsent: unsentJson.optional(),
    }),
    read: ({ by, via, from, unsent }) => ({ by, via, from, unsent: unsent?.map(unsentOf) }),
  },
  unacknowledged: { means: 'Who had it gave it back', data: z.object(actor), read: actorData },
  resolved: {
    means: 'It is over',
    data: z.object({
      ...actor,
      summary: z.string().optional(),
      reason: z.literal('rate-fell').optional().meta({ description: 'Its integration sends fewer new alerts again' }),
      mergedInto: z.int().min(1).optional().meta({ description: 'The number of the incident that it was merged into' }),
      unsent: unsentJson.optional(),
    }),
    read: ({ by, via, summary, reason, mergedInto, unsent }) => {
      return { by, via, summary, reason, mergedInto: mergedInto?.number, unsent: unsent?.map(unsentOf) };
    },
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
    read: ({ by, via, from, title, alerts, people, tasks }) => ({ by, via, from, title, alerts, people, tasks }),
  },
  reopened: { means: 'It was not over', data: z.object(actor), read: actorData },
  noted: {
    means: 'Somebody added a note',
    data: z.object({ ...actor, text: z.string() }),
    read: ({ by, via, text }) => ({ by, via, text }),
  },
  'severity-changed': {
    means: 'It is better or worse than was thought',
    data: z.object({ ...actor, severity: severityJson }),
    read: ({ by, via, severity }) => ({ by, via, severity }),
  },
  renamed: {
    means: 'It has another title',
    data: z.object({ ...actor, title: z.string() }),
    read: ({ by, via, title }) => ({ by, via, title }),
  },
  assigned: {
    means: 'Somebody took or got a role',
    data: z.object({ ...actor, person: personIdJson, role: incidentRoleJson }),
    read: ({ by, via, person, role }) => ({ by, via, person, role }),
  },
  updated: {
    means: 'People were told how it stands',
    data: z.object({ ...actor, text: z.string(), status: statusJson.optional() }),
    read: ({ by, via, text, status }) => ({ by, via, text, status }),
  },
  'task-added': {
    means: 'Something is to be done',
    data: z.object({ ...task, owner: taskOwnerJson.optional() }),
    read: ({ owner, ...event }) => ({ ...ofTask(event), owner }),
  },
  'task-changed': {
    means: 'A task reads differently now, or is for somebody else',
    data: z.object({ ...task, owner: taskOwnerJson.optional() }),
    read: ({ owner, ...event }) => ({ ...ofTask(event), owner }),
  },
  'task-done': { means: 'A task was ticked off', data: z.object(task), read: ofTask },
  'task-reopened': { means: 'A task was not done after all', data: z.object(task), read: ofTask },
  'task-deleted': { means: 'A task was deleted', data: z.object(task), read: ofTask },
  alerted: {
    means: 'Alerts of it are new, fire again or are resolved',
    data: z.object({
      source: z.string().meta({ description: 'Who sent them, such as alertmanager' }),
      alerts: z.array(z.object({ title: z.string(), status: z.enum(['firing', 'resolved']) })),
      more: z.int().min(0).meta({ description: 'How many there are besides' }),
    }),
    read: ({ source, alerts, more }) => ({
      source,
      alerts: alerts.map(({ title, status }) => ({ title, status })),
      more,
    }),
  },
  'waiting-for-alerts': { means: 'Nobody is paged before enough alerts came', data: z.object(enough), read: awaited },
  'enough-alerts': { means: 'Enough alerts came: people are paged', data: z.object(enough), read: awaited },
  flapping: {
    means: 'An alert comes and goes: until it is calm a resolved one does not resolve the incident',
    data: z.object({ title: z.string().meta({ description: 'That of the alert' }) }),
    read: ({ title }) => ({ title }),
  },
  'room-opened': {
    means: 'It has a room of its own',
    data: z.object({ room: incidentJson.shape.rooms.element }),
    read: ({ room }) => ({ room: { platform: room.platform, style: room.style, id: room.address.id } }),
  },
  'room-closed': {
    means: 'Its room was archived, deleted or locked',
    data: z.object({ room: incidentJson.shape.rooms.element }),
    read: ({ room }) => ({ room: { platform: room.platform, style: room.style, id: room.address.id } }),
  },
};

export { eventTypes } from '../domain/incident/events.ts';

/** Returns the event's own fields for JSON: absent fields are left out, and moments are in UTC. */
export function eventDataOf<T extends EventType>(event: Happened<T>): Record<string, unknown> {
  const kind: Kind<T> = eventKinds[event.type as T];
  return JSON.parse(JSON.stringify(kind.read(event)));
}

function actorData({ by, via }: Pick<Happened<'acknowledged'>, 'by' | 'via'>) {
  return { by, via };
}

function ofTask({ by, via, task: number, text }: Omit<Happened<'task-done'>, 'type' | 'at'>) {
  return { by, via, task: number, text };
}

function awaited({ alerts, withinMs }: Pick<Happened<'enough-alerts'>, 'alerts' | 'withinMs'>) {
  return { alerts, withinMs };
}

function counted({ level: from0, round: round0 }: Pick<Happened<'level-empty'>, 'level' | 'round'>) {
  return { level: from0 + 1, round: round0 + 1 };
}

function channelOf({ platform: on, id }: Address) {
  return { platform: on, id };
}
