import { afterEach, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../src/domain/languages.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
afterEach(() => stage.close());

const titles = ['iOS app crashes', 'IBM checkout is down', 'eBay feed: macOS only'] as const;

async function open(language: Language) {
  const slack = new ChatDouble('slack');
  const base = sampleDirectory({ language, rooms: { announce: { slack: 'C0OPS' }, open: { slack: 'channel' } } });
  const named = { alice: 'Ann McAllister', bob: 'bob de Vries' } as const;
  const people = new Map(
    [...base.people].map(([id, one]) => [id, { ...one, language, name: named[id as 'alice'] ?? one.name }]),
  );
  const checkout = { ...base.services.get('checkout')!, name: 'iOS Pay' };
  stage = await openStage([slack], { ...base, people, services: new Map([['checkout', checkout]]) });
  return slack;
}

describe('the text by which a phone announces a message', () => {
  it.each(languages)('has titles and names as they were written (%s)', async (language) => {
    const slack = await open(language);
    for (const title of titles) await stage.says('bob', `declare ${title} severity:sev1 service:checkout`);
    const cards = slack.inChannel('C0OPS').map(({ message }) => message.text);
    for (const [index, title] of titles.entries()) expect(cards[index]).toContain(`#${index + 1} ${title}`);
    // A page begins with its incident.
    const pages = slack.pagesTo('U0ALICE').map(({ message }) => message.text);
    for (const [index, title] of titles.entries()) expect(pages[index]).toMatch(new RegExp(`^#${index + 1} ${title}`));
    await stage.says('alice', 'ack 1');
    await stage.says('alice', 'assign 1 bob role:scribe');
    await stage.says('bob', 'rename 1 iPhone app crashes');
    await stage.says('bob', 'resolve 2 done');
    const lines = slack.inChannel('room-1').map(({ message }) => message.text);
    for (const name of ['Ann McAllister', 'bob de Vries', 'iPhone app crashes'])
      expect(
        lines.some((line) => line.includes(name)),
        name,
      ).toBe(true);
    for (const { message } of slack.posted) {
      for (const written of ['Ann McAllister', 'bob de Vries', 'iOS Pay', 'iPhone app crashes', ...titles]) {
        const spelled = JSON.stringify(message).match(new RegExp(written, 'gi')) ?? [];
        expect(spelled.filter((one) => one !== written)).toEqual([]);
      }
    }
    expect(slack.inChannel('C0OPS')[0]?.message.text).toContain('Ann McAllister');
  });
});
