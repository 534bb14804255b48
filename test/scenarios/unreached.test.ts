import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Person } from '../../src/domain/people.ts';
import { directTo } from '../../src/ports/chat.ts';
import { openTelegram, type TelegramUnderTest } from '../adapters/telegram/platform.ts';
import { policy, sampleDirectory } from '../harness/directory.ts';
import { openSlack, type SlackUnderTest } from '../harness/fake-slack/fake-slack.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const patience = { callMs: 8_000, deliveryMs: 9_500, helloMs: 10_000 };
const blocked = 5;

let slack: SlackUnderTest;
let telegram: TelegramUnderTest;
let stage: Stage;

beforeEach(async () => {
  slack = await openSlack({ mode: 'socket', waits: patience });
  telegram = await openTelegram('polling', { timing: { callMs: patience.callMs } });
  telegram.fake.addPerson({ id: blocked, first_name: 'Alice', blocked: true });
});

afterEach(async () => {
  await Promise.all([slack, telegram].map(({ chat }) => chat.close()));
  await stage.close();
  await Promise.all([slack.close(), telegram.close()]);
});

/** Level 1 is Alice, level 2 is Bob, who is on Telegram; the real core with both real SDKs. */
async function open(alice: Partial<Person>, levels = policy.levels): Promise<void> {
  const directory = sampleDirectory({ rooms: { announce: {}, open: {} } });
  const people = new Map(directory.people);
  people.set('alice', { ...directory.people.get('alice')!, ...alice });
  people.set('bob', { ...directory.people.get('bob')!, accounts: { telegram: telegram.bob } });
  const [first, second] = levels;
  const own = {
    ...policy,
    levels: [
      { ...first!, page: [{ person: 'alice' }] },
      { ...second!, page: [{ person: 'bob' }] },
    ],
  };
  stage = await openStage([slack.chat, telegram.chat], { ...directory, people, policies: new Map([['default', own]]) });
  await Promise.all([slack, telegram].map(({ chat }) => chat.start(stage.tocsin.commands)));
}

const pagesOfBob = () => telegram.shown(directTo('telegram', telegram.bob)).filter(({ text }) => text.includes('#1'));
const timeline = async () => (await stage.says('carol', 'timeline 1', { platform: 'slack' })).body ?? '';

async function declares(): Promise<void> {
  await stage.says('carol', 'declare Checkout is down severity:sev1 service:checkout', { platform: 'slack' });
  await stage.tocsin.idle();
}

it('pages the next level at once when the only way to the person on call is blocked', async () => {
  await open({ accounts: { telegram: String(blocked) } });
  await declares();
  expect(pagesOfBob()).toHaveLength(1);
  expect(await timeline()).toMatch(
    /Alice Chen could not be reached: Telegram delivery failed \(.*blocked.*\)\. Escalated to level 2/,
  );
});

it('pages the next level at once when Slack does not take the token any more', async () => {
  await open({ accounts: { slack: slack.alice } });
  slack.becomes('revoked');
  await declares();
  expect(pagesOfBob()).toHaveLength(1);
  slack.becomes('well');
  expect(await timeline()).toMatch(/Alice Chen could not be reached: Slack delivery failed .*Escalated to level 2/);
});

it('takes the next way of the person at once when Slack does not take the token, and stays at the level', async () => {
  const notify = {
    urgent: [
      { by: 'slack', afterMs: 0 },
      { by: 'telegram', afterMs: 4 * 60_000 },
    ],
  } as const;
  await open({ accounts: { slack: slack.alice, telegram: telegram.alice }, notify });
  slack.becomes('revoked');
  await declares();
  expect(telegram.shown(directTo('telegram', telegram.alice)).filter(({ text }) => text.includes('#1'))).toHaveLength(
    1,
  );
  expect(pagesOfBob()).toHaveLength(0);
  slack.becomes('well');
  expect(await timeline()).toContain('Slack delivery to Alice Chen failed; paged via Telegram');
});

it('takes the next way at once when Slack asks for a longer pause than the next way waits', async () => {
  const notify = {
    urgent: [
      { by: 'slack', afterMs: 0 },
      { by: 'telegram', afterMs: 4 * 60_000 },
    ],
  } as const;
  await open({ accounts: { slack: slack.alice, telegram: telegram.alice }, notify });
  slack.server.limited.set('chat.postMessage', 60);
  await declares();
  const toAlice = telegram.shown(directTo('telegram', telegram.alice));
  expect(toAlice.filter(({ text }) => text.includes('#1'))).toHaveLength(1);
  slack.server.limited.clear();
});

it('waits as long as the level says while one of its people was reached', async () => {
  await open({ accounts: { slack: slack.alice } });
  stage.directory = {
    ...stage.directory,
    policies: new Map([
      [
        'default',
        {
          ...policy,
          levels: [
            { page: [{ person: 'alice' }, { person: 'carol' }], escalateAfterMs: 300_000 },
            { page: [{ person: 'bob' }], escalateAfterMs: 300_000 },
          ],
        },
      ],
    ]),
    people: new Map([
      ...stage.directory.people,
      ['carol', { ...stage.directory.people.get('carol')!, accounts: { telegram: String(blocked) } }],
    ]),
  };
  await declares();
  expect(pagesOfBob()).toHaveLength(0);
});

it('pages nobody who has left before their page goes out, and the next level at once', async () => {
  await open({ accounts: { slack: slack.alice } });
  slack.becomes('failing');
  await declares();
  slack.becomes('well');
  const others = new Map(stage.directory.people);
  others.delete('alice');
  stage.directory = { ...stage.directory, people: others };
  await stage.passes(1);
  expect(slack.shown(directTo('slack', slack.alice))).toEqual([]);
  expect(pagesOfBob()).toHaveLength(1);
  expect(await timeline()).toContain('has no account on Slack any more');
});
