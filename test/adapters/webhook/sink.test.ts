import { Webhook as Standard } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventRefused } from '../../../src/ports/sinks.ts';
import type { HookedServer } from '../../harness/hooked-server.ts';
import { TestClock } from '../../harness/time.ts';
import { everyEvent, toldEvent } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';
import { closeReceiver, failureOf, next, openReceiver, outlet, receiver, secret } from './receiving.ts';

beforeEach(openReceiver);
afterEach(closeReceiver);

describe('webhooks', () => {
  it('posts an event that the Standard Webhooks library takes for genuine', async () => {
    await outlet().publish(toldEvent(1));
    const [{ headers, body }] = receiver.received as [HookedServer['received'][0]];
    expect(headers['content-type']).toBe('application/json');
    expect(headers['webhook-id']).toBe('f00d:1');
    expect(new Standard(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      id: 'f00d:1',
      type: 'incident.acknowledged',
      incident: { number: 42 },
      data: { by: 'alice' },
    });
    expect(() => new Standard(secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
  });

  it('signs with each secret while they are rotated', async () => {
    await outlet({ secrets: [next, secret] }).publish(toldEvent(1));
    const [{ headers, body }] = receiver.received as [HookedServer['received'][0]];
    for (const one of [secret, next]) new Standard(one).verify(body, headers as Record<string, string>);
    expect(String(headers['webhook-signature']).split(' ')).toHaveLength(2);
  });

  it('sends the trace along, where there is one', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const webhook = outlet();
    await webhook.publish({ ...toldEvent(1), trace });
    await webhook.publish(toldEvent(2));
    expect(receiver.received.map(({ headers }) => headers.traceparent)).toEqual([trace, undefined]);
  });

  it('sends only the events that are asked for, and is done with the others', async () => {
    const webhook = outlet({ events: ['resolved'] });
    await webhook.publish(toldEvent(1));
    await webhook.publish(toldEvent(2, everyEvent.resolved));
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(['f00d:2']);
  });

  it.each([
    [400, 'never'],
    [410, 'never'],
    [413, 'never'],
    [422, 'never'],
    [401, 'soon'],
    [403, 'soon'],
    [404, 'soon'],
    [405, 'soon'],
    [408, 'soon'],
    [500, 'soon'],
    [502, 'soon'],
  ])('takes %i for: %s', async (status, retryAfterMs) => {
    receiver.answer = (_, response) => void response.writeHead(status).end('no');
    const webhook = outlet();
    const failure = await failureOf(webhook.publish(toldEvent(1)));
    expect(failure).toMatchObject({ retryAfterMs });
    expect(failure instanceof EventRefused).toBe([400, 413, 422].includes(status));
    expect(webhook.connected()).toBe(retryAfterMs === 'never');
    receiver.answer = (_, response) => void response.writeHead(202).end();
    await webhook.publish(toldEvent(1));
    expect(webhook.connected()).toBe(true);
  });

  it.each([
    ['120', 120_000, 120_000],
    ['999999', 3_600_000, 3_600_000],
    [new Date(Date.now() + 60_000).toUTCString(), 30_000, 61_000],
    [new Date(Date.now() - 60_000).toUTCString(), 0, 0],
  ])('keeps to Retry-After: %s', async (said, least, most) => {
    receiver.answer = (_, response) => void response.writeHead(429, { 'retry-after': said }).end();
    const { retryAfterMs } = await failureOf(outlet().publish(toldEvent(1)));
    expect(retryAfterMs).toBeGreaterThanOrEqual(least);
    expect(retryAfterMs).toBeLessThanOrEqual(most);
  });

  it.each([
    [undefined, 5],
    ['600', 15],
  ])(
    'counts as away for as long as the next attempt may take (Retry-After: %s), and no longer',
    async (said, minutes) => {
      const clock = new TestClock(new Date('2026-11-02T03:00:00Z'));
      const webhook = outlet({}, {}, clock);
      receiver.answer = (_, response) => void response.writeHead(503, said ? { 'retry-after': said } : {}).end();
      const later = (ms: number) => clock.set(new Date(clock.now().getTime() + ms));
      for (const _ of [1, 2]) {
        await failureOf(webhook.publish(toldEvent(1)));
        later(minutes * 60_000 - 1);
        expect(webhook.connected()).toBe(false);
      }
      // Nothing more was asked of it here: another process has delivered the event.
      later(1);
      expect(webhook.connected()).toBe(true);
    },
  );

  it('is not away once the event that failed is given up', async () => {
    const webhook = outlet();
    receiver.answer = (_, response) => void response.writeHead(503).end();
    await failureOf(webhook.publish(toldEvent(1)));
    expect(webhook.connected()).toBe(false);
    receiver.answer = (_, response) => void response.writeHead(410).end();
    await failureOf(webhook.publish(toldEvent(1)));
    expect(webhook.connected()).toBe(true);
  });

  it('makes nothing of a Retry-After that nobody can read', async () => {
    receiver.answer = (_, response) => void response.writeHead(503, { 'retry-after': 'later' }).end();
    expect(await failureOf(outlet().publish(toldEvent(1)))).toMatchObject({ retryAfterMs: 'soon' });
  });

  it('follows no redirect', async () => {
    receiver.answer = (_, response) => void response.writeHead(307, { location: '/elsewhere' }).end();
    expect(await failureOf(outlet().publish(toldEvent(1)))).toMatchObject({ retryAfterMs: 'soon' });
    expect(receiver.received).toHaveLength(1);
  });

  it('hangs up on who says far too much, and counts the status', async () => {
    let hungUp = false;
    receiver.answer = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(Buffer.alloc(64 * 1024)), 1);
      response.on('close', () => {
        clearInterval(timer);
        hungUp = true;
      });
    };
    await outlet().publish(toldEvent(1));
    await eventually('hung up', () => hungUp);
  });

  it('gives up on who says nothing, and on who is not there', async () => {
    receiver.answer = () => undefined;
    const failed = await failureOf(outlet({}, { answer: 200 }).publish(toldEvent(1)));
    expect(failed).toMatchObject({ retryAfterMs: 'soon', message: expect.stringContaining('within 0.2 s') });
    await receiver.close();
    const gone = await failureOf(outlet().publish(toldEvent(1)));
    expect(gone).toMatchObject({ retryAfterMs: 'soon', message: expect.stringContaining('ECONNREFUSED') });
  });
});
