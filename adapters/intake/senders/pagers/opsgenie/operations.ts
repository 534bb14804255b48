import { z } from 'zod';
import type { OwnOperation } from '../../../sender.ts';
import { answered, failure } from './shapes.ts';

const taken = z.object({ result: z.string(), took: z.number(), requestId: z.string() });

const missing = {
  status: 404,
  description: 'There is none of this name, in Opsgenie’s words',
  schema: failure,
} as const;
/** The answer to what does something, in Opsgenie's words. */
export const opsgenieAnswers: OwnOperation['answers'] = [
  { status: 202, description: 'It is on disk', schema: taken },
  { status: 400, description: 'What is wrong with it, in Opsgenie’s words', schema: failure },
  { status: 404, description: 'It is not of the Alert API', schema: failure },
];
const denied = {
  status: 403,
  description: 'The token or who acts may not do that, in Opsgenie’s words',
  schema: failure,
} as const;
const done: OwnOperation['answers'] = [
  ...opsgenieAnswers.filter(({ status }) => status === 202),
  missing,
  denied,
  { status: 422, description: 'What cannot be done and why, or the field that is missing', schema: failure },
];
const told: OwnOperation['answers'] = [{ status: 200, description: 'What was asked', schema: answered }, missing];
const ponged: OwnOperation['answers'] = [{ status: 202, description: 'It is on disk', schema: taken }, missing];

const alert = z.object({
  id: z.string().meta({ description: 'The alias of the alert, or the request id of its creation' }),
});
const heartbeat = z.object({ name: z.string().meta({ description: 'As under `heartbeats` in the file' }) });
const search = z.object({
  query: z.string().optional().meta({ description: '`status: open`, `status: closed` and `alias: x` are understood' }),
  order: z.enum(['asc', 'desc']).optional().meta({ description: 'By when it changed last; desc when not said' }),
});
const page = search.extend({
  offset: z.int().min(0).optional(),
  limit: z.int().min(1).max(100).optional().meta({ description: '20 when not said' }),
});
const body = { required: false, type: 'application/json', schema: z.unknown() } as const;

const by = {
  user: z.string().optional().meta({ description: 'Who does it: a person by email, id or name. Else it is the token' }),
  note: z.string().optional().meta({ description: 'Goes into the timeline' }),
  source: z.string().optional(),
};
const named = z.object({ id: z.string(), name: z.string(), username: z.string() }).partial();
const noteFields = { ...by, note: z.string().meta({ description: 'The text of the note' }) };

/** What is done to the incident of an alert, each with its body and what comes of it. */
const actions = [
  ['acknowledge', 'Acknowledge the incident of an alert', by],
  ['unacknowledge', 'Take the acknowledgement back: the escalation starts again', by],
  ['notes', 'Add a note to the timeline of the incident', noteFields],
  ['snooze', 'Snooze the incident, and acknowledge it', { ...by, endTime: z.iso.datetime({ offset: true }) }],
  ['assign', 'Make a person the commander of the incident', { ...by, owner: named }],
  [
    'escalate',
    'Page the next level of the incident’s policy, or a team, schedule or person',
    { ...by, escalation: named },
  ],
  ['responders', 'Page a person, team or schedule', { ...by, responder: named }],
  ['teams', 'Page a team', { ...by, team: named }],
] as const;

const history = z.object({
  offset: z.int().min(0).optional().meta({ description: 'As in `paging.next` of the page before' }),
  limit: z.int().min(1).max(100).optional().meta({ description: '20 when not said' }),
  order: z.enum(['asc', 'desc']).optional().meta({ description: 'desc when not said: the latest first' }),
});

/** What the document says of `/v2/alerts` and `/v2/heartbeats`. */
export const opsgenieOperations: readonly OwnOperation[] = [
  {
    method: 'GET',
    path: '/v2/alerts',
    id: 'listAlertsAsOpsgenie',
    summary: 'List the alerts that came by the same key, of the latest 100 incidents',
    query: page,
    answers: told,
  },
  {
    method: 'POST',
    path: '/v2/alerts',
    id: 'createAlertAsOpsgenie',
    summary: 'Create an alert',
    body: { ...body, required: true },
    answers: opsgenieAnswers,
  },
  {
    method: 'GET',
    path: '/v2/alerts/count',
    id: 'countAlertsAsOpsgenie',
    summary: 'Count them',
    query: search,
    answers: told,
  },
  {
    method: 'GET',
    path: '/v2/alerts/requests/{id}',
    id: 'getRequestAsOpsgenie',
    summary: 'The state of a request: always done',
    pathValues: z.object({ id: z.string() }),
    answers: told,
  },
  {
    method: 'GET',
    path: '/v2/alerts/{id}',
    id: 'getAlertAsOpsgenie',
    summary: 'An alert that came by the same key',
    pathValues: alert,
    answers: told,
  },
  {
    method: 'DELETE',
    path: '/v2/alerts/{id}',
    id: 'deleteAlertAsOpsgenie',
    summary: 'The same as closing it',
    pathValues: alert,
    answers: opsgenieAnswers,
  },
  {
    method: 'POST',
    path: '/v2/alerts/{id}/close',
    id: 'closeAlertAsOpsgenie',
    summary: 'Close an alert: it is resolved',
    pathValues: alert,
    body,
    answers: opsgenieAnswers,
  },
  ...actions.map(
    ([action, summary, fields]): OwnOperation => ({
      method: 'POST',
      path: `/v2/alerts/{id}/${action}`,
      id: `${action}AsOpsgenie`,
      summary,
      scope: 'write',
      pathValues: alert,
      body: { ...body, schema: z.looseObject(fields) },
      answers: done,
    }),
  ),
  ...(['notes', 'logs', 'recipients'] as const).map(
    (list): OwnOperation => ({
      method: 'GET',
      path: `/v2/alerts/{id}/${list}`,
      id: `${list}ListAsOpsgenie`,
      summary: `List the ${list} of the incident of an alert`,
      scope: 'read',
      pathValues: alert,
      ...(list !== 'recipients' && { query: history }),
      answers: [...told, denied],
    }),
  ),
  {
    method: 'PUT',
    path: '/v2/alerts/{id}/message',
    id: 'putAlertMessageAsOpsgenie',
    summary: 'Accepted, and changes nothing; the same for description and priority',
    pathValues: alert,
    body,
    answers: opsgenieAnswers,
  },
  {
    method: 'GET',
    path: '/v2/heartbeats/{name}',
    id: 'getHeartbeatAsOpsgenie',
    summary: 'How a heartbeat of the file stands',
    pathValues: heartbeat,
    answers: told,
  },
  ...(['GET', 'POST', 'PUT'] as const).map(
    (method): OwnOperation => ({
      method,
      path: '/v2/heartbeats/{name}/ping',
      id: `pingHeartbeatAsOpsgenieBy${method[0]}${method.slice(1).toLowerCase()}`,
      summary: 'A beat of a heartbeat of the file',
      pathValues: heartbeat,
      ...(method !== 'GET' && { body }),
      answers: ponged,
    }),
  ),
];
