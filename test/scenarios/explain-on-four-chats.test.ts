import { afterEach, beforeEach, expect, it } from 'vitest';
import { sampleDirectory } from '../harness/directory.ts';
import { eventually } from '../harness/wait.ts';
import { type FourChats, openFourChats } from './four-chats.ts';

const platforms = ['slack', 'discord', 'telegram'] as const;

let chats: FourChats;

beforeEach(async () => {
  const level = { page: [{ person: 'alice' }], escalateAfterMs: 60_000 };
  const policies = new Map([['default', { id: 'default', levels: [level], repeat: 99 }]]);
  chats = await openFourChats(sampleDirectory({ policies }));
});

afterEach(async () => {
  await chats.stage.tocsin.idle();
  await chats.close();
  chats.verify();
});

/** What Alice is told there, once she reads these words. */
function told(platform: (typeof platforms)[number], words: string) {
  const chat = chats[platform];
  return eventually(`Alice reads “${words}” on ${platform}`, () => {
    const answer = chat.toldTo(chat.alice);
    return answer?.text.includes(words) ? answer : undefined;
  });
}

it('is drawn whole on each, however long the paging was, with a button for what was before', async () => {
  await chats.stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout', { platform: 'web' });
  for (let left = 24; left > 0; left -= 1) await chats.stage.passes(1);
  for (const platform of platforms) {
    const chat = chats[platform];
    await chat.says(chat.alice, 'why was I paged for 1?', 'direct');
    const { text, buttons } = await told(platform, 'Who was paged for #1 Checkout is down');
    expect(text, platform).toContain('🔴 sev1 · Triggered · unassigned');
    expect(text, platform).toMatch(/Next, .*: pages .* unless somebody acknowledges/);
    // The last line of the answer: nothing was truncated.
    expect(text.trimEnd(), platform).toMatch(/sent \d\d:\d\d[^…]*$/);
    expect(buttons, platform).toContain('Earlier');
    await chat.says(chat.alice, 'catch me up on 1', 'direct');
    const summary = await told(platform, 'No notes yet.');
    expect(summary.text, platform).toContain('Has not answered: ');
  }
  expect(await chats.web.as('alice').says('dm-alice', 'tldr 1')).toContain('#1 Checkout is down · sev1');
});
