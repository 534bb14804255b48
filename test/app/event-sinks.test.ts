import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventSinks, type EventSinks } from '../../src/app/event-sinks.ts';
import type { Config } from '../../src/config.ts';
import type { Webhook } from '../../src/domain/webhook.ts';
import { systemClock } from '../../src/ports/runtime.ts';
import { type HookedServer, startHooked } from '../harness/hooked-server.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { toldEvent } from '../harness/told-events.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
let receiver: HookedServer;
let sinks: EventSinks;

const webhook = (name: string, changes: Partial<Webhook> = {}): Webhook => ({
  name,
  url: receiver.url,
  secrets: [secret],
  allowPrivate: true,
  ...changes,
});

beforeEach(async () => {
  receiver = await startHooked();
  const settings = {} as Config['settings'];
  sinks = await createEventSinks(
    { settings, webhooks: [webhook('one'), webhook('two')] },
    { clock: systemClock, log: new KeptLog() },
  );
  sinks.start();
});

afterEach(async () => {
  await sinks.stop();
  await receiver.close();
});

const names = () => [...sinks.current().keys()];
const at = (name: string) => sinks.current().get(`webhook:${name}`)!;

describe('webhooks that the file changes while Tocsin runs', () => {
  it('begin, end, and go on as they were', async () => {
    const [one, two] = [at('one'), at('two')];
    await sinks.follow([webhook('two'), webhook('three')]);
    expect(names()).toEqual(['webhook:two', 'webhook:three']);
    expect(at('two')).toBe(two);
    await at('three').publish(toldEvent(1));
    expect(receiver.received).toHaveLength(1);
    await expect(one.publish(toldEvent(2))).rejects.toThrow('is not started');
  });

  it('have the new secret at once, and what is on its way is not cut off', async () => {
    const old = at('one');
    const onItsWay = old.publish(toldEvent(1));
    await sinks.follow([webhook('one', { secrets: [secret, secret.replace('AQEB', 'AgIC')] }), webhook('two')]);
    await onItsWay;
    expect(at('one')).not.toBe(old);
    await at('one').publish(toldEvent(2));
    const signatures = receiver.received.map(({ headers }) => String(headers['webhook-signature']).split(' ').length);
    expect(signatures).toEqual([1, 2]);
  });

  it('are those of the latest reading, however fast they come', async () => {
    await Promise.all([
      sinks.follow([webhook('three')]),
      sinks.follow([]),
      sinks.follow([webhook('four'), webhook('one')]),
    ]);
    expect(names()).toEqual(['webhook:four', 'webhook:one']);
    await at('four').publish(toldEvent(1));
  });
});
