import { z } from 'zod';
import { roomStyles } from '../domain/address.ts';
import { activeDeferrals } from '../domain/incident/deferrals.ts';
import type { Attribution } from '../domain/incident/incident.ts';
import type { Listed } from '../domain/incident/listed.ts';
import { incidentRoles, statuses } from '../domain/incident/roles.ts';
import type { Task } from '../domain/incident/tasks/task.ts';
import { pageWays, type Via, viaNames } from '../domain/people.ts';
import { severities } from '../domain/severity.ts';

// Programs depend on these shapes: fields may be added, but never renamed or removed.

/** A moment, always in UTC: `2026-03-09T12:00:00.000Z`. */
export const momentJson = z.iso.datetime().meta({ description: 'A moment in UTC, such as 2026-03-09T12:00:00.000Z' });
export const personIdJson = z.string().meta({ description: 'The id of a person in the configuration file' });
export const viaJson = z
  .enum(Object.keys(viaNames) as [Via, ...Via[]])
  .meta({ id: 'Via', description: 'How it reached Tocsin: said on a platform, or by a program' });
export const stateJson = z.enum(['triggered', 'acknowledged', 'resolved']).meta({ id: 'State' });
export const severityJson = z.enum(severities).meta({ id: 'Severity', description: 'sev1 is the worst' });
export const statusJson = z
  .enum(statuses)
  .meta({ id: 'Status', description: 'How far the work on it has come, as its people say' });
export const incidentRoleJson = z.enum(incidentRoles).meta({ id: 'IncidentRole' });

const attribution = { by: personIdJson, at: momentJson, via: viaJson };
export const attributionJson = z
  .object(attribution)
  .meta({ id: 'Mark', description: 'Who did something, when, and through what. Via `alert`, `by` names the monitor' });

export const maintenanceJson = z
  .object({
    window: z.string().meta({ description: 'The id of the window' }),
    reason: z.string().optional(),
  })
  .meta({ id: 'Maintenance', description: 'The maintenance whose end an incident waits for' });

const escalationJson = z
  .object({
    policy: z.string().meta({ description: 'The policy that was in force when the incident began' }),
    level: z.int().min(0).meta({ description: 'The level that was paged last, from 1; 0 before the first' }),
    levels: z.int().min(0).meta({ description: 'How many levels the policy has' }),
    round: z.int().min(1).meta({ description: 'How often the levels have been begun, from 1' }),
    dueAt: momentJson.optional().meta({ description: 'When the next level is paged; absent: nothing more is due' }),
    maintenance: maintenanceJson.optional().meta({ description: 'Until then its service is in maintenance' }),
  })
  .meta({ id: 'Escalation' });

const roomJson = z
  .object({
    platform: z.enum(pageWays),
    style: z.enum(roomStyles.filter((style) => style !== 'none')),
    id: z.string().meta({ description: 'The room as its platform spells it' }),
  })
  .meta({ id: 'Room' });

export const taskNumberJson = z
  .int()
  .min(1)
  .meta({ description: 'Counts the tasks of its incident from 1, and never changes' });
export const taskOwnerJson = personIdJson.meta({ description: 'Who is to do it; absent: nobody in particular' });
const taskJson = z
  .object({
    number: taskNumberJson,
    text: z.string(),
    owner: taskOwnerJson.optional(),
    added: attributionJson,
    done: attributionJson.optional().meta({ description: 'Absent: it is still to be done' }),
  })
  .meta({ id: 'Task', description: 'Something that is to be done because of the incident' });

