import { afterEach, beforeEach, expect, it } from 'vitest';
import { endToldBeforeMs, subscriptionLifetimeMs } from '../../src/ports/chat/web-push.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let telegram: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  telegram = new ChatDouble('telegram');
  stage = await openStage([telegram]);
  stage.changesPerson('alice', { notify: { urgent: [{ by: 'telegram', afterMs: 0 }] } });
  await stage.passes(1);
});

afterEach(() => stage.close());

const told = () => telegram.pagesTo('1001').map(({ message }) => message);

async function subscribed(id: string, changes: { person?: string; device?: string } = {}): Promise<void> {
  const at = stage.clock.now();
  const keys = { endpoint: `https://push.example.org/${id}`, p256dh: 'p', auth: 'a' };
  await stage.pushes.keep({ id, person: 'alice', ...keys, since: at, renewedAt: at, ...changes });
}

/** Lets so much time pass before a look. */
async function after(ms: number): Promise<void> {
  stage.clock.set(new Date(stage.clock.now().getTime() + ms));
  await stage.passes(1);
}

it('is told a week before, once, by the person’s own ways and in their language', async () => {
  stage.changesPerson('alice', { language: 'de' });
  await subscribed('phone', { device: 'Firefox · Android' });
  await after(subscriptionLifetimeMs - endToldBeforeMs - 20 * minute);
  expect(told()).toEqual([]);
  await after(30 * minute);
  expect(told()).toHaveLength(1);
  expect(told()[0]?.text).toMatch(
    /^Benachrichtigungen in Firefox · Android enden bald · .*Ab Mi\.?,? 8\. Apr.* keine Alarmierungen/,
  );
  await after(60 * minute);
  await after(24 * 60 * minute);
  expect(told()).toHaveLength(1);
});

it('is not told of a browser in which Tocsin was opened meanwhile, or that was removed, or whose person has left', async () => {
  await subscribed('phone');
  await subscribed('laptop');
  await subscribed('desk', { person: 'nobody-here' });
  await after(20 * 24 * 60 * minute);
  await stage.pushes.renew('phone', { person: 'alice' }, stage.clock.now());
  await stage.pushes.remove('laptop');
  await after(4 * 24 * 60 * minute);
  expect(told()).toEqual([]);
});

it('is told after Tocsin was away, and not when it is too late', async () => {
  await subscribed('phone');
  await after(25 * 24 * 60 * minute);
  expect(told()).toHaveLength(1);
  await subscribed('laptop');
  await after(31 * 24 * 60 * minute);
  expect(told()).toHaveLength(1);
});

it('waits for the end of the person’s quiet hours', async () => {
  stage.changesPerson('alice', { quietHours: { from: '00:00', to: '23:30', except: [] } });
  await subscribed('phone');
  await after(subscriptionLifetimeMs - endToldBeforeMs + minute);
  expect(told()).toEqual([]);
  await after(12 * 60 * minute);
  expect(told()).toHaveLength(1);
});
