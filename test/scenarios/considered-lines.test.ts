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
