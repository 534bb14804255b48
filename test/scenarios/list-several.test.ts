import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;

/** 24 of sev1 and sev2 by turns after one of each severity; 1 is of Search, 2 of Checkout, and 3 is resolved. */
beforeAll(async () => {
  stage = await openStage([new ChatDouble('slack')], sampleDirectory());
  const declare = (title: string, severity: string, service = '') =>
    stage.says('bob', `declare ${title} severity:${severity}${service && ` service:${service}`}`);
  await declare('One', 'sev1', 'search');
  await declare('Two', 'sev2', 'checkout');
  await declare('Three', 'sev3');
  await declare('Four', 'sev4');
  await stage.says('alice', 'ack 2');
  await stage.says('alice', 'resolve 3');
  for (let at = 0; at < 24; at += 1) await declare(`Trouble ${at}`, at % 2 === 0 ? 'sev1' : 'sev2');
}, 60_000);

afterAll(() => stage.close());

const numbers = async (line: string) =>
  ((await stage.says('victor', line)).body ?? '').split('\n').flatMap((one) => /#(\d+)/.exec(one)?.[1] ?? []);

it('lists those of several severities, a page after another, each once', async () => {
  const pages = [await numbers('list sev1 and sev2'), await numbers('list severity:sev1,sev2 page:2')];
  expect(pages.map(({ length }) => length)).toEqual([20, 6]);
  expect(pages.flat()).toEqual([...Array.from({ length: 24 }, (_, at) => String(28 - at)), '2', '1']);
});

it('lists those of several services, and of a service with several severities', async () => {
  expect(await numbers('list checkout and search')).toEqual(['2', '1']);
  expect(await numbers('list sev1 sev2 checkout')).toEqual(['2']);
});

it('lists those of several states', async () => {
  expect(await numbers('list acked and resolved')).toEqual(['3', '2']);
  expect(await numbers('list open and acked sev4')).toEqual(['4']);
  expect(await numbers('list not open')).toEqual(['3']);
});

it('refuses a severity that there is not, among those that are', async () => {
  expect((await stage.says('victor', 'list severity:sev1,sev9')).text).toContain('“sev9”');
});

it('lists those that were resolved in a period, whenever they were declared', async () => {
  stage.clock.set(new Date(stage.clock.now().getTime() + 24 * 3_600_000));
  await stage.says('alice', 'resolve 4');
  expect(await numbers('list resolved today')).toEqual(['4']);
  expect(await numbers('list resolved yesterday')).toEqual(['3']);
  expect(await numbers('list sev4 resolved today')).toEqual(['4']);
  expect(await numbers('list sev1 resolved today')).toEqual([]);
});
