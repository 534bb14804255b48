import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage(
    [slack],
    sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: { slack: 'channel' } } }),
  );
  await stage.says('bob', 'declare Checkout is down severity:sev3');
});

afterEach(() => stage.close());

const card = () => slack.inChannel('C1')[0]!.message;
const field = (label: string) => card().fields?.find((one) => one.label === label)?.value;

it('shows what people find out on the card, and tells the room', async () => {
  expect((await stage.says('bob', 'severity sev1', { places: ['room-1'] })).text).toBe(
    'Changed the severity to sev1: #1 Checkout is down. Paged Alice Chen (level 1).',
  );
  expect((await stage.says('bob', 'rename 1 Checkout is slow')).text).toBe('Renamed to #1 Checkout is slow.');
  expect((await stage.says('bob', 'assign 1 person:carol role:comms')).text).toBe(
    'Assigned Carol Díaz as Communications of #1 Checkout is slow.',
  );
  await stage.says('bob', 'update 1 status:identified it is the cache');
  expect(card().title).toBe('#1 Checkout is slow');
  expect(['Severity', 'Communications', 'Update', 'Status'].map(field)).toEqual([
    'sev1',
    'Carol Díaz',
    'it is the cache',
    'identified',
  ]);
  expect(slack.inChannel('room-1').map(({ message }) => message.text)).toEqual(
    expect.arrayContaining([
      'Bob Okafor changed the severity to sev1\nPaged Alice Chen (level 1)',
      'Bob Okafor renamed it: Checkout is slow',
      'Bob Okafor assigned Carol Díaz as Communications',
      'Update by Bob Okafor (identified): it is the cache',
    ]),
  );
});

it.each([
  ['severity 1 sev3', /already has severity sev3/],
  ['severity terrible', /no level “terrible”/],
  ['rename 1 Checkout is down', /already has that title/],
  ['assign 1 person:nobody', /no person “nobody”/],
  ['update 1 status:nearly x', /no status “nearly”/],
])('refuses in a sentence what changes nothing: %s', async (line, words) => {
  const before = (await stage.store.byNumber(1))?.version;
  expect((await stage.says('bob', line)).text).toMatch(words);
  expect((await stage.store.byNumber(1))?.version).toBe(before);
});

it('pages at once what was held, when it turns out to be urgent', async () => {
  const policies = new Map(stage.directory.policies);
  const hours = [{ days: ['tue'] as const, from: '09:00', to: '17:00' }];
  policies.set('default', { ...policies.get('default')!, hold: { severities: ['sev4'], hours, timezone: 'UTC' } });
  stage.directory = { ...stage.directory, policies };
  const answer = await stage.says('bob', 'declare A typo severity:sev4');
  expect(answer.text).toBe('Declared #2 A typo (sev4). Not urgent: paging waits for working hours.');
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  expect((await stage.says('bob', 'severity 2 sev1')).text).toContain('Paged Alice Chen (level 1)');
  expect(slack.pagesTo('U0ALICE')).toHaveLength(2);
});
