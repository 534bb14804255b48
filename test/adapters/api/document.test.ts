import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLine } from '../../../commands/grammar.ts';
import { commands } from '../../../commands/index.ts';
import { ChatDouble } from '../../harness/chat-double.ts';
import { openStage, type Stage } from '../../harness/tocsin.ts';
import { type Answer, type Api, openApi } from './ask.ts';
import { createJudge, type Document, type Operation, operationsOf } from './conformance.ts';

let stage: Stage;
let api: Api;
let document: Document;
let operations: readonly Operation[];
let judge: (operation: Operation, answer: Answer) => string | undefined;

beforeAll(async () => {
  stage = await openStage([new ChatDouble('slack')]);
  api = await openApi(stage.tocsin.api);
  document = (await api.ask('/v1/openapi.json')).body;
  operations = operationsOf(document);
  judge = createJudge(document);
});

afterAll(async () => {
  await api.close();
  await stage.close();
});

/** A body with which each action succeeds, in this order on one incident. */
const bodies: Readonly<Record<string, object>> = {
  declareIncident: { title: 'Checkout is down', service: 'checkout', description: 'since the release' },
  ackIncident: {},
  notesIncident: { text: 'the cache is full' },
  updateIncident: { text: 'we restart it', status: 'identified' },
  severityIncident: { level: 'sev1' },
  assignIncident: { person: 'carol', role: 'comms' },
  renameIncident: { title: 'The cache is full' },
  pageIncident: { to: 'carol', message: 'please look' },
  snoozeIncident: { for: '2h' },
  unackIncident: {},
  escalateIncident: { to: 'payments' },
  tasksIncident: { text: 'rotate the keys', person: 'carol' },
  resolveIncident: { summary: 'restarted' },
  reopenIncident: {},
  page: { to: 'carol', message: 'please look' },
  sendNotification: { to: 'carol', text: 'lunch is here' },
  runJob: { by: 'alice' },
  mergeIncident: { other: 2 },
};

/** The options of the command's own example, for an action that is not in the list above. */
function bodyOf({ operationId, path }: Operation): object {
  const verb = path.split('/').at(-1);
  const command = commands.find(({ name, path: at = name }) => at === verb);
  const { incident: _incident, ...options } = readLine(command?.example ?? '', commands).args;
  return bodies[operationId] ?? options;
}

function fill(path: string, number: number): string {
  if (path === '/v1/audit') return `${path}?by=alice`;
  const name = path.startsWith('/v1/schedules/') ? 'primary' : 'retention';
  return path.replace('{number}', String(number)).replace('{name}', name);
}

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(document);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1/);
    expect(document.servers).toEqual([{ url: 'https://tocsin.example.org' }]);
  });

  it('gives each operation a name of its own, and each shape one name', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(document.components.schemas).filter((name) => name.endsWith('Output'))).toEqual([]);
  });

  it('tells of every action with the options of its command', () => {
    const actions = operations.filter(({ path, method }) => method === 'POST' && path.includes('{number}'));
    // People script against these; others may come.
    const named = 'ack unack resolve reopen escalate page snooze severity assign rename update notes tasks'.split(' ');
    const paths = actions.map(({ path }) => path.split('/').at(-1)!);
    expect(paths).toEqual(expect.arrayContaining(named));
    for (const { path, body } of actions) {
      const command = commands.find(({ name, path: at = name }) => at === path.split('/').at(-1));
      const options = command?.options.map(({ name }) => name).filter((name) => name !== 'incident') ?? [];
      const { $ref = '' } = body as { $ref?: string };
      const { properties } = document.components.schemas[$ref.split('/').at(-1)!];
      expect(Object.keys(properties)).toEqual(['by', ...options]);
    }
  });
});

/** Other answers than 200. */
const successes: Readonly<Record<string, number>> = { page: 201, sendNotification: 202, runJob: 202 };
/** It takes a body and changes nothing. */
const compares = 'compareConfiguration';

