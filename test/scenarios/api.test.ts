import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announce, api, closeBoth, declare, openBoth, shownIn, slack, stage } from './api-stage.ts';

beforeEach(openBoth);
afterEach(closeBoth);

describe('the life of an incident by the API', () => {
  it('is the same as by commands: people are paged, the cards follow, the timeline tells', async () => {
    const made = await api.ask('/v1/incidents', {
      body: { by: 'bob', title: 'Checkout is down', service: 'Checkout', description: 'since the release' },
    });
    await stage.tocsin.idle();
    expect(made.body).toMatchObject({
      number: 1,
      state: 'triggered',
      title: 'Checkout is down',
      // By the service, for nobody said.
      severity: 'sev2',
      service: 'checkout',
      description: 'since the release',
      declared: { by: 'bob', at: '2026-03-09T12:00:00.000Z', via: 'api' },
      escalation: { policy: 'default', level: 1, levels: 2, round: 1, dueAt: '2026-03-09T12:05:00.000Z' },
    });
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
    expect(shownIn(slack.inChannel(announce))).toContain('Checkout is down');

    const taken = await api.ask('/v1/incidents/1/ack', { body: { by: 'alice' } });
    expect(taken.body).toMatchObject({ state: 'acknowledged', acknowledged: { by: 'alice', via: 'api' } });
    await stage.tocsin.idle();
    expect(shownIn(slack.inChannel(announce))).toContain('Alice Chen · API');
    await stage.passes(30);
    expect(slack.pagesTo('U0CAROL')).toHaveLength(0);

    await api.ask('/v1/incidents/1/notes', { body: { by: 'alice', text: 'the cache is full' } });
    await api.ask('/v1/incidents/1/update', { body: { by: 'alice', text: 'We restart it', status: 'identified' } });
    await api.ask('/v1/incidents/1/assign', { body: { by: 'alice', person: 'Carol Díaz', role: 'comms' } });
    await api.ask('/v1/incidents/1/page', { body: { by: 'alice', to: 'carol', message: 'please tell the customers' } });
    await stage.tocsin.idle();
    expect(shownIn(slack.pagesTo('U0CAROL'))).toContain('please tell the customers');

    const over = await api.ask('/v1/incidents/1/resolve', { body: { by: 'alice', summary: 'restarted' } });
    expect(over.body).toMatchObject({
      state: 'resolved',
      status: 'identified',
      latest: { text: 'We restart it' },
      roles: { comms: 'carol' },
      resolved: { by: 'alice', via: 'api', summary: 'restarted' },
    });
    await stage.tocsin.idle();
    expect(shownIn(slack.inChannel(announce))).toContain('restarted');
    expect((await stage.says('bob', 'show 1')).text).toContain('Checkout is down');

    const { body } = await api.ask('/v1/incidents/1/timeline');
    const types = (body.items as { type: string }[]).map(({ type }) => type);
    for (const type of ['declared', 'paged', 'acknowledged', 'noted', 'updated', 'assigned', 'resolved']) {
      expect(types).toContain(`incident.${type}`);
    }
    expect(body.items[0]).toMatchObject({
      id: `${made.body.id}:1`,
      seq: 1,
      type: 'incident.declared',
      time: '2026-03-09T12:00:00.000Z',
      data: { by: 'bob', via: 'api', title: 'Checkout is down' },
    });
    expect(body.items.find(({ type }: { type: string }) => type === 'incident.noted')).toMatchObject({
      text: 'Note by Alice Chen: the cache is full',
      data: { by: 'alice', text: 'the cache is full' },
    });
  });

  it('what people do in chat is seen there, and the other way round', async () => {
    const number = await declare();
    await stage.says('alice', `ack ${number}`);
    const { body } = await api.ask(`/v1/incidents/${number}`);
    expect(body.acknowledged).toMatchObject({ by: 'alice', via: 'slack' });
    const again = await api.ask(`/v1/incidents/${number}/ack`, { body: { by: 'bob' } });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({
      rule: 'already-acknowledged',
      detail: '#1 was already acknowledged by Alice Chen via Slack.',
    });
    await api.ask(`/v1/incidents/${number}/snooze`, { body: { by: 'alice', for: '2h' } });
    expect((await api.ask(`/v1/incidents/${number}`)).body.snoozedUntil).toBe('2026-03-09T14:00:00.000Z');
    expect((await stage.says('bob', `unack ${number}`)).text).toContain(`Unacknowledged #${number}`);
  });
});

