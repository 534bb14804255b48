import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StaleIncident, StoreUnavailable } from '../../../src/ports/incidents.ts';
import { ChatDouble } from '../../harness/chat-double.ts';
import { openStage, type Stage } from '../../harness/tocsin.ts';
import { type Api, openApi } from './ask.ts';

let stage: Stage;
let api: Api;
const declared = { by: 'alice', title: 'Checkout is down' };

beforeAll(async () => {
  stage = await openStage([new ChatDouble('slack')]);
  api = await openApi(stage.tocsin.api);
  await api.ask('/v1/incidents', { body: declared });
});

afterAll(async () => {
  await api.close();
  await stage.close();
});

async function fields(path: string, init: Parameters<Api['ask']>[1] = {}) {
  const { status, body, text } = await api.ask(path, init);
  expect(status, text).toBe(400);
  expect(body.detail).toMatch(/\.$/);
  return body.errors as { field: string; message: string }[];
}

describe('a body that is wrong is refused by the name of each field, and nothing is kept', () => {
  it.each([
    ['nothing in it', {}, ['by', 'title']],
    ['fields that are not known', { ...declared, sevrity: 'sev1', urgent: true }, ['sevrity', 'urgent']],
    ['a __proto__', `{"by":"alice","title":"x","__proto__":{"admin":true}}`, ['__proto__']],
    ['wrong types', { by: 7, title: ['x'], severity: {} }, ['by', 'title', 'severity']],
    ['null', { by: 'alice', title: null }, ['title']],
    ['a severity that there is not', { ...declared, severity: 'sev9' }, ['severity']],
    ['a service that there is not', { ...declared, service: 'chekout' }, ['service']],
    ['a person that there is not', { ...declared, by: 'mallory' }, ['by']],
    ['an empty title', { by: 'alice', title: ' \n ' }, ['title']],
    ['a title of 201 characters', { by: 'alice', title: 'x'.repeat(201) }, ['title']],
    ['a description of 4001', { ...declared, description: 'x'.repeat(4001) }, ['description']],
    ['a list', [declared], ['']],
    ['a text', '"declare"', ['']],
    ['a number', '7', ['']],
    ['JSON cut short', '{"by":"alice"', ['']],
    ['JSON a thousand deep', `${'['.repeat(1000)}${']'.repeat(1000)}`, ['']],
    ['nothing at all', '', ['']],
  ])('%s', async (_what, body, names) => {
    const before = await api.ask('/v1/incidents?state=all');
    const errors = await fields('/v1/incidents', { body });
    expect(errors.map(({ field }) => field)).toEqual(names);
    expect((await api.ask('/v1/incidents?state=all')).body).toEqual(before.body);
  });

  it('bytes that are no UTF-8', async () => {
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${api.url}/v1/incidents`, { method: 'POST', body, headers });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toContain('UTF-8');
  });

  it('more than 1 MiB is a problem as well', async () => {
    const answer = await api.ask('/v1/incidents', { body: { ...declared, description: 'x'.repeat(1024 * 1024) } });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status: 413, title: 'Too large' });
  });

  it.each([
    ['content-encoding', 'gzip'],
    ['content-type', 'application/x-www-form-urlencoded'],
    ['content-type', 'text/plain;application/json'],
  ])('another kind of body: %s %s', async (name, value) => {
    expect((await api.ask('/v1/incidents', { body: declared, headers: { [name]: value } })).status).toBe(415);
  });

  it.each([
    ['snooze', { for: 'soon' }, 'for'],
    ['snooze', { for: '99999w' }, 'for'],
    ['snooze', { for: '5s' }, 'for'],
    ['snooze', { for: '8d' }, 'for'],
    ['page', { to: 'nobody' }, 'to'],
    ['escalate', { to: 'nobody' }, 'to'],
    ['assign', { person: 'nobody' }, 'person'],
    ['assign', { person: 'bob', role: 'boss' }, 'role'],
    ['severity', { level: 'bad' }, 'level'],
    ['update', { text: 'x', status: 'fixed' }, 'status'],
    ['notes', { text: '' }, 'text'],
    ['rename', { title: '' }, 'title'],
    ['rename', { title: '\u0000' }, 'title'],
    ['resolve', { summary: 7 }, 'summary'],
    ['ack', { incident: 1 }, 'incident'],
  ])('%s %j', async (action, body, field) => {
    const before = await api.ask('/v1/incidents/1');
    const errors = await fields(`/v1/incidents/1/${action}`, { body: { by: 'bob', ...body } });
    expect(errors.map((one) => one.field)).toEqual([field]);
    expect((await api.ask('/v1/incidents/1')).body).toEqual(before.body);
  });

  it.each([
    ['a space in it', 'two words'],
    ['256 characters', 'x'.repeat(256)],
    ['nothing in it', ''],
  ])('an Idempotency-Key with %s', async (_what, key) => {
    const errors = await fields('/v1/incidents', { body: declared, headers: { 'idempotency-key': key } });
    expect(errors).toMatchObject([{ field: 'Idempotency-Key' }]);
  });
});

describe('a query that is wrong is refused by the name of each field', () => {
  it.each([
    ['/v1/incidents?limit=0', 'limit'],
    ['/v1/incidents?limit=101', 'limit'],
    ['/v1/incidents?limit=ten', 'limit'],
    ['/v1/incidents?limit=1.5', 'limit'],
    ['/v1/incidents?limit=', 'limit'],
    ['/v1/incidents?after=-1', 'after'],
    ['/v1/incidents?after=99999999999999999999', 'after'],
    ['/v1/incidents?state=closed', 'state'],
    ['/v1/incidents?severity=sev0', 'severity'],
    ['/v1/incidents?service=nothing', 'service'],
    ['/v1/incidents?page=2', 'page'],
    ['/v1/incidents?state=open&state=all', 'state'],
    ['/v1/incidents?__proto__=1', '__proto__'],
    ['/v1/incidents?by=mallory', 'by'],
    ['/v1/incidents/1?verbose=1', 'verbose'],
    ['/v1/incidents/1/timeline?limit=101', 'limit'],
    ['/v1/oncall?schedule=nothing', 'schedule'],
    ['/v1/oncall?at=whenever', 'at'],
    ['/v1/oncall?at=2026-02-30T09:00', 'at'],
  ])('%s', async (path, field) => {
    expect((await fields(path)).map((one) => one.field)).toEqual([field]);
  });

  it('of an action as well', async () => {
    const errors = await fields('/v1/incidents/1/ack?force=1', { body: { by: 'bob' } });
    expect(errors).toMatchObject([{ field: 'force' }]);
    expect((await api.ask('/v1/incidents/1')).body.state).toBe('triggered');
  });
});

describe('who speaks', () => {
  it('needs the role that the command needs', async () => {
    const { status, body } = await api.ask('/v1/incidents', { body: { ...declared, by: 'victor' } });
    expect(status).toBe(403);
    expect(body).toMatchObject({ rule: 'not-allowed', detail: expect.stringContaining('needs the role responder') });
    expect((await api.ask('/v1/incidents/1/ack', { body: { by: 'victor' } })).status).toBe(403);
    expect((await api.ask('/v1/incidents/1?by=victor')).status).toBe(200);
  });
});

describe('what goes wrong inside', () => {
  async function failing(err: Error, look: (api: Api) => Promise<void>) {
    const broken = await openApi({
      ...stage.tocsin.api,
      list: () => Promise.reject(err),
      commands: { ...stage.tocsin.api.commands, run: () => Promise.reject(err) },
    });
    try {
      await look(broken);
    } finally {
      await broken.close();
    }
  }

  it.each([new StoreUnavailable(new Error('mongodb://user:hunter2@db')), new StaleIncident('x')])(
    'a database that is away, or a race that does not end: 503, and when to come again (%s)',
    async (err) => {
      await failing(err, async ({ ask }) => {
        for (const answer of [await ask('/v1/incidents'), await ask('/v1/incidents/1/ack', { body: { by: 'bob' } })]) {
          expect(answer.status).toBe(503);
          expect(answer.headers.get('content-type')).toBe('application/problem+json');
          expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
          expect(answer.text).not.toContain('hunter2');
        }
      });
    },
  );

  it('a fault is logged, and told without what it says', async () => {
    await failing(new Error('hunter2'), async ({ ask, log }) => {
      const answer = await ask('/v1/incidents');
      expect(answer.status).toBe(500);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body).toMatchObject({ status: 500, detail: expect.stringContaining('log') });
      expect(answer.text).not.toContain('hunter2');
      expect(log.text()).toContain('hunter2');
    });
  });
});

describe('a token that acts for one person', () => {
  it('acts for that person only, whoever has which role', async () => {
    const tokens = [{ name: 'deploy', token: 'a-token-for-alice-alone', by: 'alice' }];
    const bound = await openApi(stage.tocsin.api, { tokens });
    const ask = (path: string, body?: object) =>
      bound.ask(path, { token: 'a-token-for-alice-alone', ...(body && { body }) });
    const made = await ask('/v1/incidents', declared);
    expect(made.status, made.text).toBe(201);
    expect((await ask('/v1/incidents')).status).toBe(200);
    const { number } = made.body;
    const refused = [
      await ask('/v1/incidents', { ...declared, by: 'bob' }),
      await ask(`/v1/incidents/${number}/ack`, { by: 'bob' }),
      await ask('/v1/audit?by=bob'),
    ];
    for (const { status, body } of refused) {
      expect(status).toBe(403);
      expect(body.detail).toBe('The token “deploy” acts for “alice” only: send that as “by”.');
    }
    expect((await ask(`/v1/incidents/${number}`)).body.state).toBe('triggered');
    expect((await ask(`/v1/incidents/${number}/ack`, { by: 'alice' })).status).toBe(200);
    await bound.close();
  });
});
