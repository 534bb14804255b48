import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyCharacter } from '../../harness/any-character.ts';
import { ChatDouble } from '../../harness/chat-double.ts';
import { openStage, type Stage } from '../../harness/tocsin.ts';
import { type Answer, type Api, type Ask, openApi } from './ask.ts';
import { createJudge, type Document, type Operation, operationsOf } from './conformance.ts';

type Schema = Readonly<Record<string, unknown>>;

let stage: Stage;
let api: Api;
let document: Document;
let judge: (operation: Operation, answer: Answer) => string | undefined;

beforeAll(async () => {
  stage = await openStage([new ChatDouble('slack')]);
  api = await openApi(stage.tocsin.api);
  document = (await api.ask('/v1/openapi.json')).body;
  judge = createJudge(document);
  for (let count = 0; count < 5; count += 1) {
    await api.ask('/v1/incidents', { body: { by: 'alice', title: `Number ${count}` } });
  }
});

afterAll(async () => {
  await api.close();
  await stage.close();
});

/** What each field is about, so that much of what is sent succeeds. */
const known: Readonly<Record<string, readonly string[]>> = {
  by: ['alice', 'bob', 'carol', 'Victor Lund'],
  person: ['alice', 'bob', '<@U0BOB>'],
  to: ['carol', 'payments', 'primary'],
  service: ['checkout', 'search'],
  schedule: ['primary'],
  for: ['2h', '1m', '7d', '1s'],
  at: ['now', '+1d', '2026-12-24T09:00', '09:00'],
};
const strange = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '__proto__',
    'constructor',
    '$where',
    'a.b',
    '{"$gt":""}',
    '<@U0BOB>',
    '../..',
  ),
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.string({ minLength: 4001, maxLength: 4100 }),
);

/** Values that fit the schema, and now and then ones that do not. */
function valueFor(name: string, schema: Schema): fc.Arbitrary<unknown> {
  const fitting = fittingFor(name, resolve(schema));
  return fc.oneof(
    { weight: 30, arbitrary: fitting },
    { weight: 1, arbitrary: strange },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

function fittingFor(name: string, schema: Schema): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (schema.type === 'integer') return fc.integer({ min: -1, max: 120 });
  return known[name] ? fc.constantFrom(...known[name]) : fc.lorem();
}

function bodyFor(schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Schema>; required?: string[] };
  const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valueFor(name, one)]));
  const fitting = fc.record(fields, { requiredKeys: required });
  const odd = fc
    .tuple(fitting, fc.dictionary(strange, fc.jsonValue(), { maxKeys: 2 }))
    .map(([a, b]) => ({ ...a, ...b }));
  return fc.oneof(
    { weight: 20, arbitrary: fitting },
    { weight: 1, arbitrary: odd },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

const number = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 5 }).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '0',
      '00001',
      '999999999',
      '1000000000',
      '-1',
      '1e3',
      'abc',
      '%00',
      '%F0%9F',
      '#1',
      '..',
    ),
  },
);

function requestFor(operation: Operation): fc.Arbitrary<{ operation: Operation; path: string; init: Ask }> {
  const query = operation.parameters.filter((one) => one.in === 'query');
  const asked = fc.record(Object.fromEntries(query.map(({ name, schema }) => [name, valueFor(name, schema)])), {
    requiredKeys: [],
  });
  const body = operation.body ? bodyFor(resolve(operation.body)) : fc.constant(undefined);
  const key = fc.option(fc.constantFrom('once', 'twice', 'two words'), { nil: undefined, freq: 4 });
  return fc.record({ number, asked, body, key }).map((made) => {
    const said = Object.entries(made.asked).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const search = new URLSearchParams(said);
    return {
      operation,
      path: `${operation.path.replace('{number}', made.number)}${search.size > 0 ? `?${search}` : ''}`,
      init: {
        method: operation.method,
        ...(operation.body && { body: made.body ?? null }),
        ...(made.key !== undefined && { headers: { 'idempotency-key': made.key } }),
      },
    };
  });
}

function resolve(schema: Schema): Schema {
  const { $ref } = schema as { $ref?: string };
  return $ref ? document.components.schemas[$ref.split('/').at(-1)!] : schema;
}

it('whatever is sent, no answer is a 5xx and each is as the document says', async () => {
  const seen = new Map<number, number>();
  const anyRequest = fc.oneof(...operationsOf(document).map(requestFor));
  await fc.assert(
    fc.asyncProperty(anyRequest, async ({ operation, path, init }) => {
      const answer = await api.ask(path, init);
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      expect(answer.status, `${operation.method} ${path} ${answer.text}`).toBeLessThan(500);
      // A number that is none is another address.
      if (answer.status !== 404) expect(judge(operation, answer)).toBeUndefined();
    }),
    { numRuns: 400 },
  );
  // Both what fits and what does not was among them, or this proves nothing.
  for (const status of [200, 201, 400, 403, 404, 409])
    expect(seen.get(status) ?? 0, `some ${status}`).toBeGreaterThan(0);
}, 120_000);
