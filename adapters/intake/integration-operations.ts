import { z } from 'zod';
import type { Operation } from '../../src/schemas/operation.ts';
import { pageJson } from '../../src/schemas/page.ts';
import { acceptedJson } from './accepted.ts';
import { integrationJson, payloadJson } from './integration-json.ts';
import { trialJson } from './trial.ts';

const path = '/v1/integrations';
const tag = 'Alerts';
const name = z.string().meta({ description: 'The name of an integration of the file, or of a token' });
const id = z.string().meta({ description: 'Of a kept payload' });

/** The operations that read integrations and replay their payloads. */
export const integrationOperations: readonly Operation[] = [
  {
    method: 'GET',
    path,
    id: 'listIntegrations',
    summary: 'List the integrations of the file and the tokens by which payloads came lately',
    tag,
    scope: 'read',
    answers: [{ status: 200, description: 'All of them', schema: pageJson(integrationJson) }],
    errors: [401, 403, 405, 429, 500, 503],
  },
  {
    method: 'POST',
    path: `${path}/{name}/try`,
    id: 'tryPayload',
    summary: 'Say what would come of a payload, and change nothing',
    about:
      'The alerts as they are read, with route, service and policy, what would come of each, and whom it would page first.',
    tag,
    scope: 'alerts',
    tokenAlso: ['header', 'basic', 'query'],
    pathValues: z.object({ name }),
    body: {
      required: true,
      type: 'application/json',
      schema: z.unknown().meta({ description: 'As the sender of the integration posts it' }),
    },
    answers: [{ status: 200, description: 'What would come of it', schema: trialJson }],
    errors: [400, 401, 403, 404, 405, 413, 415, 429, 500, 503],
  },
  {
    method: 'GET',
    path: `${path}/{name}/payloads`,
    id: 'listPayloads',
    summary: 'List the last 50 payloads of an integration, the latest first, with secrets struck out',
    tag,
    scope: 'read',
    pathValues: z.object({ name }),
    answers: [{ status: 200, description: 'All that are kept: for a week', schema: pageJson(payloadJson) }],
    errors: [400, 401, 403, 404, 405, 429, 500, 503],
  },
  {
    method: 'POST',
    path: `${path}/{name}/payloads/{id}/replay`,
    id: 'replayPayload',
    summary: 'Bring the alerts of a kept payload again, as if it came now: for admins',
    tag,
    scope: 'write',
    pathValues: z.object({ name, id }),
    body: {
      required: true,
      type: 'application/json',
      schema: z.object({ by: z.string().meta({ description: 'The person on whose behalf: an admin' }) }),
    },
    answers: [{ status: 202, description: 'They are on disk', schema: acceptedJson }],
    errors: [400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503],
  },
];
