import { z } from 'zod';
import type { Action } from '../../src/ports/api-desk.ts';
import { auditEntryJson, auditEntryToJson } from '../../src/schemas/audit.ts';
import { type IncidentJson, incidentJson, incidentToJson } from '../../src/schemas/incident.ts';
import { onCallJson, onCallToJson } from '../../src/schemas/on-call.ts';
import { markdownType } from '../../src/schemas/operation.ts';
import { pageJson, pageToJson } from '../../src/schemas/page.ts';
import {
  actionBodies,
  auditQuery,
  declareBody,
  listQuery,
  onCallQuery,
  postmortemQuery,
  showQuery,
  timelineQuery,
} from '../../src/schemas/requests.ts';
import { timelineEntryJson, timelineEntryToJson } from '../../src/schemas/timeline.ts';
import { defineEndpoint, type Endpoint } from './endpoint.ts';

const noQuery = z.strictObject({});
const incidents = '/v1/incidents';
const incident = `${incidents}/{number}`;

/** An action of the path that bears its name: its body is what the command of that name takes. */
function action<Body extends z.ZodType<{ by: string }>>(
  name: string,
  summary: string,
  body: Body,
  read: (body: z.output<Body>) => Action,
): Endpoint {
  return defineEndpoint({
    method: 'POST',
    path: `${incident}/${name}`,
    id: `${name}Incident`,
    summary,
    tag: 'Actions',
    scope: 'write',
    query: noQuery,
    body,
    gives: { status: 200, description: 'The incident as it is now', schema: incidentJson },
    run: async ({ desk, number, body: said, spoken }) =>
      incidentToJson(await desk.act(number, read(said), spoken(said.by))),
  });
}

/** Everything that `/v1/incidents`, `/v1/oncall` and `/v1/audit` answer. */
export const endpoints: readonly Endpoint[] = [
  defineEndpoint({
    method: 'GET',
    path: incidents,
    id: 'listIncidents',
    summary: 'List incidents, the newest first',
    tag: 'Incidents',
    scope: 'read',
    query: listQuery,
    gives: { status: 200, description: 'A page of them', schema: pageJson(incidentJson) },
    run: async ({ desk, query: { by, ...query } }) => pageToJson(await desk.list(defined(query), by), incidentToJson),
  }),
  defineEndpoint({
    method: 'POST',
    path: incidents,
    id: 'declareIncident',
    summary: 'Declare an incident and page whoever is on call',
    tag: 'Incidents',
    scope: 'write',
    query: noQuery,
    body: declareBody,
    gives: { status: 201, description: 'It is kept, and people are being paged', schema: incidentJson },
    run: async ({ desk, body: { by, ...said }, spoken }) =>
      incidentToJson(await desk.declare(defined(said), spoken(by))),
    location: (made) => `${incidents}/${(made as IncidentJson).number}`,
  }),
  defineEndpoint({
    method: 'GET',
    path: incident,
    id: 'showIncident',
    summary: 'Show an incident as it stands',
    tag: 'Incidents',
    scope: 'read',
    query: showQuery,
    gives: { status: 200, description: 'The incident', schema: incidentJson },
    run: async ({ desk, number, query }) => incidentToJson(await desk.show(number, query.by)),
  }),
  defineEndpoint({
    method: 'GET',
    path: `${incident}/timeline`,
    id: 'incidentTimeline',
    summary: 'What happened, in order',
    tag: 'Incidents',
    scope: 'read',
    query: timelineQuery,
    gives: { status: 200, description: 'A page of it, from the beginning', schema: pageJson(timelineEntryJson) },
    run: async ({ desk, number, query: { by, ...page } }) =>
      pageToJson(await desk.timeline(number, defined(page), by), (told) => timelineEntryToJson(told.incident, told)),
  }),
  defineEndpoint({
    method: 'GET',
    path: `${incident}/postmortem`,
    id: 'incidentPostmortem',
    summary: 'What a review begins with: all that is known, and sections to fill in',
    tag: 'Incidents',
    scope: 'read',
    query: postmortemQuery,
    gives: {
      status: 200,
      description: 'A Markdown document; a draft while the incident is open',
      schema: z.string(),
      type: markdownType,
    },
    run: async ({ desk, number, query }) => desk.postmortem(number, query.by),
  }),
  action('ack', 'Acknowledge: `by` has it, and nobody else is paged', actionBodies.ack, () => ({ verb: 'ack' })),
  action('unack', 'Give it back: the escalation starts again', actionBodies.unack, () => ({ verb: 'unack' })),
  action('resolve', 'Resolve: it is over', actionBodies.resolve, (said) => defined({ verb: 'resolve', ...said })),
  action('reopen', 'Reopen: it was not over after all', actionBodies.reopen, () => ({ verb: 'reopen' })),
  action('escalate', 'Page the next level, or whom you name', actionBodies.escalate, (said) =>
    defined({ verb: 'escalate', ...said }),
  ),
  action('page', 'Page somebody by direct message, now', actionBodies.page, (said) =>
    defined({ verb: 'page', ...said }),
  ),
  action('snooze', 'Take it, and hear no more of it for a while', actionBodies.snooze, (said) => ({
    verb: 'snooze',
    for: said.for,
  })),
  action('severity', 'Say how bad it is after all', actionBodies.severity, ({ level }) => ({
    verb: 'severity',
    level,
  })),
  action('assign', 'Give somebody a role in it', actionBodies.assign, (said) => defined({ verb: 'assign', ...said })),
  action('rename', 'Give it a better title', actionBodies.rename, ({ title }) => ({ verb: 'rename', title })),
  action('update', 'Tell everybody how it stands', actionBodies.update, (said) => defined({ verb: 'update', ...said })),
  action('notes', 'Add a note to the timeline', actionBodies.notes, ({ text }) => ({ verb: 'note', text })),
  action('tasks', 'Add a task, tick one off, reopen or change it', actionBodies.tasks, (said) =>
    defined({ verb: 'task', ...said }),
  ),
  defineEndpoint({
    method: 'GET',
    path: '/v1/oncall',
    id: 'onCall',
    summary: 'Who is on call, and who is next',
    tag: 'On call',
    scope: 'read',
    query: onCallQuery,
    gives: { status: 200, description: 'Each schedule; all on one page', schema: pageJson(onCallJson) },
    run: async ({ desk, query: { by, ...asked } }) =>
      pageToJson({ items: await desk.onCall(defined(asked), by) }, onCallToJson),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/audit',
    id: 'auditLog',
    summary: 'Who did what, and how it ended: the latest first, for admins',
    tag: 'Audit log',
    scope: 'audit',
    query: auditQuery,
    gives: { status: 200, description: 'A page of it', schema: pageJson(auditEntryJson, z.string()) },
    run: async ({ desk, query: { by, ...asked }, spoken }) =>
      pageToJson(await desk.audit(defined(asked), spoken(by)), auditEntryToJson),
  }),
];

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** What was not said is not there, rather than there and undefined. */
function defined<const T extends object>(said: T): Defined<T> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Defined<T>;
}
