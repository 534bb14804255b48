import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCheckRunner } from '../../src/application/monitors/check-runner.ts';
import { createHeartbeatMonitor } from '../../src/application/monitors/heartbeat-monitor.ts';
import type { Check, Finding } from '../../src/domain/checks/check.ts';
import { type Opened, openFresh } from '../adapters/mongo/opened.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
const backup = {
  id: 'backup',
  everyMs: 60 * minute,
  graceMs: 5 * minute,
  service: 'checkout',
  severity: 'sev1',
} as const;
const shop: Check = {
  id: 'shop',
  probe: { kind: 'tcp', host: 'shop.example.org', port: 443 },
  everyMs: minute,
  timeoutMs: 10_000,
  failures: 2,
};

let opened: Opened;
let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  opened = await openFresh();
  slack = new ChatDouble('slack');
  const heartbeats = new Map([[backup.id, backup]]);
  stage = await openStage([slack], sampleDirectory({ heartbeats, checks: new Map([[shop.id, shop]]) }));
});

afterEach(async () => {
  await stage.close();
  await opened.close();
});

function parts() {
  const { clock, scheduler, log, tocsin } = stage;
  return { clock, scheduler, log, intake: tocsin.alerts, directory: () => stage.directory };
}

it('a heartbeat that falls silent pages whoever is on call, and its next beat resolves the incident', async () => {
  const watch = createHeartbeatMonitor({ ...parts(), store: opened.stores.heartbeats });
  await watch.look();
  await stage.passes(64);
  await watch.look();
  expect(await stage.store.byNumber(1)).toBeUndefined();
  await stage.passes(1);
  await watch.look();
  await stage.tocsin.idle();
  expect(await stage.store.byNumber(1)).toMatchObject({
    state: 'triggered',
    title: 'backup has gone silent',
    service: 'checkout',
    severity: 'sev1',
  });
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  await stage.passes(2);
  await watch.look();
  await watch.beat('backup');
  await watch.idle();
  await stage.tocsin.idle();
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'resolved' });
  expect(await stage.store.byNumber(2)).toBeUndefined();
});

it('a check that fails pages whoever is on call, without a service as well, and resolves by itself', async () => {
  let finding: Finding = { ok: false, reason: 'shop refused the connection at shop.example.org:443' };
  const watch = createCheckRunner({ ...parts(), store: opened.stores.checks, checker: { run: async () => finding } });
  for (let run = 0; run < 2; run += 1) {
    await watch.look();
    await watch.idle();
    await stage.passes(1);
  }
  expect(await stage.store.byNumber(1)).toMatchObject({
    state: 'triggered',
    title: 'shop refused the connection at shop.example.org:443',
  });
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  finding = { ok: true };
  await watch.look();
  await watch.idle();
  await stage.tocsin.idle();
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'resolved' });
});
