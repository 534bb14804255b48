import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Person } from '../../src/domain/people.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack]);
});

afterEach(() => stage.close());

function person(id: string, changes: Partial<Person>): void {
  const known = stage.directory.people.get(id)!;
  stage.directory = {
    ...stage.directory,
    people: new Map([...stage.directory.people, [id, { ...known, ...changes }]]),
  };
}

const stateOf = async (number: number) => (await stage.store.byNumber(number))?.state;

it('does nothing to another incident when the platform repeats a message that named none', async () => {
  await stage.says('bob', 'declare First severity:sev1');
  await stage.passes(1);
  await stage.says('bob', 'declare Second severity:sev1');
  await stage.says('alice', 'resolve', { id: 'event-1' });
  expect(await stateOf(2)).toBe('resolved');
  await stage.says('alice', 'resolve', { id: 'event-1' });
  expect(await stateOf(1)).toBe('triggered');
});

it('takes the incident that the person was shown, not one that was held for later', async () => {
  person('alice', { quietHours: { from: '12:00', to: '18:00', except: ['sev1'] } });
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  await stage.says('bob', 'declare Search is slow severity:sev3');
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  await stage.says('alice', 'ack');
  expect([await stateOf(1), await stateOf(2)]).toEqual(['acknowledged', 'triggered']);
});

it('takes “ack” as the answer to the question that was asked last', async () => {
  const known = stage.directory.policies.get('default')!;
  stage.directory = {
    ...stage.directory,
    policies: new Map([
      [
        'default',
        {
          ...known,
          levels: [{ ...known.levels[0]!, escalateAfterMs: 50 * minute }],
          repeat: 0,
          ackTimeoutMs: 30 * minute,
        },
      ],
    ]),
  };
  await stage.says('bob', 'declare First severity:sev1');
  await stage.says('alice', 'ack 1');
  await stage.passes(10);
  await stage.says('bob', 'declare Second severity:sev1');
  await stage.passes(20);
  expect(slack.pagesTo('U0ALICE').at(-1)?.message.text).toBe(
    '#1 First: are you still on it? Without an answer it is paged again.',
  );
  await stage.says('alice', 'ack');
  expect((await stage.store.byNumber(1))?.watch?.answerBy).toBeUndefined();
});

it('leaves no incident behind when the page that it was for is refused', async () => {
  person('victor', { accounts: {}, email: undefined } as Partial<Person>);
  const { text } = await stage.says('bob', 'page to:victor are you there?');
  expect(text).toContain('cannot be paged');
  expect(await stage.store.byNumber(1)).toBeUndefined();
});
