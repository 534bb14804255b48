import { expect, it } from 'vitest';
import { accepted, fileWith, mistakesIn } from './reading.ts';

const announcing = (id: string) => fileWith(`rooms: { announce: { telegram: "${id}" } }`);

it.each(['-1001234567890', '-1001234567890:topic:2', '@ops_channel'])('takes %s as an announce address', (id) => {
  expect(accepted(announcing(id)).directory?.rooms.announce.telegram).toBe(id);
});

it.each([
  '-1001234567890:topic',
  '-1001234567890:topic:',
  '-1001234567890:topic:0',
  '-1001234567890:topic:two',
  '-1001234567890:2',
  '-1001234567890/2',
  '-1001234567890_2',
  '-1001234567890:thread:2',
  '-1001234567890:topic:2:reply:9',
  'https://t.me/c/1234567890/2',
  'topic:2',
])('refuses %s in one sentence that shows the right spelling', (id) => {
  const expected =
    '; expected a Telegram chat id such as "-1001234567890", its topic such as "-1001234567890:topic:2", or @channel';
  const mistakes = mistakesIn(announcing(id));
  expect(mistakes).toEqual([expect.stringContaining(expected)]);
  expect(mistakes[0]).toMatch(/^rooms\.announce\.telegram \(line 5\): /);
});
