import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApi } from '../adapters/api/ask.ts';
import { api, closeBoth, declare, openBoth, slack, stage } from './api-stage.ts';

beforeEach(openBoth);
afterEach(closeBoth);

describe('races', () => {
  it('of many who acknowledge at once one has it, and the others are told who', async () => {
    const number = await declare();
    const people = ['alice', 'bob', 'carol'];
    const answers = await Promise.all(people.map((by) => api.ask(`/v1/incidents/${number}/ack`, { body: { by } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const winner = people[answers.findIndex(({ status }) => status === 200)];
    expect((await api.ask(`/v1/incidents/${number}`)).body.acknowledged.by).toBe(winner);
    for (const { status, body } of answers) if (status === 409) expect(body.rule).toBe('already-acknowledged');
  });

  it('the same key at once and again later declares once, and acknowledges once', async () => {
    const headers = { 'idempotency-key': '3f1c-deploy-77' };
    const once = () => api.ask('/v1/incidents', { body: { by: 'bob', title: 'Checkout is down' }, headers });
    const made = [...(await Promise.all([once(), once(), once()])), await once()];
    expect(made.map(({ status, body }) => `${status} ${body.number}`)).toEqual(
      Array(4).fill(`201 ${made[0]!.body.number}`),
    );
    await stage.tocsin.idle();
    expect((await api.ask('/v1/incidents')).body.items).toHaveLength(1);
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);

    // The same key means something else elsewhere.
    const take = () => api.ask(`/v1/incidents/${made[0]!.body.number}/ack`, { body: { by: 'bob' }, headers });
    expect((await Promise.all([take(), take()])).map(({ status }) => status)).toEqual([200, 200]);
    const timeline = (await api.ask(`/v1/incidents/${made[0]!.body.number}/timeline`)).body.items as { type: string }[];
    expect(timeline.filter(({ type }) => type === 'incident.acknowledged')).toHaveLength(1);
    const other = await api.ask('/v1/incidents', {
      body: { by: 'bob', title: 'Another' },
      headers: { 'idempotency-key': 'another' },
    });
    expect(other.body.number).not.toBe(made[0]!.body.number);
  });

  describe('a request that comes again under its key', () => {
    const headers = { 'idempotency-key': 'deploy-78' };
    const body = { by: 'bob', title: 'Checkout is down' };

    it('gets the first answer for 24 hours, whatever happened since', async () => {
      const first = await api.ask('/v1/incidents', { body, headers });
      await api.ask(`/v1/incidents/${first.body.number}/resolve`, { body: { by: 'bob' } });
      await stage.passes(23 * 60);
      const again = await api.ask('/v1/incidents', { body, headers });
      expect([again.status, again.text]).toEqual([201, first.text]);
      expect(again.headers.get('location')).toBe(first.headers.get('location'));
      await stage.passes(2 * 60);
      const later = await api.ask('/v1/incidents', { body, headers });
      expect(later.body).toMatchObject({ number: first.body.number, state: 'resolved' });
    });

    it('is refused with another body, also while the first is under way', async () => {
      const both = await Promise.all([
        api.ask('/v1/incidents', { body, headers }),
        api.ask('/v1/incidents', { body: { ...body, title: 'Search is down' }, headers }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
      const title = both[0].status === 201 ? 'Search is down' : 'Checkout is down';
      const refused = await api.ask('/v1/incidents', { body: { ...body, title }, headers });
      expect(refused.status).toBe(422);
      expect(refused.body.detail).toContain('Idempotency-Key was used with another body');
      expect((await api.ask('/v1/incidents')).body.items).toHaveLength(1);
    });

    it('may be tried again after it was refused', async () => {
      const number = await declare();
      const unack = () => api.ask(`/v1/incidents/${number}/unack`, { body: { by: 'bob' }, headers });
      expect((await unack()).status).toBe(409);
      await api.ask(`/v1/incidents/${number}/ack`, { body: { by: 'bob' } });
      expect((await unack()).status).toBe(200);
    });
  });

  it('keys of two tokens do not meet', async () => {
    const tokens = [
      { name: 'ci', token: 'a-long-token-for-ci' },
      { name: 'bot', token: 'a-long-token-for-bot' },
    ];
    const closed = await openApi(stage.tocsin.api, { tokens });
    try {
      const headers = { 'idempotency-key': '1' };
      const body = { by: 'bob', title: 'Checkout is down' };
      const made = await Promise.all(tokens.map(({ token }) => closed.ask('/v1/incidents', { body, headers, token })));
      expect(new Set(made.map((one) => one.body.number)).size).toBe(2);
    } finally {
      await closed.close();
    }
  });
});