describe('every operation of the document', () => {
  it('answers as the document says, when it succeeds', async () => {
    const declare = operations.find(({ operationId }) => operationId === 'declareIncident')!;
    const said = { by: 'alice', ...bodies.declareIncident };
    const made = await api.ask(declare.path, { body: said });
    expect(made.status).toBe(201);
    expect(judge(declare, made)).toBeUndefined();
    const { number } = made.body;
    expect(made.headers.get('location')).toBe(`/v1/incidents/${number}`);
    expect((await api.ask(declare.path, { body: { ...said, title: 'Search is down' } })).body.number).toBe(2);
    const posts = operations.filter(
      ({ method, operationId }) => method === 'POST' && operationId !== 'declareIncident' && operationId !== compares,
    );
    const order = Object.keys(bodies);
    const place = ({ operationId }: Operation) => (order.includes(operationId) ? order.indexOf(operationId) : 99);
    for (const operation of posts.toSorted((one, other) => place(one) - place(other))) {
      const answer = await api.ask(fill(operation.path, number), { body: { by: 'bob', ...bodyOf(operation) } });
      const right = successes[operation.operationId] ?? 200;
      expect(`${operation.path} ${answer.status}`, answer.text).toBe(`${operation.path} ${right}`);
      expect(judge(operation, answer)).toBeUndefined();
    }
    const reads = operations.filter(({ method }) => method === 'GET');
    expect(reads).toHaveLength(13);
    for (const operation of reads) {
      const answer = await api.ask(fill(operation.path, number));
      expect(`${operation.path} ${answer.status}`).toBe(`${operation.path} 200`);
      expect(judge(operation, answer)).toBeUndefined();
    }
    const compare = operations.find(({ operationId }) => operationId === compares)!;
    const compared = await api.ask(compare.path, { body: { file: 'people: { alice: {} }' } });
    expect(compared.status).toBe(200);
    expect(compared.body.changes).toContain('- people.bob: taken out');
    expect(judge(compare, compared)).toBeUndefined();
    expect(operations).toHaveLength(2 + posts.length + reads.length);
  });

  it('says what is wrong as the document says, when it does not', async () => {
    const posts = operations.filter(({ method }) => method === 'POST');
    for (const operation of posts) {
      for (const body of [{}, { by: 'alice', surprise: 1 }, [], '{"by":', '']) {
        const answer = await api.ask(fill(operation.path, 1), { body });
        expect(answer.status, `${operation.path} ${answer.text}`).toBe(400);
        expect(judge(operation, answer)).toBeUndefined();
      }
      const text = await api.ask(fill(operation.path, 1), { body: 'x', headers: { 'content-type': 'text/plain' } });
      expect(text.status).toBe(415);
      expect(judge(operation, text)).toBeUndefined();
    }
    for (const operation of operations.filter(({ path }) => path.includes('{number}'))) {
      const said = { by: 'alice', ...(operation.method === 'POST' && bodyOf(operation)) };
      const answer = await api.ask(
        fill(operation.path, 999_999_999),
        operation.method === 'POST' ? { body: said } : {},
      );
      expect(answer.status).toBe(404);
      expect(judge(operation, answer)).toBeUndefined();
    }
  });

  it('needs a token with its scope', async () => {
    const tokens = [
      { name: 'all', token: 'all-of-it-is-allowed' },
      { name: 'reader', token: 'reading-is-allowed', scopes: ['read'] },
      { name: 'writer', token: 'writing-is-allowed', scopes: ['write'] },
      { name: 'auditor', token: 'auditing-is-allowed', scopes: ['audit'] },
    ] as const;
    const closed = await openApi(stage.tocsin.api, { tokens });
    try {
      for (const operation of operations) {
        const path = fill(operation.path, 1);
        const init = operation.method === 'POST' ? { body: {} } : {};
        const [right, wrong] =
          operation.method === 'POST' && operation.operationId !== compares
            ? ['writing-is-allowed', 'reading-is-allowed']
            : operation.path === '/v1/audit'
              ? ['auditing-is-allowed', 'reading-is-allowed']
              : ['reading-is-allowed', 'writing-is-allowed'];
        const without = await closed.ask(path, init);
        expect(without.status).toBe(401);
        expect(judge(operation, without)).toBeUndefined();
        const lacking = await closed.ask(path, { ...init, token: wrong });
        expect(lacking.status).toBe(403);
        expect(judge(operation, lacking)).toBeUndefined();
        expect([200, 400]).toContain((await closed.ask(path, { ...init, token: right })).status);
        const all = await closed.ask(path, { ...init, token: 'all-of-it-is-allowed' });
        expect([200, 400]).toContain(all.status);
        expect(all.headers.get('ratelimit-limit')).toBe('600');
      }
      expect((await closed.ask('/v1/openapi.json')).status).toBe(401);
    } finally {
      await closed.close();
    }
  });

  it('says when it is asked too often, and who only guesses', async () => {
    const tokens = [{ name: 'ci', token: 'a-long-token-for-ci' }];
    const limited = await openApi(stage.tocsin.api, { tokens, limits: { callsPerMinute: 2, wrongTokensPerMinute: 1 } });
    const [list] = operations;
    try {
      for (const token of ['a-long-token-for-ci', 'guess']) {
        const answers: Answer[] = [];
        for (let count = 0; count < 3; count += 1) answers.push(await limited.ask(list!.path, { token }));
        const last = answers.at(-1)!;
        expect(last.status).toBe(429);
        expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(judge(list!, last)).toBeUndefined();
      }
    } finally {
      await limited.close();
    }
  });
});

describe('methods', () => {
  it('HEAD is GET without a body', async () => {
    for (const path of ['/v1/incidents', '/v1/incidents/1', '/v1/oncall', '/v1/openapi.json']) {
      const [get, head] = await Promise.all([api.ask(path), api.ask(path, { method: 'HEAD' })]);
      expect([head.status, head.text]).toEqual([200, '']);
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
      // A body that is compressed on its way has a weak tag.
      expect(head.headers.get('etag')?.replace('W/', '')).toBe(get.headers.get('etag')?.replace('W/', ''));
    }
    expect((await api.ask('/v1/incidents/999', { method: 'HEAD' })).status).toBe(404);
  });

  it('OPTIONS and 405 say what there is; what there is not is a 404', async () => {
    const allow = async (path: string, method: string) => {
      const answer = await api.ask(path, { method });
      return `${answer.status} ${answer.headers.get('allow')}`;
    };
    expect(await allow('/v1/incidents', 'OPTIONS')).toBe('204 GET, HEAD, POST, OPTIONS');
    expect(await allow('/v1/incidents/1/ack', 'OPTIONS')).toBe('204 POST, OPTIONS');
    expect(await allow('/v1/incidents', 'DELETE')).toBe('405 GET, HEAD, POST, OPTIONS');
    expect(await allow('/v1/incidents/1/ack', 'GET')).toBe('405 POST, OPTIONS');
    expect(await allow('/v1/incidents/1', 'PATCH')).toBe('405 GET, HEAD, OPTIONS');
    expect(await allow('/v1/openapi.json', 'POST')).toBe('405 GET, HEAD, OPTIONS');
    for (const path of [
      '/v1/incidents/abc',
      '/v1/incidents/1/explode',
      '/v1/incidents/',
      '/v1/nothing',
      '/v1/incidents/-1',
    ]) {
      const answer = await api.ask(path);
      expect(`${path} ${answer.status}`).toBe(`${path} 404`);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
  });
});
