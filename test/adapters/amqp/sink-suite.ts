import { type AsyncMessage, Connection } from 'rabbitmq-client';
import { afterAll, expect, it } from 'vitest';
import { createAmqpSink } from '../../../adapters/amqp/sink.ts';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import type { EventSink } from '../../../src/ports/sinks.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import type { OwnRabbit } from '../../harness/rabbitmq.ts';
import { everyEvent, toldEvent, toldIncident } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';
import type { Certificates } from './certificates.ts';
import { startTlsFront } from './tls-front.ts';

const timing = { retryLow: 20, retryHigh: 100 };

/** Events that go out to the broker. It is killed and started again on the way. */
export function sinkSuite(broker: () => OwnRabbit, certificates: () => Certificates): void {
  const log = new KeptLog();
  const works: (() => unknown)[] = [];

  afterAll(async () => {
    for (const work of works.reverse()) await work();
  });

  function outlet(url = broker().url, own = {}): EventSink {
    const made = createAmqpSink({ url, timing: { ...timing, ...own } }, { log });
    works.push(() => made.stop());
    made.start();
    return made;
  }

  /** What comes to a durable queue that is bound by this key. */
  async function hearing(queue: string, routingKey: string): Promise<AsyncMessage[]> {
    const heard: AsyncMessage[] = [];
    const connection = new Connection({ url: broker().url, retryLow: 20, retryHigh: 100 });
    connection.on('error', () => undefined);
    const exchange = { exchange: 'tocsin.events', type: 'topic', durable: true };
    const consumer = connection.createConsumer(
      { queue, queueOptions: { durable: true }, exchanges: [exchange], queueBindings: [{ ...exchange, routingKey }] },
      (message) => void heard.push(message),
    );
    consumer.on('error', () => undefined);
    works.push(() => connection.unsafeDestroy());
    await new Promise<void>((resolve) => consumer.once('ready', resolve));
    return heard;
  }

  it('publishes to the topic exchange, persistent, under the event’s id', async () => {
    const all = await hearing('all', 'incident.#');
    const severe = await hearing('severe', 'incident.*.sev1.*');
    const amqp = outlet();
    await eventually('connected', () => amqp.connected());
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await amqp.publish({ ...toldEvent(1), trace });
    const { service: _, ...ofNoService } = toldIncident({ severity: 'sev3' });
    await amqp.publish(toldEvent(2, everyEvent['level-empty'], ofNoService as never));
    await eventually('heard', () => all.length === 2);
    expect(all[0]).toMatchObject({
      routingKey: 'incident.acknowledged.sev1.checkout',
      messageId: 'f00d:1',
      headers: { traceparent: trace },
      type: 'incident.acknowledged',
      contentType: 'application/json',
      deliveryMode: 2,
      timestamp: Date.parse('2026-03-09T12:00:00Z') / 1000,
      body: { id: 'f00d:1', seq: 1, incident: { number: 42 }, data: { by: 'alice', via: 'slack' } },
    });
    expect(all[1]?.routingKey).toBe('incident.level-empty.sev3.-');
    expect(severe.map(({ messageId }) => messageId)).toEqual(['f00d:1']);
  });

  it('is done with an event that nobody has asked for', async () => {
    const amqp = outlet();
    await eventually('connected', () => amqp.connected());
    await amqp.publish(toldEvent(3, everyEvent.held, toldIncident({ service: 'nobody-listens' })));
  });

  it('fails at once while the broker is away, goes on by itself, and what was confirmed is still there', async () => {
    const amqp = outlet();
    await eventually('connected', () => amqp.connected());
    const heard = await hearing('outage', 'incident.*.*.outage');
    const told = (seq: number) => toldEvent(seq, everyEvent.reopened, toldIncident({ service: 'outage' }));
    await amqp.publish(told(1));
    await broker().kill();
    await eventually('noticed', () => !amqp.connected());
    const failed = await amqp.publish(told(2)).catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect(failed).toMatchObject({ retryAfterMs: 'soon', message: expect.stringContaining('not connected') });
    await broker().start();
    await eventually('connected again', () => amqp.connected());
    await amqp.publish(told(2));
    await eventually('heard', () => heard.some(({ messageId }) => messageId === 'f00d:2'));
    expect(new Set(heard.map(({ messageId }) => messageId))).toEqual(new Set(['f00d:1', 'f00d:2']));
  });

  it('fails in time while the broker is short of memory, and an event waiting there is not sent twice', async () => {
    const heard = await hearing('short', 'incident.*.*.short');
    const told = (seq: number) => toldEvent(seq, everyEvent.noted, toldIncident({ service: 'short' }));
    const amqp = outlet(broker().url, { confirm: 500 });
    await eventually('connected', () => amqp.connected());
    await amqp.publish(told(1));
    await broker().control('set_vm_memory_high_watermark', 'absolute', '1');
    try {
      const failed = await eventually('blocked', () =>
        amqp.publish(told(2)).then(
          () => undefined,
          (err: unknown) => err,
        ),
      );
      expect(failed).toBeInstanceOf(DeliveryFailed);
      expect(failed).toMatchObject({ retryAfterMs: 'soon' });
      await eventually('it says so', () => !amqp.connected());
      const next = await amqp.publish(told(3)).catch((err: unknown) => err);
      expect(next).toMatchObject({ message: expect.stringContaining('takes no messages') });
    } finally {
      await broker().control('set_vm_memory_high_watermark', '0.9');
    }
    await eventually('it takes messages again', () => amqp.connected());
    await amqp.publish(told(2));
    await amqp.publish(told(3));
    await eventually('heard', () => heard.some(({ messageId }) => messageId === 'f00d:3'));
    expect(heard.map(({ messageId }) => messageId)).toEqual(['f00d:1', 'f00d:2', 'f00d:3']);
  });

  it('says what is wrong with the exchange, and with the password without the password', async () => {
    const refused = outlet(broker().url.replace('guest:guest', 'guest:planted-wrong-one'));
    await eventually('refused', () => log.text().includes('ACCESS_REFUSED'));
    expect(refused.connected()).toBe(false);
    await expect(refused.publish(toldEvent(9))).rejects.toThrow(/ACCESS_REFUSED/);
    expect(log.text()).not.toContain('planted-wrong-one');
  });

  it('stops in time, and says so to whoever publishes then', async () => {
    const amqp = outlet();
    await eventually('connected', () => amqp.connected());
    await amqp.stop();
    expect(amqp.connected()).toBe(false);
    await expect(amqp.publish(toldEvent(8))).rejects.toMatchObject({ retryAfterMs: 'soon' });
  });

  it('speaks TLS without a certificate of its own, to a broker that its CA vouches for and to no other', async () => {
    const front = await startTlsFront(broker().url, certificates());
    works.push(() => front.stop());
    const trusted = outlet(`${front.url}?cacertfile=${encodeURIComponent(certificates().file('ca.pem'))}`);
    await eventually('connected', () => trusted.connected());
    await trusted.publish(toldEvent(1));
    const doubtful = outlet(front.url);
    await eventually('refused', () => /not signed by an authority that is trusted here/.test(log.text()));
    expect(doubtful.connected()).toBe(false);
  });

  it('never throws at the start', async () => {
    const amqp = outlet('amqps://127.0.0.1:1?cacertfile=/there/is/none');
    await expect(amqp.publish(toldEvent(1))).rejects.toThrow(/ENOENT/);
  });
}
