import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Address } from '../../src/domain/address.ts';
import { directTo } from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';
import { forum } from '../adapters/telegram/platform.ts';
import type { Drawn } from '../contracts/chat-adapter/platform-under-test.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { ANNOUNCE } from '../harness/fake-discord/world.ts';
import { OPS } from '../harness/fake-slack/workspace.ts';
import { eventually } from '../harness/wait.ts';
import { type FourChats, openFourChats } from './four-chats.ts';

const platforms = ['slack', 'discord', 'telegram'] as const;
type Outside = (typeof platforms)[number];
const announce = { slack: OPS, discord: ANNOUNCE, telegram: String(forum), web: 'incidents' } as const;

let chats: FourChats;
/** The asker's own language, once the platform has told it; what is shared is in that of the file. */
const share = /^(Share|Teilen)$/;

/** What the core answered, in order. */
let answers: string[];

beforeEach(async () => {
  chats = await openFourChats(sampleDirectory({ language: 'de', rooms: { announce, open: {} } }));
  answers = [];
  const commands = chats.stage.tocsin.commands as { -readonly [K in keyof Commands]: Commands[K] };
  const { run } = commands;
  commands.run = async (invocation) => {
    const reply = await run(invocation);
    answers.push(reply.message.text);
    return reply;
  };
  await chats.stage.says('bob', 'declare Checkout is down severity:sev2', { platform: 'web' });
});

afterEach(async () => {
  await chats.stage.tocsin.idle();
  await chats.close();
  chats.verify();
});

const channel = (platform: keyof typeof announce): Address => ({ platform, kind: 'channel', id: announce[platform] });

/** What stands there for everybody, and says who shared it, in the language of the file. */
async function shared(platform: keyof typeof announce): Promise<readonly Drawn[]> {
  const all = await chats.shown(channel(platform));
  return all.filter(({ text }) => /Geteilt von:?\s+Alice Chen/.test(text));
}

async function asks(platform: Outside, line: string, words: string, where: 'channel' | 'direct'): Promise<Drawn> {
  const chat = chats[platform];
  await chat.says(chat.alice, line, where);
  return eventually(`Alice reads “${words}” on ${platform}`, () => {
    const told = chat.toldTo(chat.alice);
    const isMeant = where === 'direct' || told?.buttons.some((label) => share.test(label));
    return isMeant && told?.text.includes(words) ? told : undefined;
  });
}

async function shares(platform: Outside, { id, buttons }: Drawn): Promise<void> {
  const chat = chats[platform];
  const label = buttons.find((one) => share.test(one)) ?? '';
  const before = answers.length;
  await chat.presses(chat.alice, { at: directTo(platform, chat.alice), id }, label);
  await eventually('the press was answered', () => answers.length > before);
  expect(answers.at(-1)).toMatch(/^(Shared with everybody there|Mit allen dort geteilt)\.$/);
}

it.each(platforms)('posts an answer for everybody once, however often Share is pressed, on %s', async (platform) => {
  const answer = await asks(platform, 'list', '#1 Checkout is down', 'channel');
  expect(answer.buttons).toHaveLength(1);
  expect(await shared(platform)).toEqual([]);
  await shares(platform, answer);
  const [posted] = await eventually('it is shared', async () => {
    const found = await shared(platform);
    return found.length > 0 ? found : undefined;
  });
  expect(posted?.text).toContain('#1 Checkout is down');
  expect(posted?.buttons).toEqual([]);
  expect(posted?.onlyFor).toBeUndefined();
  await shares(platform, answer);
  await chats.stage.tocsin.idle();
  expect(await shared(platform)).toHaveLength(1);
  const direct = await asks(platform, 'timeline 1', 'Bob Okafor', 'direct');
  expect(direct.buttons.filter((label) => share.test(label))).toEqual([]);
});

it('posts an answer for everybody once on the web, where it stood for its asker alone', async () => {
  const alice = chats.web.as('alice');
  await alice.says('incidents', '/incident oncall');
  const own = (await alice.posts('incidents')).at(-1)!;
  expect(own.buttons.map(({ label }) => label)).toEqual(['Teilen']);
  expect(await alice.presses(own, 'Teilen')).toBe('Mit allen dort geteilt.');
  expect(await alice.presses(own, 'Teilen')).toBe('Mit allen dort geteilt.');
  await eventually('it is shared', async () => (await shared('web')).length > 0);
  await chats.stage.tocsin.idle();
  expect(await shared('web')).toHaveLength(1);
  await alice.says('dm-alice', 'oncall');
  expect((await alice.posts('dm-alice')).at(-1)?.buttons).toEqual([]);
});
