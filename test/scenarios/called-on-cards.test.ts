import { afterEach, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { policy, sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
let slack: ChatDouble;
let discord: ChatDouble;
/** What was posted into Slack's channels, as it was posted: whom it calls. */
let posted: { readonly channel: string; readonly call: readonly (string | undefined)[] | undefined }[];

async function opens(open: 'channel' | 'none'): Promise<void> {
  slack = new ChatDouble('slack');
  discord = new ChatDouble('discord');
  posted = [];
  const send = slack.send.bind(slack);
  slack.send = (to, message, key) => {
    const call = message.call?.mentions.map(({ accounts }) => accounts.slack);
    if (to.kind === 'channel') posted.push({ channel: to.id, call });
    return send(to, message, key);
  };
  const first = { ...policy.levels[0]!, page: [{ person: 'alice' }, { person: 'bob' }] };
  const second = {
    page: [{ person: 'carol' }, { channel: { platform: 'slack', kind: 'channel', id: 'C0TEAM' } as const }],
    escalateAfterMs: 60_000,
  };
  const directory = sampleDirectory({
    rooms: { announce: { slack: 'C0OPS', discord: 'D0OPS' }, open: { slack: open, discord: 'thread' } },
    policies: new Map([['default', { ...policy, levels: [first, second] }]]),
  });
  stage = await openStage([slack, discord], directory);
  await stage.says('carol', 'declare Checkout is down severity:sev1 service:checkout');
}

afterEach(() => stage.close());

it('calls whoever is paged on the card where incidents have no room, and never again', async () => {
  await opens('none');
  const [card] = slack.inChannel('C0OPS');
  const before = card?.edits ?? 0;
  await stage.says('alice', 'severity 1 sev2');
  expect(card?.edits).toBe(before + 1);
  expect(card?.message.call).toBeUndefined();
  // Somebody deletes the card: the one that takes its place calls nobody.
  slack.posted.splice(slack.posted.indexOf(card!), 1);
  await stage.says('alice', 'severity 1 sev1');
  expect(posted.map(({ call }) => call)).toEqual([['U0ALICE', 'U0BOB'], undefined]);
});

it('calls everybody of the first page on the card, and in the channel of a level those of that level', async () => {
  await opens('none');
  expect(posted.map(({ channel, call }) => [channel, call])).toEqual([['C0OPS', ['U0ALICE', 'U0BOB']]]);
  await stage.passes(5);
  expect(posted.at(-1)).toEqual({ channel: 'C0TEAM', call: ['U0CAROL'] });
  expect(posted).toHaveLength(2);
});

it('leaves it to the lines of the room where there is one', async () => {
  await opens('channel');
  expect(discord.inChannel('D0OPS').map(({ message }) => message.call)).toEqual([undefined]);
  const lines = slack.inChannel('room-1').flatMap(({ message }) => message.mentions ?? []);
  expect(lines.map(({ accounts }) => accounts.slack)).toEqual(['U0ALICE', 'U0BOB']);
  expect(posted.filter(({ call }) => call !== undefined)).toEqual([]);
});
