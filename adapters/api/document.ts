import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { problemTitles } from '../../src/ports/http.ts';
import type { ErrorStatus, Operation } from '../../src/schemas/operation.ts';
import { problemJson } from '../../src/schemas/problem.ts';

/** Version of the API, not of Tocsin. */
const version = '1.4.0';

const about = `Alerts in, and incidents from programs: the same verbs, rules and roles as the commands in chat.

Actions name in \`by\` the person on whose behalf they are done. Send an \`Idempotency-Key\` to make a repeat harmless.
Times are in UTC. What is not set is left out. Fields may be added: ignore those that you do not know.`;

const itself: Operation = {
  method: 'GET',
  path: '/v1/openapi.json',
  id: 'openApiDocument',
  summary: 'This document',
  tag: 'This document',
  scope: 'read',
  answers: [{ status: 200, description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }) }],
  errors: [401, 403, 405, 429, 500],
};

/** Returns the OpenAPI 3.1 document. The schemas that validate requests generate it. */
export function openApiDocument(others: readonly Operation[], url: string) {
  const operations = [...others, itself];
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const one of operations) {
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: described(one) };
  }
  return createDocument(
    {
      openapi: '3.1.1',
      info: { title: 'Tocsin', version, description: about, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url }],
      security: [{ token: [] }],
      tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
      paths,
      components: { securitySchemes: securitySchemes(operations) },
    },
    {
      // Answers allow additional fields, so that a new field does not break clients that validate answers; requests allow
      // none.
      override: ({ jsonSchema, io }) => {
        if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
        if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      },
    },
  );
}

const tokenWays = {
  bearer: {
    name: 'token',
    scheme: {
      type: 'http',
      scheme: 'bearer',
      description:
        'One of API_TOKENS. Where none is set, every request gets 401; only the demo team on loopback needs none.',
    },
  },
  header: { name: 'tokenInHeader', scheme: { type: 'apiKey', in: 'header', name: 'X-Tocsin-Token' } },
  basic: {
    name: 'tokenAsPassword',
    scheme: { type: 'http', scheme: 'basic', description: 'The token is the password, under any name.' },
  },
  query: {
    name: 'tokenInAddress',
    scheme: {
      type: 'apiKey',
      in: 'query',
      name: 'token',
      description: 'For what can set an address and nothing else. Addresses are written into many a log.',
    },
  },
} as const;

function securitySchemes(operations: readonly Operation[]) {
  const used = new Set(operations.flatMap(({ tokenAlso = [] }) => tokenAlso));
  const schemes = [tokenWays.bearer, ...[...used].map((way) => tokenWays[way])];
  return Object.fromEntries(schemes.map(({ name, scheme }) => [name, scheme]));
}

function described(operation: Operation): ZodOpenApiOperationObject {
  const { tokenAlso = [], pathValues, query, body, idempotencyKey, documentation } = operation;
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: [operation.about, `Needs the scope \`${operation.scope}\`.`].filter(Boolean).join('\n\n'),
    tags: [operation.tag],
    ...(documentation && { externalDocs: { url: documentation } }),
    ...(tokenAlso.length > 0 && {
      security: [tokenWays.bearer, ...tokenAlso.map((way) => tokenWays[way])].map(({ name }) => ({
        [name]: [],
      })),
    }),
    requestParams: { ...(query && { query }), ...(pathValues && { path: pathValues }) },
    ...(body && { requestBody: { required: body.required, content: { [body.type]: { schema: body.schema } } } }),
    ...(idempotencyKey && { parameters: [keyHeader(idempotencyKey)] }),
    responses: responsesOf(operation),
  };
}

function keyHeader({ maxLength, pattern }: NonNullable<Operation['idempotencyKey']>) {
  return {
    in: 'header',
    name: 'Idempotency-Key',
    required: false,
    description: 'What comes again under the same key, by the same token and for the same action, changes nothing.',
    schema: { type: 'string', minLength: 1, maxLength, pattern },
  } as const;
}

function responsesOf({ method, answers, errors }: Operation): ZodOpenApiOperationObject['responses'] {
  const responses: Record<string, NonNullable<ZodOpenApiOperationObject['responses']>['200']> = {};
  for (const status of errors) responses[status] = errorAnswer(status, method);
  for (const { status, description, schema, type = 'application/json', also: otherTypes = [], headers } of answers) {
    const also = errors.find((one) => one === status);
    responses[status] = {
      description,
      ...(headers && { headers: headersOf(headers) }),
      ...(schema && {
        content: {
          [type]: { schema },
          ...Object.fromEntries(otherTypes.map((one) => [one, { schema: z.string() }])),
          ...(also && errorAnswer(also, method).content),
        },
      }),
    };
  }
  return responses;
}

const retryAfter = { 'Retry-After': 'Seconds to wait before it is sent again' };
const errorHeaders: Readonly<Partial<Record<ErrorStatus, Readonly<Record<string, string>>>>> = {
  405: { Allow: 'The methods that there are' },
  429: retryAfter,
  503: retryAfter,
};

function errorAnswer(status: ErrorStatus, method: Operation['method']) {
  const headers = errorHeaders[status];
  const description =
    status === 405
      ? 'Another method was sent to this address; “Allow” names those that there are'
      : problemTitles[status];
  return {
    description,
    ...(headers && { headers: headersOf(headers) }),
    ...(method !== 'HEAD' && { content: { 'application/problem+json': { schema: problemJson } } }),
  };
}

function headersOf(headers: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  );
}
