import type { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { type ProblemStatus, problemTitles } from '../../src/ports/problem.ts';
import { problemJson } from '../../src/schemas/problem.ts';
import { incidentPath } from '../../src/schemas/requests.ts';
import type { Endpoint } from './endpoint.ts';

/** Of this API, not of the program. */
const version = '1.0.0';

const about = `Incidents from programs: the same verbs, rules and roles as the commands in chat.

Actions name in \`by\` the person on whose behalf they are done. Send an \`Idempotency-Key\` to make a repeat harmless.
Times are in UTC. What is not set is left out. Fields may be added: ignore those that you do not know.`;

/** OpenAPI 3.1, made of the schemas that check the requests. */
export function openApiDocument(endpoints: readonly Endpoint[], url: string) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return createDocument(
    {
      openapi: '3.1.1',
      info: { title: 'Tocsin', version, description: about, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url }],
      security: [{ token: [] }],
      tags: [{ name: 'Incidents' }, { name: 'Actions' }, { name: 'On call' }],
      paths,
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'One of API_TOKENS. Where none is set, this machine alone is answered, without one.',
          },
        },
      },
    },
    {
      // A field that is added must break nobody who checks answers; what is sent is checked strictly.
      override: ({ jsonSchema, io }) => {
        if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
        if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      },
    },
  );
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { gives, body, query, path } = endpoint;
  const ofIncident = path.includes('{number}');
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    description: `Needs the scope \`${endpoint.scope}\`.`,
    tags: [endpoint.tag],
    requestParams: {
      query: query as z.ZodObject,
      ...(ofIncident && { path: incidentPath }),
    },
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
      parameters: [idempotencyKey],
    }),
    responses: {
      [gives.status]: {
        description: gives.description,
        ...(gives.status === 201 && { headers: locationHeader }),
        content: { 'application/json': { schema: gives.schema } },
      },
      ...Object.fromEntries(troublesOf(endpoint, ofIncident).map((status) => [status, trouble(status)])),
    },
  };
}

const idempotencyKey = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'What comes again under the same key, by the same token and for the same action, changes nothing.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
} as const;

const locationHeader = { Location: { description: 'Where it is found', schema: { type: 'string' } } } as const;

function troublesOf({ method }: Endpoint, ofIncident: boolean): readonly ProblemStatus[] {
  const always: ProblemStatus[] = [400, 401, 403, 429, 500, 503];
  const found: ProblemStatus[] = ofIncident ? [404] : [];
  return method === 'POST' ? [...always, ...found, 409, 413, 415] : [...always, ...found];
}

function trouble(status: ProblemStatus) {
  return { description: problemTitles[status], content: { 'application/problem+json': { schema: problemJson } } };
}
