import { z } from 'zod';
import { defined } from '../../src/lib/defined.ts';
import type { ProgramCommandShape } from '../../src/ports/commands.ts';
import { incidentAlertJson, incidentAlertToJson } from '../../src/schemas/alert.ts';
import { answerJson } from '../../src/schemas/answer.ts';
import { auditEntryJson, auditEntryToJson } from '../../src/schemas/audit.ts';
import { type IncidentJson, incidentJson, incidentToJson } from '../../src/schemas/incident.ts';
import { incidentPageJson, incidentPageToJson } from '../../src/schemas/incident-page.ts';
import { sentNotificationJson } from '../../src/schemas/notification.ts';
import { fileComparisonJson } from '../../src/schemas/on-call.ts';
import { markdownType } from '../../src/schemas/operation.ts';
import { pageJson, pageToJson } from '../../src/schemas/page.ts';
import {
  alertsQuery,
  answerPageQuery,
  answerQuery,
  auditQuery,
  fileToCompare,
  listQuery,
  postmortemQuery,
  reportQuery,
  showQuery,
  textToSend,
  timelineQuery,
} from '../../src/schemas/requests.ts';
import { timelineEntryJson, timelineEntryToJson } from '../../src/schemas/timeline.ts';
import { answerToJson } from './answer.ts';
import { argsOf, bodyOf, type CommandRequest } from './command-body.ts';
import { actorFor, type Call, defineEndpoint, type Endpoint } from './endpoint.ts';
import { jobEndpoints } from './job-endpoints.ts';
import { onCallEndpoints } from './on-call-endpoints.ts';

const noQuery = z.strictObject({});
const incidents = '/v1/incidents';
const incident = `${incidents}/{number}`;

