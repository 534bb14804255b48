import { afterEach, describe, expect, it } from 'vitest';
import type { Person } from '../../src/domain/people.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
afterEach(() => stage.close());

/** Alice, who is on call, has only what `changes` say. */
async function open(changes: Partial<Person>) {
  const slack = new ChatDouble('slack');
  const web = new ChatDouble('web');
  const directory = sampleDirectory();
  const alice = { ...directory.people.get('alice')!, accounts: {}, ...changes };
  stage = await openStage([slack, web], { ...directory, people: new Map([...directory.people, ['alice', alice]]) });
  return { slack, web };
}
const declares = () => stage.says('bob', 'declare Checkout is down severity:sev1');

describe('somebody with only an email where no mail server is set', () => {
  it('is named as unreachable and never as paged, and the next level is paged at once', async () => {
    const { slack, web } = await open({});
    const { text } = await declares();
    expect(text).toContain('Unreachable: Alice Chen has no working way to be paged');
    expect(slack.pagesTo('U0CAROL')).toHaveLength(1);
    const shown = await stage.says('bob', 'show 1');
    expect(shown.fields?.find(({ label }) => label === 'Unreachable')?.value).toBe(
      'Alice Chen: no working way to be paged',
    );
    expect(shown.fields?.find(({ label }) => label === 'Paged')?.value).toBe('Carol Díaz and Bob Okafor');
    expect((await stage.says('bob', 'timeline 1')).body).not.toMatch(/Paged.*Alice/);
    expect(web.pagesTo('alice')).toHaveLength(0);
    expect((await stage.tocsin.api.show(1)).unreachable).toEqual(['alice']);
  });

  it('is refused by name, with the reason', async () => {
    await open({});
    await declares();
    expect((await stage.says('bob', 'page to:alice incident:1 please')).text).toMatch(/Alice Chen cannot be paged/);
  });

  it('is paged on the web chat when they chose it', async () => {
    const { web } = await open({ notify: { urgent: [{ by: 'web', afterMs: 0 }] } });
    await declares();
    expect(web.pagesTo('alice')).toHaveLength(1);
  });
});

it('lets a viewer who is paged acknowledge, and no other viewer', async () => {
  await open({ accounts: { slack: 'U0ALICE' }, role: 'viewer' });
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  expect((await stage.says('victor', 'ack 1')).text).toMatch(/You have the role viewer/);
  expect((await stage.says('alice', 'resolve 1')).text).toMatch(/You have the role viewer/);
  expect((await stage.says('alice', 'ack 1')).text).toContain('You acknowledged #1');
});
