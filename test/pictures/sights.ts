import { directTo } from '../../src/ports/chat.ts';
import { openDiscord } from '../adapters/discord/open.ts';
import { forum, openTelegram } from '../adapters/telegram/platform.ts';
import type { Drawn, PlatformUnderTest } from '../contracts/chat-adapter/platform-under-test.ts';
import { ANNOUNCE } from '../harness/fake-discord/world.ts';
import { openSlack, split } from '../harness/fake-slack/fake-slack.ts';
import { OPS, type Posted } from '../harness/fake-slack/workspace.ts';
import { eventually } from '../harness/wait.ts';
import { discordMessage, discordModal } from './draw-discord.ts';
import { slackMessage, slackModal } from './draw-slack.ts';
import { telegramMessage } from './draw-telegram.ts';
import type { Sight } from './sight.ts';

type Clock = { now(): Date };
/** A platform, opened, and what is seen on it by the stage's clock. */
export interface Opened {
  readonly under: PlatformUnderTest;
  readonly announce: string;
  see(clock: Clock): Sight;
}

/** A picture takes as long as a busy machine needs. */
const patience = { callMs: 8_000, deliveryMs: 9_500, helloMs: 10_000 };

export const openers: Readonly<Record<Sight['platform'], () => Promise<Opened>>> = {
  slack: openSlackSight,
  discord: openDiscordSight,
  telegram: openTelegramSight,
};

function common(under: PlatformUnderTest): Pick<Sight, 'says' | 'presses' | 'notification' | 'close'> {
  const { alice } = under;
  const direct = directTo(under.adapter.platform, alice);
  return {
    says: (line, where) => under.says(alice, line, where),
    async presses(label) {
      const message = await eventually(`Alice has “${label}”`, () =>
        under.shown(direct).findLast(({ buttons }) => buttons.includes(label)),
      );
      await under.presses(alice, { at: direct, id: message.id }, label);
    },
    notification: () => under.shown(direct).at(-1)?.text ?? '',
    async close() {
      await under.chat.close();
      await under.close();
    },
  };
}

/** Returns what does something and waits for the message to Alice that follows. */
function newsFor(under: PlatformUnderTest): (doing: () => Promise<void>) => Promise<Drawn> {
  return async (doing) => {
    const before = under.toldTo(under.alice)?.id;
    await doing();
    return eventually('Alice is told something', () => {
      const told = under.toldTo(under.alice);
      return told?.text && told.id !== before ? told : undefined;
    });
  };
}

async function openSlackSight(): Promise<Opened> {
  const under = await openSlack({ mode: 'socket', waits: patience, triggerMs: 60_000 });
  const { workspace } = under.server;
  const carol = 'U0CAROL';
  workspace.users.add(carol);
  const names = new Map([
    [under.alice, 'Alice Chen'],
    [under.bob, 'Bob Okafor'],
    [carol, 'Carol Díaz'],
  ]);
  const see = (clock: Clock): Sight => {
    const news = newsFor(under);
    const draw = (one: Posted) => slackMessage(one, clock.now(), names);
    const direct = workspace.direct(under.alice);
    const inChannel = (id: string) =>
      workspace.messages.filter((one) => one.channel === id && one.onlyFor === undefined).map(draw);
    return {
      ...common(under),
      platform: 'slack',
      announceName: '# ops',
      told: async (doing) => {
        const told = await news(doing);
        const { channel, ts } = split(told);
        const found = workspace.messages.findLast((one) => one.channel === channel && one.ts === ts);
        return found ? draw(found) : '';
      },
      form: async () => {
        const view = await eventually('a form is open', () => [...workspace.views.values()].at(-1));
        return slackModal(view.shape, clock.now(), names);
      },
      announce: () => inChannel(OPS),
      direct: () => inChannel(direct),
      room: () => {
        const room = [...workspace.channels.values()].findLast(({ id }) => id !== OPS);
        return { name: `# ${room?.name}`, messages: room ? inChannel(room.id) : [] };
      },
      notification: () => workspace.messages.findLast(({ channel }) => channel === direct)?.text ?? '',
    };
  };
  return { under, announce: OPS, see };
}

async function openDiscordSight(): Promise<Opened> {
  const under = await openDiscord();
  const { world } = under.discord;
  under.discord.firstAnswerMs = 60_000;
  world.accounts.set('200000000000000003', 'carol');
  const names = new Map([
    [under.alice, 'Alice Chen'],
    [under.bob, 'Bob Okafor'],
    ['200000000000000003', 'Carol Díaz'],
  ]);
  const see = (clock: Clock): Sight => {
    const news = newsFor(under);
    const inChannel = (id: string) =>
      world
        .in(id)
        .filter((one) => one.onlyFor === undefined && !names.has(one.author))
        .map((one) => discordMessage(one, clock.now(), names));
    const direct = () => world.directChannel(under.alice).id;
    return {
      ...common(under),
      platform: 'discord',
      announceName: '# incidents',
      told: async (doing) => {
        const { id } = await news(doing);
        const found = world.messages.get(id);
        return found ? discordMessage(found, clock.now(), names) : '';
      },
      form: async () => discordModal((await under.discord.people.formOf(under.alice)).modal.json),
      announce: () => inChannel(ANNOUNCE),
      direct: () => inChannel(direct()),
      room: () => {
        const room = [...world.channels.values()].findLast(
          (one) => one.parent === ANNOUNCE || one.name.startsWith('1-'),
        );
        return { name: `# ${room?.name}`, messages: room ? inChannel(room.id) : [] };
      },
      notification: () => String(world.in(direct()).at(-1)?.body.content ?? ''),
    };
  };
  return { under, announce: ANNOUNCE, see };
}

async function openTelegramSight(): Promise<Opened> {
  const under = await openTelegram('polling', { timing: { callMs: patience.callMs } });
  const { fake } = under;
  const alice = Number(under.alice);
  fake.addPerson({ id: 1003, first_name: 'Carol' });
  const see = (clock: Clock): Sight => {
    const news = newsFor(under);
    const isBot = ({ from }: { from: number }) => from !== alice;
    const posts = (chat: number) => fake.chat(chat).posts.filter(isBot);
    const draw = (chat: number, thread?: number) =>
      posts(chat)
        .filter((one) => one.thread === thread)
        .map((one) => telegramMessage(one, clock.now()));
    return {
      ...common(under),
      platform: 'telegram',
      announceName: 'Ops',
      told: async (doing) => {
        const { id } = await news(doing);
        const post = fake.chat(alice).posts.find((one) => id === `${alice}:${one.id}`);
        return post ? telegramMessage(post, clock.now()) : '';
      },
      form: async () => {
        const { post } = await under.question(alice);
        return telegramMessage(post, clock.now());
      },
      announce: () => draw(forum),
      direct: () => draw(alice),
      room: () => {
        const [thread, name] = [...fake.chat(forum).topics].at(-1) ?? [];
        return { name: name ?? '', messages: thread === undefined ? [] : draw(forum, thread) };
      },
    };
  };
  return { under, announce: String(forum), see };
}