describe('lists', () => {
  async function allNumbers(query: string): Promise<number[]> {
    const numbers: number[] = [];
    for (let path: string | undefined = `/v1/incidents?${query}`; path; ) {
      const { status, body, text } = await api.ask(path);
      expect(status, text).toBe(200);
      numbers.push(...(body.items as { number: number }[]).map((one) => one.number));
      path = body.next === null ? undefined : `/v1/incidents?${query}&after=${body.next}`;
    }
    return numbers;
  }

  it('are paged through without a gap or a repeat, and filtered', async () => {
    const service = (index: number) => (index % 2 === 0 ? 'checkout' : 'search');
    for (let index = 1; index <= 7; index += 1) {
      await declare(`Number ${index}`, { service: service(index), severity: index > 5 ? 'sev1' : 'sev4' });
    }
    await api.ask('/v1/incidents/2/resolve', { body: { by: 'bob' } });
    await api.ask('/v1/incidents/3/ack', { body: { by: 'bob' } });
    expect(await allNumbers('limit=2')).toEqual([7, 6, 5, 4, 3, 1]);
    expect(await allNumbers('limit=3&state=all')).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(await allNumbers('state=resolved')).toEqual([2]);
    expect(await allNumbers('state=acknowledged')).toEqual([3]);
    expect(await allNumbers('state=all&service=checkout&limit=1')).toEqual([6, 4, 2]);
    expect(await allNumbers('severity=sev4&limit=2&state=all')).toEqual([5, 4, 3, 2, 1]);
    expect(await allNumbers('severity=sev1&limit=2')).toEqual([7, 6]);
    expect(await allNumbers('severity=sev2')).toEqual([]);
  });

  it('the timeline as well', async () => {
    const number = await declare();
    for (let count = 1; count <= 5; count += 1) {
      await api.ask(`/v1/incidents/${number}/notes`, { body: { by: 'bob', text: `note ${count}` } });
    }
    await stage.tocsin.idle();
    const whole = (await api.ask(`/v1/incidents/${number}/timeline`)).body;
    expect(whole.next).toBeNull();
    const pieces: unknown[] = [];
    for (let after = 0; ; ) {
      const { body } = await api.ask(`/v1/incidents/${number}/timeline?limit=3&after=${after}`);
      expect(body.items.length).toBeLessThanOrEqual(3);
      pieces.push(...body.items);
      if (body.next === null) break;
      after = body.next;
    }
    expect(pieces).toEqual(whole.items);
  });
});

describe('reading', () => {
  it('again with the ETag gives nothing new until something happens', async () => {
    const number = await declare();
    await stage.tocsin.idle();
    const first = await api.ask(`/v1/incidents/${number}`);
    const headers = { 'if-none-match': first.headers.get('etag')! };
    const second = await api.ask(`/v1/incidents/${number}`, { headers });
    expect([second.status, second.text]).toEqual([304, '']);
    await api.ask(`/v1/incidents/${number}/ack`, { body: { by: 'alice' } });
    const third = await api.ask(`/v1/incidents/${number}`, { headers });
    expect(third.status).toBe(200);
    expect(third.headers.get('etag')).not.toBe(first.headers.get('etag'));
  });

  it('who is on call, now and at a time in the zone of whoever asks', async () => {
    const now = await api.ask('/v1/oncall');
    expect(now.body).toMatchObject({
      items: [{ schedule: 'primary', timezone: 'Europe/Berlin', person: 'alice', until: '2026-03-16T08:00:00.000Z' }],
      next: null,
    });
    expect(now.body.items[0].next[0]).toMatchObject({ person: 'bob', from: '2026-03-16T08:00:00.000Z' });
    const at = async (query: string) => (await api.ask(`/v1/oncall?${query}`)).body.items[0];
    expect(await at('at=2026-03-16T08:30')).toMatchObject({ at: '2026-03-16T08:30:00.000Z', person: 'bob' });
    expect(await at('at=2026-03-16T08:30&by=alice')).toMatchObject({ at: '2026-03-16T07:30:00.000Z', person: 'alice' });
    expect(await at('schedule=PRIMARY&at=%2B1w')).toMatchObject({ person: 'bob' });
  });

  it('who is on call for a service: whom each level of its policy names', async () => {
    const { body } = await api.ask('/v1/oncall?service=Checkout');
    const [first, ...others] = body.items;
    expect(first).toMatchObject({ level: 1, schedule: 'primary', person: 'alice', timezone: 'Europe/Berlin' });
    expect(first.next[0]).toMatchObject({ person: 'bob' });
    const at = '2026-03-09T12:00:00.000Z';
    expect(others).toEqual([
      { level: 2, timezone: 'Australia/Sydney', at, person: 'carol', next: [] },
      { level: 2, team: 'payments', timezone: 'Europe/Berlin', at, person: 'alice', next: [] },
      { level: 2, team: 'payments', timezone: 'America/New_York', at, person: 'bob', next: [] },
    ]);
    await stage.says('bob', 'away from:2026-03-09T08:00 to:2026-03-10T09:00');
    await stage.passes(1);
    expect((await api.ask('/v1/oncall?service=checkout')).body.items[3]).toMatchObject({
      person: 'bob',
      awayUntil: '2026-03-10T13:00:00.000Z',
    });
    const unknown = await api.ask('/v1/oncall?service=shop');
    expect([unknown.status, unknown.body.errors?.[0]?.field ?? unknown.text]).toEqual([400, 'service']);
    expect((await api.ask('/v1/oncall?service=checkout&schedule=primary')).status).toBe(400);
  });
});

describe('answers for people', () => {
  it('are the same text by HTTP, in the zone and language of whoever asks, page by page', async () => {
    await declare();
    await stage.tocsin.idle();
    const explained = await api.ask('/v1/incidents/1/explain?by=victor');
    expect(explained.status, explained.text).toBe(200);
    expect(explained.body).toMatchObject({ title: 'Who was paged for #1 Checkout is down', more: false });
    expect(explained.body.text).toContain('– Alice Chen (on call for primary): Slack sent 12:00');
    const caughtUp = await api.ask('/v1/incidents/1/catchup');
    expect(caughtUp.body).toMatchObject({
      title: '#1 Checkout is down',
      fields: [{ label: 'Owner', value: 'Unassigned' }],
      more: false,
    });
    expect(caughtUp.body.text).toContain('No notes yet.');
    expect((await api.ask('/v1/incidents/1/explain?page=101')).status).toBe(400);
    expect((await api.ask('/v1/incidents/1/catchup?page=2')).status).toBe(400);
    expect((await api.ask('/v1/incidents/9/explain')).status).toBe(404);
    expect((await api.ask('/v1/incidents/1/explain?by=nobody')).status).toBe(400);
    expect((await api.ask('/v1/incidents/1/explain', { body: { by: 'alice' } })).status).toBe(405);
  });
});