/** An incident as programs receive it: in the API, from brokers and in webhooks. */
export const incidentJson = z
  .object({
    id: z.string().meta({ description: 'Never changes and never comes again' }),
    number: z.int().min(1).meta({ description: 'What people call it: 42' }),
    title: z.string(),
    description: z.string().optional(),
    state: stateJson,
    severity: severityJson,
    service: z.string().optional().meta({ description: 'The id of a service; absent: of none' }),
    status: statusJson.optional(),
    latest: z
      .object({ ...attribution, text: z.string() })
      .optional()
      .meta({ description: 'What was told last with `update`' }),
    roles: z
      .partialRecord(incidentRoleJson, personIdJson)
      .meta({ description: 'Who is commander, comms and scribe, as far as somebody is' }),
    declared: attributionJson,
    acknowledged: attributionJson.optional().meta({ description: 'Who has it; absent: nobody' }),
    resolved: z
      .object({ ...attribution, summary: z.string().optional() })
      .optional()
      .meta({ description: 'Absent while it is open' }),
    mergedInto: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'The number of the incident that it was merged into; absent: it was not' }),
    merged: z
      .array(z.int().min(1))
      .optional()
      .meta({ description: 'Numbers of the incidents that were merged into it; absent: none' }),
    tasks: z
      .array(taskJson)
      .optional()
      .meta({ description: 'In the order of their numbers; absent: none so far. Also worked on after it is resolved' }),
    snoozedUntil: momentJson.optional().meta({ description: 'Then it is paged again' }),
    escalation: escalationJson.optional().meta({ description: 'Absent: it has no policy' }),
    paged: z
      .record(personIdJson, momentJson)
      .meta({ description: 'Everybody who was paged, and when they were paged last' }),
    deferred: z
      .array(
        z
          .object({ person: personIdJson, until: momentJson })
          .meta({ id: 'Deferral', description: 'A page that waits for the end of somebody’s quiet hours' }),
      )
      .optional()
      .meta({ description: 'Who was to be paged and is in quiet hours; absent: nobody' }),
    unreachable: z
      .array(personIdJson)
      .optional()
      .meta({ description: 'Who was to be paged and has no way that works; absent: nobody' }),
    rooms: z.array(roomJson).meta({ description: 'Its own rooms, one a platform at most' }),
    version: z.int().min(1).meta({ description: 'Grows with every change' }),
  })
  .meta({ id: 'Incident' });
export type IncidentJson = z.output<typeof incidentJson>;

/** Returns the incident for JSON. Absent fields are left out; nothing is ever null. */
export function incidentToJson(incident: Listed): IncidentJson {
  const { latest, acknowledged, resolved, escalation, watch, unreachable } = incident;
  const deferred = activeDeferrals(incident);
  return {
    id: incident.id,
    number: incident.number,
    title: incident.title,
    ...(incident.description !== undefined && { description: incident.description }),
    state: incident.state,
    severity: incident.severity,
    ...(incident.service !== undefined && { service: incident.service }),
    ...(incident.status && { status: incident.status }),
    ...(latest && { latest: { ...attributionToJson(latest), text: latest.text } }),
    roles: { ...incident.roles },
    declared: attributionToJson(incident.declared),
    ...(acknowledged && { acknowledged: attributionToJson(acknowledged) }),
    ...(resolved && {
      resolved: {
        ...attributionToJson(resolved),
        ...(resolved.summary !== undefined && { summary: resolved.summary }),
      },
    }),
    ...(incident.mergedInto && { mergedInto: incident.mergedInto.number }),
    ...(incident.merged && { merged: [...incident.merged] }),
    ...(incident.tasks && { tasks: incident.tasks.map(taskToJson) }),
    ...(watch?.snoozedUntil && { snoozedUntil: watch.snoozedUntil.toISOString() }),
    ...(escalation && {
      escalation: {
        policy: escalation.policy.id,
        level: escalation.level + 1,
        levels: escalation.policy.levels.length,
        round: escalation.round + 1,
        ...(escalation.dueAt && { dueAt: escalation.dueAt.toISOString() }),
        ...(escalation.maintenance && { maintenance: escalation.maintenance }),
      },
    }),
    paged: Object.fromEntries(Object.entries(incident.paged).map(([person, at]) => [person, at.toISOString()])),
    ...(deferred.length > 0 && {
      deferred: deferred.map(({ person, until }) => ({ person, until: until.toISOString() })),
    }),
    ...(unreachable && { unreachable: [...unreachable] }),
    rooms: incident.rooms.map(({ platform, style, address }) => ({ platform, style, id: address.id })),
    version: incident.version,
  };
}

function taskToJson({ number, text, owner, added, done }: Task): z.output<typeof taskJson> {
  return {
    number,
    text,
    ...(owner !== undefined && { owner }),
    added: attributionToJson(added),
    ...(done && { done: attributionToJson(done) }),
  };
}

export function attributionToJson({ by, at, via }: Attribution): z.output<typeof attributionJson> {
  return { by, at: at.toISOString(), via };
}