/** Runs the command as the person in the body, with the request's idempotency key. */
async function given(
  { name }: ProgramCommandShape,
  { api, body, client, tokenRole, idempotencyKey }: Call<unknown, CommandRequest>,
  incident: Readonly<Record<string, string>> = {},
): Promise<IncidentJson> {
  const result = await api.commands.run({
    command: name,
    args: { ...argsOf(body), ...incident },
    by: body.by,
    via: 'api',
    client,
    ...(tokenRole && { tokenRole }),
    mustChange: true,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  if (!result.incident) throw new Error(`The command “${name}” gave no incident`);
  return incidentToJson(result.incident);
}

/** The endpoint of a command on an incident. */
function action(shape: ProgramCommandShape, body = bodyOf(shape)): Endpoint {
  return defineEndpoint({
    method: 'POST',
    path: `${incident}/${shape.path}`,
    id: `${shape.path}Incident`,
    summary: shape.summary,
    tag: 'Actions',
    scope: 'write',
    query: noQuery,
    body,
    gives: { status: 200, description: 'The incident as it is now', schema: incidentJson },
    run: (call) => given(shape, call, { incident: String(call.number) }),
  });
}

/** The endpoint of a command that only reads an incident: its answer as a person reads it in a chat. */
function reading(shape: ProgramCommandShape): Endpoint {
  const isPaged = shape.options.some(({ name }) => name === 'page');
  const query: z.ZodType<z.output<typeof answerPageQuery>> = isPaged ? answerPageQuery : answerQuery;
  return defineEndpoint({
    method: 'GET',
    path: `${incident}/${shape.path}`,
    id: `${shape.path}Incident`,
    summary: shape.summary,
    tag: 'Incidents',
    scope: 'read',
    query,
    gives: { status: 200, description: 'The answer as text', schema: answerJson },
    async run({ api, number, query: { by, page }, client, tokenRole }) {
      const args = { incident: String(number), ...(page !== undefined && { page: String(page) }) };
      const actor = { ...(by !== undefined && { by }), client, ...(tokenRole && { tokenRole }) };
      const { message } = await api.commands.run({ command: shape.name, args, via: 'api', ...actor });
      return answerToJson(message, page);
    },
  });
}

/** The endpoint of the report: its answer as a person reads it in a chat. */
function reported(shape: ProgramCommandShape): Endpoint {
  return defineEndpoint({
    method: 'GET',
    path: `/v1/${shape.path}`,
    id: shape.path,
    summary: shape.summary,
    tag: 'Incidents',
    scope: 'read',
    query: reportQuery,
    gives: { status: 200, description: 'The answer as text', schema: answerJson },
    async run({ api, query: { by, period }, client, tokenRole }) {
      const actor = { ...(by !== undefined && { by }), client, ...(tokenRole && { tokenRole }) };
      const args = { ...(period !== undefined && { period }) };
      const { message } = await api.commands.run({ command: shape.name, args, via: 'api', ...actor });
      return answerToJson(message);
    },
  });
}

/** The endpoint of the command that declares an incident. */
function beginning(shape: ProgramCommandShape): Endpoint {
  return defineEndpoint({
    method: 'POST',
    path: incidents,
    id: `${shape.path}Incident`,
    summary: shape.summary,
    tag: 'Incidents',
    scope: 'write',
    query: noQuery,
    body: bodyOf(shape),
    gives: { status: 201, description: 'It is kept, and people are being paged', schema: incidentJson },
    run: (call) => given(shape, call),
    location: (made) => `${incidents}/${(made as IncidentJson).number}`,
  });
}

/** The two endpoints of `page`: on an incident, and without one, which declares an incident as in chat. */
function paging(shape: ProgramCommandShape): readonly Endpoint[] {
  const body = bodyOf(shape);
  return [
    action(shape, body),
    defineEndpoint({
      method: 'POST',
      path: '/v1/pages',
      id: 'page',
      summary: 'Page somebody, about an incident that this begins (sev3, with the message as its title)',
      tag: 'Incidents',
      scope: 'write',
      query: noQuery,
      body,
      gives: { status: 201, description: 'The incident was begun, and they are being paged', schema: incidentJson },
      run: (call) => given(shape, call),
      location: (made) => `${incidents}/${(made as IncidentJson).number}`,
    }),
  ];
}

/**
 * Returns the endpoints of `/v1/incidents`, `/v1/pages`, `/v1/oncall`, `/v1/report` and `/v1/audit`: the reads, and one path for each
 * command.
 */
export function endpointsOf(catalogue: readonly ProgramCommandShape[]): readonly Endpoint[] {
  const isOnIncident = ({ options }: ProgramCommandShape) => options.some(({ name }) => name === 'incident');
  const changing = catalogue.filter(({ changes }) => changes);
  const onIncident = (shape: ProgramCommandShape) => (shape.name === 'page' ? paging(shape) : [action(shape)]);
  const declare = changing.filter(({ name }) => name === 'declare');
  // The incident itself is what `show` shows.
  const answers = catalogue.filter(({ changes, name }) => !changes && name !== 'show').filter(isOnIncident);
  const actions = changing.filter(isOnIncident).flatMap(onIncident);
  const report = catalogue.filter(({ name }) => name === 'report');
  return [...declare.map(beginning), ...others, ...report.map(reported), ...answers.map(reading), ...actions];
}

const incidentColumns = [
  ...['number', 'title', 'state', 'severity', 'service', 'status'],
  ...['declared.at', 'declared.by', 'declared.via', 'acknowledged.at', 'acknowledged.by'],
  ...['resolved.at', 'resolved.by', 'resolved.summary', 'description', 'id'],
];
const alertColumns = [
  ...['title', 'status', 'key', 'source', 'integration', 'value'],
  ...['since', 'changedAt', 'seenAt', 'count', 'labels', 'links'],
];
const auditColumns = ['time', 'by', 'via', 'account', 'act', 'args', 'incident', 'outcome', 'id'];

const others: readonly Endpoint[] = [
  ...jobEndpoints,
  ...onCallEndpoints,
  defineEndpoint({
    method: 'GET',
    path: incidents,
    id: 'listIncidents',
    summary: 'List incidents, the newest first',
    tag: 'Incidents',
    scope: 'read',
    query: listQuery,
    gives: { status: 200, description: 'A page of them', schema: incidentPageJson, columns: incidentColumns },
    run: async ({ api, query: { by, ...query } }) => incidentPageToJson(await api.list(defined(query), by)),
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
    run: async ({ api, number, query }) => incidentToJson(await api.show(number, query.by)),
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
    run: async ({ api, number, query: { by, ...page } }) =>
      pageToJson(await api.timeline(number, defined(page), by), (told) => timelineEntryToJson(told.incident, told)),
  }),
  defineEndpoint({
    method: 'GET',
    path: `${incident}/alerts`,
    id: 'incidentAlerts',
    summary: 'List the alerts of an incident, with labels and links: on each page those that fire first',
    tag: 'Incidents',
    scope: 'read',
    query: alertsQuery,
    gives: {
      status: 200,
      description: 'A page of them',
      schema: pageJson(incidentAlertJson, z.string()),
      columns: alertColumns,
    },
    run: async ({ api, number, query: { by, ...page } }) =>
      pageToJson(await api.alerts(number, defined(page), by), incidentAlertToJson),
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
    run: async ({ api, number, query }) => api.postmortem(number, query.by),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/configuration/diff',
    id: 'compareConfiguration',
    summary: 'Say what a configuration file would change of the running one, and change nothing',
    tag: 'On call',
    scope: 'read',
    query: noQuery,
    body: fileToCompare,
    gives: { status: 200, description: 'What is wrong with it, or what it changes', schema: fileComparisonJson },
    run: async ({ api, body }) => api.compareFile(body.file),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/notifications',
    id: 'sendNotification',
    summary: 'Send a text to people or into a room; it pages nobody',
    tag: 'On call',
    scope: 'write',
    query: noQuery,
    body: textToSend,
    gives: { status: 202, description: 'It is kept, and sent soon', schema: sentNotificationJson },
    run: async ({ api, body: { by, ...text }, idempotencyKey, ...call }) =>
      api.notify({ ...text, ...(idempotencyKey !== undefined && { idempotencyKey }) }, actorFor(by, call)),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/audit',
    id: 'auditLog',
    summary: 'Who did what, and how it ended: the latest first, for admins',
    tag: 'Audit log',
    scope: 'audit',
    query: auditQuery,
    gives: {
      status: 200,
      description: 'A page of it',
      schema: pageJson(auditEntryJson, z.string()),
      columns: auditColumns,
    },
    run: async ({ api, query: { by, ...asked }, ...call }) =>
      pageToJson(await api.audit(defined(asked), actorFor(by, call)), auditEntryToJson),
  }),
];
