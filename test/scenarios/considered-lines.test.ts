import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;
const room = { places: ['room-1'] };

beforeAll(async () => {
  slack = new ChatDouble('slack');
  const rooms = { announce: { slack: 'C1' }, open: { slack: 'channel' } } as const;
  stage = await openStage([slack], sampleDirectory({ rooms }));
  await stage.says('bob', 'declare Checkout is down severity:sev3');
});

afterAll(() => stage.close());

const notLater = 'Commands run at once, not later or on a condition.';

it.each([
  ['page bob if it gets worse', `Page #1 Checkout is down? This pages Bob Okafor. ${notLater}`, 'Page Bob Okafor'],
  ['ack if nobody else has', `#1 Checkout is down: run “ack note:"if nobody else has"” now? ${notLater}`, 'Run now'],
  ['snooze 2h if it is quiet', `#1 Checkout is down: run “snooze for:"2h"” now? ${notLater}`, 'Run now'],
  ['severity sev1?', '#1 Checkout is down: run “severity level:"sev1"” now?', 'Run now'],
  ['can someone ack this?', '#1 Checkout is down: run “ack” now?', 'Run now'],
  ['should we resolve?', 'Resolve #1 Checkout is down (sev3)?', 'Resolve #1'],
  [
    'maintenance checkout 2h if bob agrees',
    `Run “maintenance service:"checkout" action:"start" for:"2h"” now? ${notLater}`,
    'Run now',
  ],
  ['declare if it fails again', `Run “declare title:"if it fails again"” now? ${notLater}`, 'Run now'],
])('asks in the incident’s room before %j does anything', async (line, question, button) => {
  const before = (await stage.store.byNumber(1))!.seq;
  const { text, buttons } = await stage.says('alice', line, room);
  expect([text, buttons?.map(({ label }) => label)]).toEqual([question, [button]]);
  expect((await stage.store.byNumber(1))!.seq).toBe(before);
  expect(stage.directory.maintenance ?? new Map()).toEqual(new Map());
  expect(await stage.store.byNumber(2)).toBeUndefined();
});

it('says of a ban that nothing was changed, and of a condition what to send then', async () => {
  expect((await stage.says('alice', 'don’t resolve 1 yet', room)).text).toBe(
    'Nothing was changed. “help” lists the commands.',
  );
  expect((await stage.says('alice', 'if it gets worse page bob', room)).text).toBe(
    `Nothing was changed: commands run at once, not later or on a condition. When it is time, send “page bob”. “help” lists the commands.`,
  );
});

it('does it when the person agrees', async () => {
  const { buttons } = await stage.says('alice', 'ack?', room);
  const { message } = await stage.tocsin.commands.run({
    ...buttons![0]!.invokes,
    id: 'press-1',
    from: { platform: 'slack', id: 'U0ALICE' },
    where: { address: { platform: 'slack', kind: 'channel', id: 'room-1' }, private: false, places: ['room-1'] },
  });
  expect(message.text).toContain('You acknowledged #1 Checkout is down');
});

it.each([
  ['declare test', /^Run “declare title:"test"” now\? It pages whoever is on call\. .*“notify test”/, 'Run now'],
  ['quiet tonight', /^Enter time off .*“snooze 14 2h”.*“quiet 22:00-07:00”\.$/, 'Enter time off'],
  ['mute me until 8', /^Enter time off .*“snooze 14 2h”/, 'Enter time off'],
  ['bob is sick', /^Bob Okafor: Enter time off /, 'Enter time off'],
])('asks before %j changes who is paged', async (line, question, button) => {
  const { text, buttons } = await stage.says('alice', line, room);
  expect(text).toMatch(question);
  expect(buttons?.map(({ label }) => label)).toEqual([button]);
  expect(await stage.store.byNumber(2)).toBeUndefined();
  expect(stage.directory.people.get('alice')?.away).toBeUndefined();
});

it('asks before somebody stands in', async () => {
  const { text, buttons } = await stage.says('bob', 'take primary until 6', room);
  expect([text, buttons?.length]).toEqual([expect.stringContaining('primary'), 1]);
});

it.each(['page someone', 'page the backup', 'escalate 1 to manager'])('%j is told whom it can name', async (line) => {
  const { text } = await stage.says('alice', line, room);
  expect(text).toMatch(/does not say whom to page\. .*bob.*“escalate”\. Who is on call: “oncall”\.$/);
});

it('notes why an incident is snoozed', async () => {
  const { text } = await stage.says('alice', 'snooze 1 1h because the vendor is on it', room);
  expect(text).toMatch(/^You snoozed #1 /);
  expect((await stage.says('alice', 'timeline 1', room)).body).toContain('the vendor is on it');
});
