import { z } from 'zod';
import type { OwnOperation } from '../../sender.ts';
import { answered, failure } from './opsgenie-shapes.ts';

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
