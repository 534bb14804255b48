import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChecker } from '../../adapters/checks/checker.ts';
import { type CheckRunner, createCheckRunner } from '../../src/application/monitors/check-runner.ts';
import type { Check, Finding } from '../../src/domain/checks/check.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { Checker } from '../../src/ports/monitors.ts';
import { type Opened, openFresh } from '../adapters/mongo/opened.ts';
import { accepted, fileWith } from '../config/reading.ts';
import { AlertDeskDouble } from '../harness/alert-desk-double.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { TestClock, TestScheduler } from '../harness/time.ts';
import { eventually } from '../harness/wait.ts';

const start = new Date('2026-03-09T12:00:00Z');
const well: Finding = { ok: true };
const bad: Finding = { ok: false, reason: 'shop answered 503 instead of 200' };

let opened: Opened;
let clock: TestClock;
let scheduler: TestScheduler;
let desk: AlertDeskDouble;
let log: KeptLog;
let file: Directory;
let asked: string[];
let answer: (check: Check) => Finding | Promise<Finding>;
let watch: CheckRunner;

const checker: Checker = {
  async run(check) {
    asked.push(check.id);
    return answer(check);
  },
};

beforeEach(async () => {
  opened = await openFresh();
  clock = new TestClock(start);
  scheduler = new TestScheduler();
  desk = new AlertDeskDouble();
  log = new KeptLog();
  asked = [];
  answer = () => well;
  says('shop: { http: "https://shop.example.org/health", every: 1m, service: checkout, severity: sev1 }');
  watch = started();
});

afterEach(async () => {
  await opened.close();
});

function says(...checks: readonly string[]): void {
  file = accepted(fileWith(`checks:\n${checks.map((one) => `  ${one}`).join('\n')}`)).directory;
}

/** A process of its own on the same database. */
function started(stores = opened.stores, by = checker): CheckRunner {
  return createCheckRunner({
    store: stores.checks,
    checker: by,
    intake: desk,
    clock,
    scheduler,
    log,
    directory: () => file,
  });
}

/** So many seconds after the start each of these processes looks, and what they began ends. */
async function at(second: number, ...watches: readonly CheckRunner[]): Promise<void> {
  clock.set(new Date(start.getTime() + second * 1000));
  const all = watches.length > 0 ? watches : [watch];
  for (const one of all) await one.look();
  for (const one of all) await one.idle();
}

describe('a check', () => {
  it('runs when it is new, and each time its time has come', async () => {
    await at(0);
    expect(asked).toEqual(['shop']);
    for (const second of [1, 2, 30, 59]) await at(second);
    expect(asked).toHaveLength(1);
    await at(60);
    await at(119);
    expect(asked).toHaveLength(2);
    await at(125);
    expect(asked).toHaveLength(3);
    expect(await watch.list()).toMatchObject([{ name: 'shop', kind: 'http', status: 'ok', failuresInARow: 0 }]);
  });

  it('declares an incident after two failures in a row, once, and resolves it with the first good answer', async () => {
    answer = () => bad;
    await at(0);
    expect(desk.lines).toEqual([]);
    expect(await watch.list()).toMatchObject([{ status: 'unsure', reason: 'shop answered 503 instead of 200' }]);
    await at(60);
    expect(desk.heard).toMatchObject([
      {
        source: 'check',
        status: 'firing',
        fingerprint: 'shop',
        title: 'shop answered 503 instead of 200',
        service: 'checkout',
        severity: 'sev1',
        startsAt: start,
      },
    ]);
    for (const second of [120, 180, 240]) await at(second);
    expect(desk.calls).toBe(1);
    expect(await watch.list()).toMatchObject([{ status: 'failing', failuresInARow: 5, incident: 1 }]);
    answer = () => well;
    await at(300);
    expect(desk.lines).toEqual(['firing shop', 'resolved shop']);
    expect(desk.open).toEqual([]);
    const [report] = await watch.list();
    expect(report).toMatchObject({ status: 'ok', failuresInARow: 0 });
    expect(report).not.toHaveProperty('incident');
    expect(report).not.toHaveProperty('reason');
  });

  it('that goes on failing is said again after a day', async () => {
    answer = () => bad;
    for (const second of [0, 60, 86_399, 86_400, 86_460]) await at(second);
    expect(desk.lines).toEqual(['firing shop', 'firing shop']);
  });

  it('that flaps declares nothing', async () => {
    for (let run = 0; run < 10; run += 1) {
      answer = () => (run % 2 === 0 ? bad : well);
      await at(run * 60);
    }
    expect(asked).toHaveLength(10);
    expect(desk.calls).toBe(0);
  });

  it('that runs seldom makes sure of a failure within a minute', async () => {
    says('cert: { tls: "shop.example.org:443", every: 6h }');
    answer = () => bad;
    await at(0);
    await at(59);
    expect(asked).toHaveLength(1);
    await at(60);
    expect(desk.lines).toEqual(['firing cert']);
    await at(120);
    await at(3600);
    expect(asked).toHaveLength(2);
  });

  it('asks for a wake when it is due next', async () => {
    await at(0);
    await at(1);
    expect(scheduler.wakes.map(({ at: due }) => due.getTime() - start.getTime())).toEqual([1000, 60_000]);
  });
});

