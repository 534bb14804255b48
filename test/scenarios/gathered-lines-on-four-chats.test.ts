import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Platform } from '../../src/domain/people.ts';
import { forum } from '../adapters/telegram/platform.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { ANNOUNCE } from '../harness/fake-discord/world.ts';
import { OPS } from '../harness/fake-slack/workspace.ts';
import { eventually } from '../harness/wait.ts';
import { type FourChats, openFourChats } from './four-chats.ts';

const platforms = ['slack', 'discord', 'telegram', 'web'] as const;
const announce = { slack: OPS, discord: ANNOUNCE, telegram: String(forum), web: 'incidents' } as const;
const rooms = { announce, open: { slack: 'channel', discord: 'thread', telegram: 'topic', web: 'channel' } } as const;

let chats: FourChats;

beforeEach(async () => {
  chats = await openFourChats(sampleDirectory({ rooms }), { gatherLinesMs: 1_000 });
  await chats.stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout', { platform: 'web' });
  await eventually('every room is open', async () => (await incident()).rooms.length === platforms.length);
  await chats.stage.tocsin.idle();
});

afterEach(async () => {
  await chats.stage.tocsin.idle();
  await chats.close();
  chats.verify();
});

const incident = async () => (await chats.stage.store.byNumber(1))!;

async function toldOn(platform: Platform): Promise<readonly string[]> {
  const room = (await incident()).rooms.find((one) => one.platform === platform)!;
  return (await chats.shown(room.address)).map(({ text }) => text);
}

it('tells what several people do at once in one message, on each of the four', async () => {
  await chats.stage.says('alice', 'ack 1', { platform: 'slack' });
  await chats.stage.says('bob', 'note 1 the cache is full', { platform: 'telegram' });
  await chats.stage.says('carol', 'note 1 the database too', { platform: 'discord' });
  for (const platform of platforms) {
    expect((await toldOn(platform)).join('\n'), platform).not.toContain('the cache is full');
  }
  chats.stage.clock.set(new Date(chats.stage.clock.now().getTime() + 1_000));
  for (const platform of platforms) {
    const message = await eventually(`the room on ${platform} is told`, async () =>
      (await toldOn(platform)).find((text) => text.includes('the cache is full')),
    );
    expect(message, platform).toMatch(/Alice Chen[^\n]*\n[^\n]*the cache is full\n[^\n]*the database too/);
  }
  await chats.stage.tocsin.idle();
  for (const platform of platforms) {
    const { deliveries, noticeSeq } = await incident();
    expect(deliveries[`notices-${platform}`]?.progress.shown, platform).toBe(noticeSeq);
    expect((await toldOn(platform)).filter((text) => text.includes('the cache is full'))).toHaveLength(1);
  }
});
