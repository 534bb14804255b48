import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Tocsin } from '../../src/app/compose.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  const rooms = { announce: { slack: 'C1' }, operators: { slack: 'COPS' }, open: {} };
  stage = await openStage([slack], sampleDirectory({ rooms }));
});

afterEach(() => stage.close());

const told = () => slack.inChannel('COPS').map(({ message }) => [message.title, message.body?.split('\n')[0]]);

/** A process reads the file, and its watchdog looks. */
async function reads(mistakes: readonly string[], by: Tocsin = stage.tocsin): Promise<void> {
  by.fileRead({ mistakes });
  stage.clock.set(new Date(stage.clock.now().getTime() + 15_000));
  await by.lookForOverdue();
  await by.idle();
}

const one = 'schedules.primary.timezone (line 12): is “Berlin”; expected an IANA name';
const moved = one.replace('12', '14');
const other = 'people.alice.role (line 3): is “boss”; expected a role';
const isGood = [
  'The configuration file is in order again',
  'It is in force now. It had mistakes since Mon 9 Mar 13:00 CET.',
];

it('tells the operators of each mistake of a changed file once, and once when it is good again', async () => {
  await reads([]);
  expect(told()).toEqual([]);
  await reads([one]);
  await reads([one]);
  await reads([moved]);
  expect(told()).toEqual([['The configuration file has a mistake', one]]);
  await reads([one, other]);
  expect(told().slice(1)).toEqual([['The configuration file has a mistake', other]]);
  await reads([other]);
  await reads([]);
  await reads([]);
  expect(told().slice(2)).toEqual([isGood]);
  expect(slack.inChannel('C1')).toEqual([]);
});

it.each([0, 2])('tells a mistake again that comes back %i hours after the file was good', async (hours) => {
  const second = stage.replica();
  for (const mistakes of [[one], []]) {
    await reads(mistakes);
    await reads(mistakes, second);
  }
  stage.clock.set(new Date(stage.clock.now().getTime() + hours * 60 * 60_000));
  for (const mistakes of [[one], []]) {
    await reads(mistakes);
    await reads(mistakes, second);
  }
  expect(told()).toHaveLength(4);
});

it('tells once when several processes read the same file', async () => {
  const second = stage.replica();
  await reads([one]);
  await reads([one], second);
  await reads([]);
  await reads([], second);
  expect(told()).toEqual([['The configuration file has a mistake', one], isGood]);
});

it('names the first five of many', async () => {
  await reads([one, other, '3', '4', '5', '6', '7']);
  const [message] = slack.inChannel('COPS');
  expect(message?.message.title).toBe('The configuration file has 7 mistakes');
  expect(message?.message.body?.split('\n')).toHaveLength(7);
});
