import { expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

it('is looked for before it is sent again, also when whoever takes it over has to wait for the platform', async () => {
  const [slack, others] = [new ChatDouble('slack'), new ChatDouble('slack')];
  const permit = { release: () => undefined };
  // Long enough to be claimed before the wait.
  const rateLimiter = { waitMs: () => 2_000, acquire: async () => permit };
  const stage = await openStage([slack], undefined, { rateLimiter });
  const other = stage.replica([others]);
  let begun = false;
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  slack.before = () => {
    begun = true;
    return answered;
  };
  const said = stage.says('alice', 'declare Checkout is down severity:sev1');
  await eventually('the first process is sending', () => begun);
  stage.processes.loses('replica-1');
  await eventually('the other process has sent it', async () => {
    await other.sweep();
    await other.idle();
    return others.posted.length > 0;
  });
  expect(others.posted.filter(({ triedSince }) => !triedSince)).toEqual([]);
  answer();
  await said;
  await stage.close();
});
