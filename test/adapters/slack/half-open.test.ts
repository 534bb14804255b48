import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import { FakeSlackServer } from '../../harness/fake-slack/server.ts';
import { type Dropped, type HalfOpenLine, openHalfOpenLine } from '../../harness/half-open-line.ts';
import { eventually } from '../../harness/wait.ts';
import { connected } from './open.ts';

const everyKind: readonly Dropped[] = ['requests', 'answers', 'everything'];

describe('Slack behind a line that goes dead without a word', () => {
  let line: HalfOpenLine;
  afterEach(() => line?.close());

  async function opens() {
    const server = new FakeSlackServer();
    await server.listen();
    line = await openHalfOpenLine(server.url);
    server.reachedAt = line.through(server.url).replace(/\/$/, '');
    return connected({ mode: 'socket', at: server, waits: { pongMs: 300, callMs: 500, deliveryMs: 800 } });
  }

  it.each(everyKind)('notices that %s are dropped, and listens again by itself', async (dropped) => {
    const slack = await opens();
    line.drops(dropped);
    await eventually('it has noticed', () => !slack.chat.listening());
    await eventually('it says so', () => slack.log.text().includes('Slack is not connected; reconnecting'));
    line.recovers();
    await eventually('it is connected', () => slack.chat.listening());
    await slack.says(slack.alice, 'ack 42', 'channel');
    await eventually('the command ran', () => slack.commands.invocations.length === 1);
    // The SDK would wait half a minute for the dead side to agree to the end.
    expect(slack.log.text()).not.toContain('Peer did not complete the close handshake');
    expect(slack.lost).toEqual([]);
  });

  it.each(everyKind)('gives up a message in time while %s are dropped, and has it once afterwards', async (dropped) => {
    const slack = await opens();
    const page = { text: 'Checkout is down' };
    line.drops(dropped);
    const since = new Date();
    const failed = await slack.chat.send(slack.channel, page, 'k').catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect(failed).toMatchObject({ retryAfterMs: 'soon' });
    line.recovers();
    await eventually('sent', () =>
      slack.chat.send(slack.channel, page, 'k', since).then(
        () => true,
        () => false,
      ),
    );
    expect(slack.shown(slack.channel).filter(({ text }) => text.includes('Checkout is down'))).toHaveLength(1);
  });
});
