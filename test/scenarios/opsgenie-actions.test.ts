import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccess } from '../../adapters/http/access.ts';
import { createIntake } from '../../adapters/intake/routes.ts';
import { accepted } from '../config/reading.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const directory = accepted(
  JSON.stringify({
    people: {
      alice: { name: 'Alice Chen', email: 'alice@example.org', accounts: { slack: 'U0ALICE' } },
      bob: { email: 'bob@example.org', accounts: { slack: 'U0BOB' }, role: 'viewer' },
      carol: { email: 'carol@example.org', accounts: { slack: 'U0CAROL' } },
    },
    teams: { payments: { members: ['carol'] } },
    policies: {
      default: { levels: [{ page: [{ person: 'alice' }] }, { page: [{ person: 'carol' }] }], ackTimeout: '30m' },
    },
    services: { shop: { severity: 'sev3' } },
    integrations: { web: { sender: 'opsgenie', service: 'shop' } },
    rooms: { announce: { slack: 'C1' } },
  }),
).directory!;

let stage: Stage;
let routes: ReturnType<typeof createIntake>;
let count = 0;

beforeAll(async () => {
  stage = await openStage([new ChatDouble('slack')], directory);
  const { alerts: desk, integrations, api } = stage.tocsin;
  const access = createAccess([
    { name: 'web', token: 'key-of-web' },
    { name: 'web', token: 'key-that-sends', scopes: ['alerts'] },
    { name: 'web', token: 'key-that-reads', scopes: ['alerts', 'read'] },
    { name: 'web', token: 'key-of-alice', by: 'alice' },
    { name: 'web', token: 'key-of-a-viewer', role: 'viewer' },
  ]);
  const { clock } = stage;
  routes = createIntake({
    access,
    intake: desk,
    api,
    integrations,
    clock,
    log: new KeptLog(),
    directory: () => directory,
  });
});
afterAll(() => stage.close());

