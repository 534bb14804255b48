import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodeInput } from '../../src/ports/commands/input.ts';
import { decodePress } from '../../src/ports/commands/press.ts';
import type { Button, Message } from '../../src/ports/message.ts';
import { eventDataOf } from '../../src/schemas/event-data.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack]);
  await stage.says('alice', 'declare Checkout is down severity:sev1');
  await stage.says('bob', 'ack 1');
});

afterEach(() => stage.close());

let count = 0;

/** The button as it comes back from the platform. */
async function presses(account: string, button: Button | undefined): Promise<Message> {
  const input = decodePress(encodeInput(button!.invokes))!;
  count += 1;
  const { message } = await stage.tocsin.commands.run({
    ...input,
    id: `press-${count}`,
    from: { platform: 'slack', id: account },
    where: { address: { platform: 'slack', kind: 'person', id: account }, private: true, places: [account] },
  });
  await stage.tocsin.idle();
  return message;
}

const owner = async () => (await stage.store.byNumber(1))?.acknowledged?.by;

it('asks whoever acknowledges what somebody else has, and makes them the owner when they agree', async () => {
  const question = await stage.says('alice', 'ack 1');
  expect(question.text).toBe('#1 was already acknowledged by Bob Okafor via Slack. Take it over?');
  expect(question.buttons?.map(({ label }) => label)).toEqual(['Take over']);
  expect(await owner()).toBe('bob');

  const before = slack.pagesTo('U0BOB').length;
  const answer = await presses('U0ALICE', question.buttons?.[0]);
  expect(answer.text).toBe('You took over #1 Checkout is down from Bob Okafor, who is told.');
  expect(await owner()).toBe('alice');
  expect(
    slack
      .pagesTo('U0BOB')
      .slice(before)
      .map(({ message }) => message.text),
  ).toEqual(['#1 Checkout is down · sev1: Alice Chen took over from you. There is nothing more for you to do.']);
  const { id } = (await stage.store.byNumber(1))!;
  const { event } = (await stage.store.timeline(id)).find(({ event: one }) => 'from' in one)!;
  expect(eventDataOf(event as Extract<typeof event, { type: 'acknowledged' }>)).toEqual({
    by: 'alice',
    via: 'slack',
    from: 'bob',
  });
  expect((await stage.says('carol', 'timeline 1')).body).toContain('Alice Chen took over from Bob Okafor via Slack');
});

it('takes over once, and from nobody else than the question named', async () => {
  const [forAlice, forCarol] = [await stage.says('alice', 'ack 1'), await stage.says('carol', 'ack 1')];
  await presses('U0ALICE', forAlice.buttons?.[0]);
  expect((await presses('U0ALICE', forAlice.buttons?.[0])).text).toBe('You already acknowledged #1.');
  expect((await presses('U0CAROL', forCarol.buttons?.[0])).text).toMatch(/^Alice Chen acknowledged #1/);
  expect(await owner()).toBe('alice');
});

it('keeps the words of a note that came with it', async () => {
  const { text } = await stage.says('alice', 'ack 1 I am on the cache');
  expect(text).toContain('To keep your words: “note 1 I am on the cache”');
  expect(text).toContain('Take it over?');
});

it('acknowledges what was given back before somebody agreed', async () => {
  const question = await stage.says('alice', 'ack 1');
  await stage.says('bob', 'unack 1');
  await presses('U0ALICE', question.buttons?.[0]);
  expect(await owner()).toBe('alice');
});
