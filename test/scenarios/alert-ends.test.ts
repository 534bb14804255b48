import { afterEach, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Integration } from '../../src/domain/alerts/integration.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
const kuma: Integration = { id: 'kuma', sender: 'uptime-kuma', service: 'checkout', resolveAfterMs: 10 * minute };
const down: Alert = { source: 'uptime-kuma', status: 'firing', title: 'Shop is down', fingerprint: 'shop', labels: [] };

let stage: Stage;
afterEach(() => stage.close());

async function open() {
  stage = await openStage([new ChatDouble('slack')], {
    ...sampleDirectory(),
    integrations: new Map([[kuma.id, kuma]]),
  });
}

async function comes(alert: Alert = down, integration = 'kuma') {
  await stage.tocsin.alerts.receive([alert], undefined, integration);
  await stage.tocsin.idle();
}

async function states() {
  const { items } = await stage.store.list({ state: 'all', limit: 10 });
  return items.map(({ state }) => state);
}

it('an alert that did not come again within resolveAfter is resolved', async () => {
  await open();
  await comes();
  await stage.passes(9);
  expect(await states()).toEqual(['triggered']);
  await stage.passes(2);
  expect(await states()).toEqual(['resolved']);
});

it('each time that it comes again counts from then', async () => {
  await open();
  await comes();
  await stage.passes(9);
  await comes();
  await stage.passes(9);
  expect(await states()).toEqual(['triggered']);
  await stage.passes(2);
  expect(await states()).toEqual(['resolved']);
});

it('the end of one integration’s alert is not that of another’s', async () => {
  await open();
  await comes();
  await comes(down, 'other');
  await stage.passes(11);
  expect((await states()).sort()).toEqual(['resolved', 'triggered']);
});

it('what was resolved before its end stays as it is', async () => {
  await open();
  await comes();
  await comes({ ...down, status: 'resolved' });
  await stage.passes(20);
  expect(await states()).toEqual(['resolved']);
});
