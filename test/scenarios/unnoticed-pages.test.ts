import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let web: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  web = new ChatDouble('web');
  web.tellsNobody = true;
  stage = await openStage([web]);
  await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
});

afterEach(() => stage.close());

const failedPages = async () => {
  await stage.passes(1);
  return (await stage.tocsin.dashboard.look()).open[0]?.failedPages;
};
const alices = { person: 'alice', platform: 'web' };

it('are shown on the dashboard and in the room until somebody acknowledges', async () => {
  expect(await failedPages()).toContainEqual(alices);
  expect((await stage.tocsin.dashboard.openIncidents())[0]?.failedPages).toContainEqual(alices);
  await stage.says('bob', 'ack 1');
  expect(await failedPages()).toBeUndefined();
  // What was said of an earlier page is over when paging begins anew.
  web.tellsNobody = false;
  await stage.says('bob', 'unack 1');
  expect(await failedPages()).toBeUndefined();
});

it('are not shown any more once the person was paged again, and told', async () => {
  expect(await failedPages()).toContainEqual(alices);
  web.tellsNobody = false;
  await stage.says('bob', 'page 1 alice');
  expect(await failedPages()).not.toContainEqual(alices);
});

it('say why in the timeline, in the language of its reader', async () => {
  await stage.passes(1);
  stage.changesPerson('bob', { language: 'de' });
  const { body } = await stage.says('bob', 'timeline 1');
  expect(body).toContain('kein offener Browser und kein Push-Abo');
  stage.changesPerson('bob', { language: 'ja' });
  expect((await stage.says('bob', 'timeline 1')).body).toContain('開いているブラウザーもプッシュ購読もありません');
});
