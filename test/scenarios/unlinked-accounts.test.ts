import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUnlinkedAccounts } from '../../src/application/access/unlinked-accounts.ts';
import { directTo } from '../../src/ports/chat.ts';
import { openDiscord } from '../adapters/discord/open.ts';
import { openTelegram } from '../adapters/telegram/platform.ts';
import type { PlatformUnderTest } from '../contracts/chat-adapter/platform-under-test.ts';
import { openSlack } from '../harness/fake-slack/fake-slack.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import { eventually } from '../harness/wait.ts';

const flood = 300;

describe.each<[string, () => Promise<PlatformUnderTest>]>([
  ['Slack', () => openSlack({ mode: 'socket' })],
  ['Discord', () => openDiscord()],
  ['Telegram', () => openTelegram('polling')],
])('a flood of lines from an unlinked account on %s', (_, open) => {
  let platform: PlatformUnderTest;
  let commands: RecordingCommands;
  let asked = 0;
  let pagesAreSent: () => void;

  beforeEach(async () => {
    platform = await open();
    commands = new RecordingCommands();
    asked = 0;
    const pagesSent = new Promise<void>((resolve) => {
      pagesAreSent = resolve;
    });
    // However slow this machine is, the answer waits for the page.
    const unlinked = createUnlinkedAccounts(
      { clock: { now: () => new Date() }, log: new KeptLog(), pagesSent: () => pagesSent },
      { pagesFirstMs: 600_000 },
    );
    commands.isLinked = ({ id }) => id === platform.alice;
    commands.admitUnlinked = (from, line) => {
      asked += 1;
      return unlinked.admit(from, line);
    };
    await platform.chat.start(commands);
  });

  afterEach(async () => {
    pagesAreSent();
    await platform.chat.close();
    await platform.close();
  });

  it('gets one answer, after the page to a linked person', async () => {
    const { chat, alice, bob } = platform;
    const seen = (account: string, words: string) =>
      platform.shown(directTo(chat.platform, account)).filter(({ text }) => text.includes(words));
    for (let count = 0; count < flood; count += 1) void platform.says(bob, 'help', 'direct');
    await eventually('it has begun to arrive', () => asked > 0);
    await chat.send(directTo(chat.platform, alice), { text: 'You are paged' }, 'page-1');
    expect([seen(alice, 'You are paged').length, seen(bob, 'ran help').length]).toEqual([1, 0]);
    pagesAreSent();
    await eventually('the answer is there', () => seen(bob, 'ran help').length > 0);
    // A linked person is heard all the while, behind all of the flood.
    await platform.says(alice, 'help', 'direct');
    await eventually('Alice is answered', () => commands.invocations.some(({ from }) => from.id === alice));
    await eventually('all of it has arrived', () => asked >= flood);
    expect(commands.invocations.filter(({ from }) => from.id === bob)).toHaveLength(1);
    expect(seen(bob, 'ran help')).toHaveLength(1);
  }, 120_000);
});

describe('the budget for unlinked accounts', () => {
  function open() {
    let now = 0;
    const clock = { now: () => new Date(now) };
    const accounts = createUnlinkedAccounts({ clock, log: new KeptLog(), pagesSent: async () => undefined });
    const admitted = async (ids: readonly number[], line = 'help') => {
      const all = await Promise.all(ids.map((id) => accounts.admit({ platform: 'telegram', id: String(id) }, line)));
      return all.filter(Boolean).length;
    };
    const passes = (ms: number) => {
      now += ms;
    };
    return { accounts, admitted, passes };
  }
  const many = Array.from({ length: 2_000 }, (_, index) => index % 50);

  it('answers ten accounts a minute on a platform, and each once', async () => {
    const { accounts, admitted, passes } = open();
    expect(await admitted(many)).toBe(10);
    expect(await accounts.admit({ platform: 'slack', id: 'U1' }, 'help')).toBe(true);
    passes(59_000);
    expect(await admitted(many)).toBe(0);
    passes(1_001);
    expect(await admitted(many)).toBe(10);
  });

  it('answers one account once a minute, and lets it link its account all the same', async () => {
    const { admitted, passes } = open();
    expect(await admitted([7, 7, 7])).toBe(1);
    expect(await admitted([7], 'link code:ABCD-2345')).toBe(1);
    expect(await admitted([7], 'ABCD-2345')).toBe(1);
    passes(60_001);
    expect(await admitted([7])).toBe(1);
  });

  it('does not let a flood of other lines keep anybody from linking', async () => {
    const { admitted } = open();
    await admitted(many);
    expect(await admitted([99], 'link')).toBe(1);
    expect(await admitted(many, 'link')).toBe(9);
  });
});

it('answers an account more often where the file lets guests look, and not without end', async () => {
  const accounts = createUnlinkedAccounts({
    clock: { now: () => new Date(0) },
    log: new KeptLog(),
    pagesSent: async () => undefined,
    directory: () => ({ guests: 'view' }),
  });
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => accounts.admit({ platform: 'slack', id: 'U0DANA' }, 'list')),
  );
  expect(answers.filter(Boolean)).toHaveLength(10);
});
