import { createDiscord } from '../../../adapters/discord/adapter.ts';
import type { LineTiming } from '../../../adapters/discord/websocket/dead-lines.ts';
import type { PendingAnswers } from '../../../src/ports/pending-answers.ts';
import type { PlatformUnderTest } from '../../contracts/chat-adapter/platform-under-test.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { FakeDiscord, TOKEN } from '../../harness/fake-discord/fake-discord.ts';
import { MemoryPendingAnswers } from '../../harness/fake-discord/memory-pending-answers.ts';
import { ALICE, BOB, GUILD } from '../../harness/fake-discord/world.ts';
import { MemoryDialogs } from '../../harness/fake-telegram/memory-dialogs.ts';
import { KeptLog } from '../../harness/kept-log.ts';

export interface DiscordUnderTest extends PlatformUnderTest {
  readonly discord: FakeDiscord;
  readonly log: KeptLog;
}

/** The real adapter on the real discord.js, against the fake. */
export async function openDiscord(
  clock = { now: () => new Date() },
  pendingAnswers: PendingAnswers = new MemoryPendingAnswers(),
  { discord: at, lineTiming }: { readonly discord?: FakeDiscord; readonly lineTiming?: LineTiming } = {},
): Promise<DiscordUnderTest> {
  const discord = at ?? (await FakeDiscord.open());
  const log = new KeptLog();
  const adapter = createDiscord(
    { token: TOKEN, guildId: GUILD, apiUrl: discord.apiUrl },
    { log, clock, dialogs: new MemoryDialogs(), pendingAnswers, ...(lineTiming && { lineTiming }) },
  );
  return {
    discord,
    log,
    adapter,
    chat: new ConnectedChat(adapter),
    channel: discord.channel,
    alice: ALICE,
    bob: BOB,
    secrets: [TOKEN],
    shown: (at) => discord.shown(at),
    nameOf: async ({ id }) => discord.world.channel(id).name,
    async says(account, line, where) {
      if (where === 'channel') discord.people.saysInChannel(account, line);
      else discord.people.writes(account, line);
    },
    async presses(account, message, label) {
      discord.people.presses(account, discord.message(message), label);
    },
    // Discord opens the address and tells the bot nothing.
    opens: async () => {},
    fillsIn: (account, values) => discord.people.fillsIn(account, values),
    toldTo: (account) => discord.toldTo(account),
    async repeatsLast() {
      discord.people.repeatsLast();
    },
    becomes: (health) => discord.becomes(health),
    verify() {
      discord.verify();
      // An answer that got lost is no exception to anybody: only the log tells.
      const trouble = log.lines.filter(
        ({ level, message }) => level !== 'debug' && /did not get through/.test(message),
      );
      if (trouble.length > 0) throw new Error(log.text());
    },
    close: () => discord.close(),
  };
}
