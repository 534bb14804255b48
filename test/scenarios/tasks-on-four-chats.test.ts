import { afterEach, beforeEach, expect, it } from 'vitest';
import { directTo } from '../../src/ports/chat.ts';
import type { Drawn } from '../contracts/chat-adapter/platform-under-test.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { eventually } from '../harness/wait.ts';
import { type FourChats, openFourChats } from './four-chats.ts';

const platforms = ['slack', 'discord', 'telegram'] as const;
const url = 'http://127.0.0.1:3000/incidents/1/postmortem.md';

let chats: FourChats;

beforeEach(async () => {
  chats = await openFourChats(sampleDirectory());
  await chats.stage.says('bob', 'declare Checkout is down', { platform: 'web' });
});

afterEach(async () => {
  // Cards and pages are edited behind the answers.
  await chats.stage.tocsin.idle();
  await chats.close();
  chats.verify();
});

/** What Alice is told there, once she reads these words. */
async function told(platform: (typeof platforms)[number], words: string): Promise<Drawn> {
  const chat = chats[platform];
  return eventually(`Alice reads “${words}” on ${platform}`, () => {
    const answer = chat.toldTo(chat.alice);
    return answer?.text.includes(words) ? answer : undefined;
  });
}

/** The message with these words, as it stands in her direct messages, with its buttons. */
async function standing(platform: (typeof platforms)[number], words: string): Promise<Drawn> {
  const { alice } = chats[platform];
  // What was told last may be another one by now: the page is drawn anew meanwhile.
  return eventually(`Alice has “${words}” on ${platform}`, async () => {
    const all = await chats.shown(directTo(platform, alice));
    const found = all.findLast(({ text }) => text.includes(words));
    return found ?? [chats[platform].toldTo(alice)].find((last) => last?.text.includes(words));
  });
}

it('is added, listed and ticked off by a button wherever one is', async () => {
  for (const [index, platform] of platforms.entries()) {
    const chat = chats[platform];
    const number = index + 1;
    await chat.says(chat.alice, `task 1 rotate *the* <b>keys</b> of ${platform}`, 'direct');
    const added = await standing(platform, `Added task ${number} to #1 Checkout is down`);
    expect(added.text, platform).toContain(`rotate *the* <b>keys</b> of ${platform}`);
    expect(added.buttons, platform).toEqual(['All tasks', `Done ${number}`]);
    await chat.says(chat.alice, 'task 1', 'direct');
    // The page that she has there counts them too.
    const open = `☐ ${number}. rotate *the* <b>keys</b> of ${platform}`;
    const list = await standing(platform, open);
    expect(list.text, platform).toContain(`${index} of ${number} done`);
    expect(list.buttons[0], platform).toBe(`Done ${number}`);
    await chat.presses(chat.alice, { at: directTo(platform, chat.alice), id: list.id }, `Done ${number}`);
    await standing(platform, `Completed task ${number} of #1 Checkout is down`);
  }
  const answer = await chats.web.as('alice').says('dm-alice', 'task 1 by the web chat');
  expect(answer).toBe('Added task 4 to #1 Checkout is down: by the web chat.');
  const last = (await chats.web.as('alice').posts('dm-alice')).at(-1)!;
  expect(await chats.web.as('alice').presses(last, 'Done 4')).toContain('4 of 4 done.');
  const kept = await chats.stage.store.byNumber(1);
  expect(kept?.tasks?.map(({ done }) => done?.via)).toEqual([...platforms, 'web']);
});

it('is followed by a post-mortem that can be opened from each', async () => {
  await chats.stage.says('bob', 'resolve 1 rolled back', { platform: 'web' });
  for (const platform of platforms) {
    const chat = chats[platform];
    await chat.says(chat.alice, 'postmortem 1', 'direct');
    const found = await told(platform, 'Postmortem of #1 Checkout is down');
    expect(found.text, platform).toContain('Never acknowledged. Resolved after 0s.');
  }
  expect(await chats.web.as('victor').says('dm-victor', 'postmortem 1')).toBe(
    `Postmortem of #1 Checkout is down: ${url}`,
  );
  const read = await fetch(chats.web.url + new URL(url).pathname, { headers: { cookie: 'tocsin_person=victor' } });
  expect(await read.text()).toContain('# Postmortem: Checkout is down (#1)');
});
