import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDeadMansSwitch } from '../../adapters/http/dead-mans-switch.ts';
import { createWatchdogMeters } from '../../adapters/telemetry/watchdog-metrics.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import type { OverdueWork } from '../../src/ports/watchdog.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };

let slack: ChatDouble;
let stage: Stage;
let registry: Registry;
let server: Server;
let asked: string[];
let status: number;

beforeEach(async () => {
  asked = [];
  status = 200;
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status).end('OK');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  registry = new Registry();
  slack = new ChatDouble('slack');
  stage = await openStage(
    [slack],
    sampleDirectory({ rooms: { announce: { slack: 'C1' }, operators: { slack: 'COPS' }, open: {} } }),
    {
      meters: createWatchdogMeters(registry),
      deadMansSwitch: createDeadMansSwitch(`http://127.0.0.1:${port}/ping/secret-uuid`),
    },
  );
});

afterEach(async () => {
  await stage.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const figure = async (name: string) => (await registry.getSingleMetric(name)?.get())?.values[0]?.value;
const told = () => slack.inChannel('COPS').map(({ message }) => message.title);

function passes(seconds: number): void {
  stage.clock.set(new Date(stage.clock.now().getTime() + seconds * 1000));
}

async function audits(seconds = 15): Promise<void> {
  passes(seconds);
  await stage.tocsin.lookForOverdue();
  await stage.tocsin.idle();
}

it('flags a step that nobody takes, once, and says so when it is done', async () => {
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  // From here on no process sweeps. The next level is due at 13:05 in Berlin.
  passes(4 * 60 + 59);
  await audits(0);
  expect(told()).toEqual([]);
  expect(await figure('tocsin_audit_passed')).toBe(1);
  await audits();
  await audits();
  await audits();
  const step = 'Overdue: the next step of #1 Checkout is down, since Mon 9 Mar 13:05 CET.';
  expect(told()).toEqual([step]);
  expect(await figure('tocsin_steps_overdue')).toBe(1);
  expect(await figure('tocsin_audit_passed')).toBe(0);
  await stage.tocsin.sweep();
  await stage.tocsin.idle();
  await audits();
  await audits();
  expect(told()).toEqual([`No longer overdue. Was: ${step}`]);
  expect(await figure('tocsin_steps_overdue')).toBe(0);
  expect(await figure('tocsin_audit_last_success_timestamp_seconds')).toBe(stage.clock.now().getTime() / 1000);
});

it('flags it once though two processes look, and a third settles what they flagged', async () => {
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  passes(10 * 60);
  const [second, third] = [stage.replica(), stage.replica()];
  await Promise.all([stage.tocsin.lookForOverdue(), second.lookForOverdue()]);
  await Promise.all([stage.tocsin.idle(), second.idle()]);
  expect(told()).toEqual(['Overdue: the next step of #1 Checkout is down, since Mon 9 Mar 13:05 CET.']);
  await third.sweep();
  await third.idle();
  passes(15);
  await third.lookForOverdue();
  await third.idle();
  expect(told()).toEqual([expect.stringMatching(/^No longer overdue/)]);
});

it('tells many at once in one message', async () => {
  for (let count = 0; count < 8; count += 1) await stage.says('bob', `declare Number ${count} severity:sev1`);
  await stage.passes(1);
  passes(10 * 60);
  await audits();
  await audits();
  expect(told()).toEqual(['8 steps are overdue']);
  await stage.passes(0);
  await audits();
  expect(told()).toEqual(['No longer overdue. Was: 8 steps are overdue']);
});

it('flags what an incident has to tell when whoever took it is dead, and a letter', async () => {
  slack.before = (_what, to) => {
    if (to.kind === 'person') throw new DeliveryFailed('Slack does not answer', 'soon');
  };
  await stage.says('alice', 'notify test');
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  passes(95);
  await audits(0);
  expect([...told()].sort()).toEqual([
    expect.stringMatching(/^Overdue: a notification that belongs to no incident, since /),
    expect.stringMatching(/^Overdue: deliveries of #1 Checkout is down, since /),
  ]);
});

it('takes nothing for overdue that only fails and is tried again', async () => {
  slack.before = (_what, to) => {
    if (to.kind === 'person') throw new DeliveryFailed('Slack does not answer', 'soon');
  };
  await stage.says('bob', 'declare Checkout is down severity:sev3');
  for (let seconds = 0; seconds < 180; seconds += 2) {
    passes(2);
    await stage.tocsin.sweep();
    await stage.tocsin.idle();
    await stage.tocsin.lookForOverdue();
  }
  expect(told()).toEqual([]);
  expect(await figure('tocsin_audit_passed')).toBe(1);
});

it('calls the heartbeat about once a minute, while the audit passes', async () => {
  for (let times = 0; times < 8; times += 1) await audits();
  expect(asked).toEqual(['GET /ping/secret-uuid', 'GET /ping/secret-uuid']);
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  asked.length = 0;
  passes(10 * 60);
  for (let times = 0; times < 8; times += 1) await audits();
  expect(asked).toEqual([]);
  await stage.passes(0);
  await audits();
  expect(asked).toHaveLength(1);
});

it('calls it neither without a chat nor while the database is away', async () => {
  slack.connected = () => false;
  await audits(120);
  expect(asked).toEqual([]);
  slack.connected = () => true;
  const overdueWork = stage.overdueWork as Open<OverdueWork>;
  const { find } = overdueWork;
  overdueWork.find = async () => {
    throw new StoreUnavailable(new Error('No answer within 10000 ms'));
  };
  await audits(120);
  expect(asked).toEqual([]);
  expect(await figure('tocsin_audit_passed')).toBe(0);
  overdueWork.find = find;
  await audits(15);
  expect(asked).toHaveLength(1);
});

it('goes on when the heartbeat is not taken, and keeps its address to itself', async () => {
  status = 500;
  await audits(120);
  expect(stage.log.text()).toContain('HEARTBEAT_URL answered 500');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await audits(120);
  expect(stage.log.text()).toContain('HEARTBEAT_URL cannot be reached (ECONNREFUSED)');
  expect(stage.log.text()).not.toContain('secret-uuid');
  expect(await figure('tocsin_audit_passed')).toBe(1);
});

it('counts what was given up until it is retried', async () => {
  slack.before = (_what, to) => {
    if (to.kind === 'person') throw new DeliveryFailed('account_inactive', 'never');
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await audits();
  expect(await figure('tocsin_dead_letters')).toBe(1);
  slack.before = () => undefined;
  await stage.says('bob', 'retry');
  await audits();
  expect(await figure('tocsin_dead_letters')).toBe(0);
});
