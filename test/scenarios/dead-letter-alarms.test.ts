import { describe, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { ChatDouble } from '../harness/chat-double.ts';
import { declared, refusesPages, says, slack, stage, useStage, web, withRooms, works } from './dead-letter-stage.ts';

useStage();

/** What the operators read there at the moment. */
const alarms = (chat: ChatDouble, room: string) => chat.inChannel(room).map(({ message }) => message.title);

async function audits(minutes = 1): Promise<void> {
  await stage.passes(minutes);
  await stage.tocsin.lookForOverdue();
  await stage.tocsin.idle();
}

describe('the operators', () => {
  it('hear of it once, on each platform that has a room of theirs', async () => {
    refusesPages();
    await declared();
    const other = stage.replica();
    await Promise.all([stage.tocsin.lookForOverdue(), other.lookForOverdue()]);
    await Promise.all([stage.tocsin.idle(), other.idle()]);
    await audits();
    await audits();
    expect(alarms(slack, 'COPS')).toEqual(['1 message on Slack could not be delivered']);
    expect(alarms(web, 'ops')).toEqual(['1 message on Slack could not be delivered']);
    const message = web.inChannel('ops')[0]!.message;
    expect(message.body).toContain('account_inactive');
    expect(message.body).toContain('#1 Checkout is down: page to Alice Chen on Slack');
    expect(message.body).toContain('“deliveries”');
  });

  it('get one message that counts, not one for each', async () => {
    refusesPages();
    await declared();
    await audits();
    await declared();
    await declared();
    await audits();
    expect(alarms(web, 'ops')).toEqual(['3 messages on Slack could not be delivered']);
    refusesPages('user_disabled');
    await declared();
    await audits();
    expect(alarms(web, 'ops')).toEqual([
      '3 messages on Slack could not be delivered',
      '1 message on Slack could not be delivered',
    ]);
  });

  it('get no alarm about their alarm', async () => {
    slack.before = () => {
      throw new DeliveryFailed('invalid_auth', 'never');
    };
    await declared();
    for (let minute = 0; minute < 3; minute += 1) await audits();
    expect(alarms(web, 'ops')).toEqual(['2 messages on Slack could not be delivered']);
    // It is in the list all the same.
    expect((await says('deliveries')).body).toContain('notification to COPS on Slack');
    works();
    await says('retry');
    await stage.passes(1);
    expect(alarms(slack, 'COPS')).toEqual(['2 messages on Slack could not be delivered']);
  });

  it('hear of a dead platform elsewhere, though their only room is on it', async () => {
    stage.directory = withRooms({
      announce: { slack: 'C1', web: 'incidents' },
      operators: { slack: 'COPS' },
      open: {},
    });
    refusesPages();
    await declared();
    await audits();
    expect(alarms(slack, 'COPS')).toHaveLength(1);
    expect(alarms(web, 'incidents')).toContain('1 message on Slack could not be delivered');
  });

  it('are where incidents are announced, when they have no room of their own', async () => {
    stage.directory = withRooms({ announce: { slack: 'C1' }, open: {} });
    refusesPages();
    await declared();
    await audits();
    expect(alarms(slack, 'C1')).toContain('1 message on Slack could not be delivered');
  });

  it('hear of what was given up before every process died', async () => {
    refusesPages();
    await declared();
    stage.clock.set(new Date(stage.clock.now().getTime() + 6 * 3_600_000));
    const next = stage.replica();
    await next.lookForOverdue();
    await next.idle();
    expect(alarms(web, 'ops')).toContain('1 message on Slack could not be delivered');
  });
});