describe('many processes', () => {
  it('run each check once', async () => {
    const others = [started(opened.other), started(), started(opened.other)];
    for (const second of [0, 60, 120]) {
      clock.set(new Date(start.getTime() + second * 1000));
      await Promise.all([watch, ...others].map((one) => one.look()));
      await Promise.all([watch, ...others].map((one) => one.idle()));
    }
    expect(asked).toEqual(['shop', 'shop', 'shop']);
  });

  it('tell once what they found', async () => {
    answer = () => bad;
    const other = started(opened.other);
    for (const second of [0, 60, 61, 120]) await at(second, watch, other);
    expect(desk.calls).toBe(1);
  });

  it('take over what one died over, and heed it no more should it come back', async () => {
    let comeBack: (finding: Finding) => void = () => undefined;
    answer = () => new Promise((resolve) => (comeBack = resolve));
    await watch.look();
    await eventually('it was asked', () => asked.length === 1);
    const heir = started(opened.other);
    answer = () => well;
    await at(20, heir);
    expect(asked).toHaveLength(1);
    await at(25, heir);
    expect(asked).toHaveLength(2);
    comeBack(bad);
    await watch.idle();
    expect(await heir.list()).toMatchObject([{ status: 'ok', lastRun: new Date(start.getTime() + 25_000) }]);
  });

  it('tell what one found and died before telling', async () => {
    answer = () => bad;
    await at(0);
    desk.before = () => new Promise(() => undefined);
    clock.set(new Date(start.getTime() + 60_000));
    await watch.look();
    await eventually('the desk was called', () => desk.calls === 1);
    desk.before = () => undefined;
    const heir = started(opened.other);
    await at(75, heir);
    expect(desk.lines).toEqual(['firing shop']);
  });
});

describe('a check that hangs', () => {
  it('holds up neither the look nor the others', async () => {
    says('shop: { http: "https://shop.example.org/health" }', 'db: { tcp: "db.example.org:5432", every: 10s }');
    let end: (finding: Finding) => void = () => undefined;
    answer = ({ id }) => (id === 'shop' ? new Promise((resolve) => (end = resolve)) : well);
    for (const second of [0, 1, 10, 11, 20]) {
      clock.set(new Date(start.getTime() + second * 1000));
      await watch.look();
      await eventually('the other one ended', async () => {
        const { lastRun } = (await watch.list()).find(({ name }) => name === 'db')!;
        return lastRun !== undefined && lastRun.getTime() >= start.getTime() + Math.floor(second / 10) * 10_000;
      });
    }
    expect(asked.filter((one) => one === 'db')).toHaveLength(3);
    expect(asked.filter((one) => one === 'shop')).toHaveLength(1);
    end(well);
    await watch.idle();
  });

  it('leaves room for twenty in one process, and what found none comes next', async () => {
    says(...Array.from({ length: 30 }, (_, index) => `c${index}: { tcp: "db.example.org:${index + 1}", every: 10m }`));
    const ends: (() => void)[] = [];
    answer = () => new Promise((resolve) => ends.push(() => resolve(well)));
    expect(await watch.look()).toBe(20);
    clock.set(new Date(start.getTime() + 1000));
    expect(await watch.look()).toBe(0);
    for (const end of ends.splice(0)) end();
    await watch.idle();
    clock.set(new Date(start.getTime() + 2000));
    expect(await watch.look()).toBe(10);
    for (const end of ends.splice(0)) end();
    await watch.idle();
    expect(new Set(asked).size).toBe(30);
  });
});

describe('the file', () => {
  it('that asks something else is heeded at once', async () => {
    await at(0);
    says('shop: { http: "https://shop.example.org/other", every: 1m }');
    await at(1);
    expect(asked).toHaveLength(2);
    await at(2);
    expect(asked).toHaveLength(2);
  });

  it('that has a check no more ends it', async () => {
    answer = () => bad;
    await at(0);
    file = accepted(fileWith('')).directory;
    await at(60);
    await at(600);
    expect(asked).toHaveLength(1);
    expect(await opened.stores.checks.all()).toEqual([]);
    expect(desk.calls).toBe(0);
  });
});

it('a run that could not be written down is run again', async () => {
  answer = () => {
    throw new Error('unexpected');
  };
  await at(0);
  expect(log.text()).toContain('check failed to run');
  answer = () => well;
  await at(20);
  expect(asked).toHaveLength(1);
  await at(25);
  expect(asked).toHaveLength(2);
});

it('with a server of flesh and blood: down, up, and down again', async () => {
  let status = 503;
  const server = createServer((_, response) => void response.writeHead(status).end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    says(`shop: { http: "http://127.0.0.1:${port}/health", every: 1m, expect: 200, contains: ok }`);
    const real = started(opened.stores, createChecker());
    for (const [second, next] of [
      [0, 503],
      [60, 200],
      [120, 503],
      [180, 503],
    ] as const) {
      await at(second, real);
      status = next;
    }
    expect(desk.heard.map(({ title }) => title)).toEqual(['shop answered 503 instead of 200', 'shop is well again']);
    await at(240, real);
    expect(desk.lines).toEqual(['firing shop', 'resolved shop', 'firing shop']);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