async function ask(method: string, path: string, body?: unknown, key = 'key-of-web') {
  const request = new Request(`http://127.0.0.1:3000${path}`, {
    method,
    headers: { authorization: `GenieKey ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await routes.handle(request, { address: '127.0.0.1' });
  await stage.tocsin.idle();
  // biome-ignore lint/suspicious/noExplicitAny: what came is what the test looks at
  return { status: response.status, body: (await response.json()) as any };
}

/** A new alert and its incident. Returns how to speak of them. */
async function trouble() {
  count += 1;
  const alias = `disk-${count}`;
  expect((await ask('POST', '/v2/alerts', { message: 'Disk full', alias })).status).toBe(202);
  const { body } = await ask('GET', `/v2/alerts/${alias}`);
  const number = Number(body.data.details.incident);
  return {
    incident: async () => (await stage.store.byNumber(number))!,
    events: async () =>
      (await stage.store.timeline((await stage.store.byNumber(number))!.id)).map(({ event }) => event),
    act: (action: string, sent: object = {}, key?: string) =>
      ask('POST', `/v2/alerts/${alias}/${action}?identifierType=alias`, sent, key),
    list: (what: string) => ask('GET', `/v2/alerts/${alias}/${what}`),
    at: `/v2/alerts/${alias}`,
  };
}

const processed = { result: 'Request will be processed', took: expect.any(Number), requestId: expect.any(String) };
const failure = { message: expect.any(String), took: expect.any(Number), requestId: expect.any(String) };

describe('what Opsgenie’s API does to an alert', () => {
  it('acknowledges under the name of the token, which nobody can reach: it comes back when nobody goes on with it', async () => {
    const one = await trouble();
    const { status, body } = await one.act('acknowledge', { source: 'a script', note: 'looking' });
    expect([status, body]).toEqual([202, processed]);
    expect(await one.incident()).toMatchObject({ state: 'acknowledged', acknowledged: { by: 'web', via: 'api' } });
    expect((await one.events()).at(-1)).toMatchObject({ type: 'noted', by: 'web', text: 'looking' });
    // Once more it is as it was wished.
    expect((await one.act('acknowledge')).status).toBe(202);
    await stage.passes(60);
    expect((await one.incident()).state).toBe('triggered');
    expect((await one.events()).some(({ type }) => type === 'taken-back')).toBe(true);
  });

  it('acknowledges for the person whom it names, by email, id or name', async () => {
    for (const user of ['Alice@Example.org', 'alice', 'alice chen']) {
      const one = await trouble();
      expect((await one.act('acknowledge', { user })).status).toBe(202);
      expect(await one.incident()).toMatchObject({ acknowledged: { by: 'alice' } });
    }
    const one = await trouble();
    expect((await one.act('acknowledge', { user: 'zabbix' })).status).toBe(202);
    expect(await one.incident()).toMatchObject({ acknowledged: { by: 'web' } });
  });

  it('says who has it when somebody else acknowledged', async () => {
    const one = await trouble();
    await one.act('acknowledge', { user: 'carol' });
    const { status, body } = await one.act('acknowledge', { user: 'alice' });
    expect([status, body]).toEqual([422, failure]);
    expect(body.message).toContain('acknowledged by Carol');
  });

  it('unacknowledges', async () => {
    const one = await trouble();
    expect((await one.act('unacknowledge')).status).toBe(202);
    await one.act('acknowledge');
    expect((await one.act('unacknowledge', { note: 'not mine' })).status).toBe(202);
    expect((await one.incident()).state).toBe('triggered');
    expect((await one.events()).at(-1)).toMatchObject({ type: 'noted', text: 'not mine' });
  });

  it('snoozes until the end that is given', async () => {
    const one = await trouble();
    const endTime = new Date(stage.clock.now().getTime() + 2 * 3_600_000).toISOString();
    expect((await one.act('snooze', { endTime, user: 'alice' })).status).toBe(202);
    expect((await one.incident()).watch?.snoozedUntil?.toISOString()).toBe(endTime);
    expect((await ask('GET', one.at)).body.data).toMatchObject({
      snoozed: true,
      snoozedUntil: endTime,
      owner: 'alice',
    });
    const past = await one.act('snooze', { endTime: '2020-01-01T00:00:00Z', user: 'alice' });
    expect([past.status, past.body]).toEqual([422, { ...failure, errors: { endTime: expect.any(String) } }]);
  });

  it('assigns', async () => {
    const one = await trouble();
    expect((await one.act('assign', { owner: { username: 'carol@example.org' } })).status).toBe(202);
    expect((await one.incident()).roles).toEqual({ commander: 'carol' });
    const { status, body } = await one.act('assign', { owner: { username: 'nobody@example.org' } });
    expect([status, body.errors]).toEqual([422, { owner: expect.stringContaining('nobody@example.org') }]);
  });

  it('escalates to the next level of the incident’s policy, and to a team', async () => {
    const one = await trouble();
    expect((await one.act('escalate', { escalation: { name: 'Default' } })).status).toBe(202);
    expect((await one.incident()).escalation?.level).toBe(1);
    const two = await trouble();
    expect((await two.act('escalate', { escalation: { name: 'payments' } })).status).toBe(202);
    expect((await two.incident()).paged).toHaveProperty('carol');
    const { status, body } = await two.act('escalate', { escalation: { name: 'nothing of this name' } });
    expect([status, Object.keys(body.errors)]).toEqual([422, ['escalation']]);
  });

  it.each([
    ['responders', { responder: { type: 'team', name: 'payments' } }],
    ['responders', { responder: { type: 'user', username: 'carol@example.org' } }],
    ['teams', { team: { name: 'payments' } }],
  ])('pages who is added: %s', async (action, sent) => {
    const one = await trouble();
    expect((await one.act(action, sent)).status).toBe(202);
    expect((await one.incident()).paged).toHaveProperty('carol');
  });

  it.each([
    ['notes', 'note'],
    ['snooze', 'endTime'],
    ['assign', 'owner'],
    ['escalate', 'escalation'],
    ['responders', 'responder'],
    ['teams', 'team'],
  ])('names what is missing: %s', async (action, field) => {
    const one = await trouble();
    const before = await one.incident();
    const { status, body } = await one.act(action, { [field]: null });
    expect([status, body]).toEqual([422, { ...failure, errors: { [field]: expect.stringContaining('missing') } }]);
    expect((await one.incident()).version).toBe(before.version);
  });

  it('knows no alert that never came', async () => {
    const { status, body } = await ask('POST', '/v2/alerts/nobody/acknowledge', {});
    expect([status, body]).toEqual([404, failure]);
  });
});

describe('who may do it', () => {
  it('needs a token that writes, and says so in the words of Opsgenie', async () => {
    const one = await trouble();
    for (const key of ['key-that-sends', 'key-that-reads']) {
      const { status, body } = await one.act('acknowledge', {}, key);
      expect([status, body]).toEqual([403, failure]);
      expect(body.message).toContain('write');
    }
    expect((await ask('GET', `${one.at}/notes`, undefined, 'key-that-sends')).status).toBe(403);
    expect((await ask('GET', `${one.at}/notes`, undefined, 'key-that-reads')).status).toBe(200);
    expect((await ask('GET', one.at, undefined, 'wrong')).body).toEqual(failure);
    expect((await one.incident()).state).toBe('triggered');
  });

  it('acts for the person of the token only, and never beyond roles', async () => {
    const one = await trouble();
    await one.act('acknowledge', { user: 'carol' }, 'key-of-alice');
    expect(await one.incident()).toMatchObject({ acknowledged: { by: 'alice' } });
    const two = await trouble();
    for (const [sent, key] of [
      [{}, 'key-of-a-viewer'],
      [{ user: 'carol' }, 'key-of-a-viewer'],
    ] as const) {
      const { status, body } = await two.act('unacknowledge', sent, key);
      expect([status, body]).toEqual([403, failure]);
    }
    expect((await two.act('assign', { user: 'bob', owner: { username: 'alice' } })).status).toBe(403);
  });
});

describe('what has happened to an alert', () => {
  it('lists notes, the latest first, page by page', async () => {
    const one = await trouble();
    for (const note of ['one', 'two', 'three']) await one.act('notes', { note, user: 'alice' });
    const { status, body } = await one.list('notes?limit=2');
    expect(status).toBe(200);
    expect(body.data).toMatchObject([
      { note: 'three', owner: 'alice', createdAt: expect.any(String), offset: expect.any(String) },
      { note: 'two' },
    ]);
    const next = await ask('GET', body.paging.next);
    expect(next.body).toMatchObject({ data: [{ note: 'one' }], paging: {} });
    const forward = await one.list('notes?limit=2&order=asc');
    expect(forward.body.data).toMatchObject([{ note: 'one' }, { note: 'two' }]);
    expect((await ask('GET', forward.body.paging.next)).body.data).toMatchObject([{ note: 'three' }]);
  });

  it('lists the timeline as logs', async () => {
    const one = await trouble();
    await one.act('acknowledge', { user: 'alice' });
    const { body } = await one.list('logs?order=asc');
    expect(body.data[0]).toMatchObject({ type: 'system', log: expect.stringContaining('Disk full') });
    expect(body.data.at(-1)).toMatchObject({ owner: 'alice', log: expect.stringContaining('Alice Chen') });
  });

  it('lists who was paged as recipients', async () => {
    const one = await trouble();
    await one.act('acknowledge', { user: 'alice' });
    expect((await one.list('recipients')).body.data).toMatchObject([
      { user: { id: 'alice', username: 'alice@example.org' }, state: 'action', method: 'Acknowledge' },
    ]);
  });
});
