import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Policy } from '../../src/domain/escalation/policy.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack]);
});

afterEach(() => stage.close());

const pages = (account: string) => slack.pagesTo(account).map(({ message }) => message.text);

it('does not remind without end once the severity has no interval any more', async () => {
  stage.changesPolicy({ remindEveryMs: { sev1: 20 * minute } });
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.says('alice', 'ack 1');
  await stage.says('alice', 'severity 1 sev4');
  stage.clock.set(new Date(stage.clock.now().getTime() + 20 * minute));
  await stage.tocsin.sweep();
  await stage.tocsin.idle();
  expect(pages('U0ALICE').length).toBeLessThanOrEqual(2);
});

it('reminds at the interval of the present severity, not of the one it was taken at', async () => {
  stage.changesPolicy({ remindEveryMs: { sev1: 20 * minute } });
  await stage.says('bob', 'declare Checkout is slow severity:sev4');
  await stage.says('alice', 'ack 1');
  await stage.says('bob', 'severity 1 sev1');
  await stage.passes(20);
  expect(pages('U0ALICE').at(-1)).toContain('Reminder: you acknowledged this incident.');
});

const officeHours = {
  severities: ['sev3', 'sev4'],
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
  timezone: 'Europe/Berlin',
} as unknown as NonNullable<Policy['hold']>;

async function nightOf(line: string): Promise<void> {
  // From one in the afternoon in Berlin to eleven at night.
  await stage.passes(10 * 60);
  await stage.says('bob', line);
}

it.each(['unack', 'snooze-ended', 'taken-back', 'reopen'] as const)(
  'holds what is not urgent until somebody is at work, also after: %s',
  async (how) => {
    stage.changesPolicy({ hold: officeHours, ...(how === 'taken-back' && { ackTimeoutMs: 30 * minute }) });
    await nightOf('declare The nightly report is late severity:sev4');
    expect(pages('U0ALICE')).toEqual([]);
    if (how === 'snooze-ended') {
      await stage.says('bob', 'snooze 1 for:1h');
      await stage.passes(61);
    } else if (how === 'taken-back') {
      await stage.says('bob', 'ack 1');
      await stage.passes(30);
      await stage.passes(6);
    } else if (how === 'reopen') {
      await stage.says('bob', 'resolve 1');
      await stage.says('bob', 'reopen 1');
    } else {
      await stage.says('bob', 'ack 1');
      await stage.says('bob', 'unack 1');
    }
    expect((await stage.store.byNumber(1))?.state).toBe('triggered');
    expect(pages('U0ALICE')).toEqual([]);
  },
);

it('asks an owner in spite of quiet hours, before it takes anything back', async () => {
  stage.changesPolicy({ ackTimeoutMs: 30 * minute });
  stage.changesPerson('alice', { quietHours: { from: '13:15', to: '18:00', except: ['sev1'] } });
  await stage.says('bob', 'declare Checkout is slow severity:sev3');
  await stage.says('alice', 'ack 1');
  await stage.passes(30);
  await stage.passes(10);
  // The page and, though it is quiet, the question: without an answer others are woken.
  expect(pages('U0ALICE')).toHaveLength(2);
  expect((await stage.says('bob', 'timeline 1')).body).toContain('did not answer');
});

it('pages somebody when a snooze ends, also where there is no policy', async () => {
  await stage.says('bob', 'page to:carol please look at the database');
  expect((await stage.store.byNumber(1))?.escalation).toBeUndefined();
  expect((await stage.says('carol', 'snooze 1 for:1h')).text).toContain('The escalation restarts at');
  const before = slack.posted.length;
  await stage.passes(61);
  expect((await stage.store.byNumber(1))?.state).toBe('triggered');
  expect(slack.posted.length).toBeGreaterThan(before);
});
