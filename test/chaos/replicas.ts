import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { kept } from './crash.ts';
import type { ChaosDatabase } from './database.ts';
import { count, everyChat, type Outcome, outcome, pagesOf } from './outcome.ts';
import { type Chat, chats, isSending } from './platforms.ts';
import { openStage, type Replica, type Stage } from './stage.ts';
import { crowdFrom } from './team.ts';
import { within } from './wait-for.ts';

const startsLateMs = 2_000;
/** By the platform’s clock, from page to page. */
const wrongClockMs = 3_000;
const patienceMs = 120_000;
const settleMs = 3_000;
const together = 20;

interface Step {
  readonly type: string;
  readonly at: Date;
  readonly level?: number;
  readonly dueAt?: Date;
}

/** Everybody acknowledges at once, on whichever replica: one has it, and the others are told so. */
export async function racingAcknowledgements(
  database: ChaosDatabase,
  replicas: number,
  races: number,
): Promise<Outcome> {
  const racers = 5;
  const result = outcome(`${racers} racing acknowledgements, ${replicas} replicas`, 'all answered', 30_000);
  const stage = await openStage(database, { crowd: racers });
  try {
    const all = await startAll(stage, replicas);
    await inLanes(numbers(races), 2, async (race) => {
      // A token may call 600 times a minute.
      await pause(600);
      const title = `Race ${race} ${randomUUID().slice(0, 8)}`;
      await kept(any(all, race), title, 'once');
      const [{ number = 0 } = {}] = await stage.incidents(title);
      const since = performance.now();
      const answers = await Promise.all(
        numbers(racers).map((racer) => acknowledges(any(all, race + racer), number, `p${crowdFrom + racer}`)),
      );
      result.times.push(performance.now() - since);
      const [incident] = await stage.incidents(title);
      const taken = steps(incident).filter(({ type }) => type === 'acknowledged');
      const won = answers.filter((status) => status === 200).length;
      // Lost: nobody has it although somebody was told so, or the other way round.
      if (taken.length === 0 || won === 0) result.lost += 1;
      if (taken.length > 1 || won > 1) result.doubled += 1;
      for (const odd of answers.filter((status) => status !== 200 && status !== 409))
        result.faults.push(`answered ${odd}`);
      result.runs += 1;
    });
  } finally {
    await stage.close();
  }
  return result;
}

/** So many escalations become due at nearly the same time, on so many replicas. */
export async function manyEscalations(
  database: ChaosDatabase,
  replicas: number,
  escalations: number,
): Promise<Outcome[]> {
  const crowd = Math.min(500, Math.max(10, Math.ceil(escalations / 20)));
  const name = `${escalations} escalations, ${replicas} replicas`;
  // What is due within a moment starts one after the other, a few hundred a second.
  const started = outcome(`${name}: the step`, 'started late', 2_000 + escalations * 4);
  const paged = outcome(`${name}: the page on Slack`, 'after the step', 10_000 + escalations * 15);
  const stage = await openStage(database, { crowd, escalateAfter: escalations > 1_000 ? '3m' : '15s' });
  try {
    const all = await startAll(stage, replicas);
    const titles = numbers(escalations).map((number) => `Escalation ${number} ${randomUUID().slice(0, 8)}`);
    await inLanes(titles, together, async (title) =>
      kept(any(all, titles.indexOf(title)), title, serviceOf(titles.indexOf(title), crowd)),
    );
    const limitMs = 240_000 + escalations * 30;
    await within(limitMs, async () => {
      await pause(500);
      const sent = stage.platforms.sent('You are paged (level 2)').filter(({ platform }) => platform === 'slack');
      return new Set(sent.map(({ id }) => id)).size >= escalations;
    });
    await pause(settleMs * 2);
    await tally(stage, titles, { started, paged });
  } finally {
    await stage.close();
  }
  return [started, paged];
}

/** Every replica is stopped with SIGTERM and started anew, one after the other, while steps become due all the time. */
export async function rollingRestarts(database: ChaosDatabase, replicas: number, rounds: number): Promise<Outcome> {
  const result = outcome(`rolling restarts with SIGTERM, ${replicas} replicas`, 'a step started late', startsLateMs);
  const stage = await openStage(database, { crowd: 20, escalateAfter: '10s' });
  try {
    let all = await startAll(stage, replicas);
    const titles: string[] = [];
    let ended = false;
    const streaming = (async () => {
      for (let turn = 0; !ended; turn += 1) {
        const title = `Rolling ${turn} ${randomUUID().slice(0, 8)}`;
        titles.push(title);
        const key = randomUUID();
        // One that is going or gone does not answer: then another is asked, as a balancer would.
        for (let attempt = turn; ; attempt += 1) {
          const { status } = await any(all, attempt).posts(
            '/v1/alerts',
            { title, service: serviceOf(turn, 20), key: title },
            key,
          );
          if (status === 202) break;
          await pause(100);
        }
        await pause(250);
      }
    })();
    for (let round = 0; round < rounds; round += 1) {
      for (const old of all) {
        const next = await stage.start();
        all = [...all.filter((one) => one !== old), next];
        await old.leaves();
        result.runs += 1;
        await pause(3_000);
      }
    }
    ended = true;
    await streaming;
    for (const title of titles) await within(patienceMs, () => everyChat(pagesOf(stage.platforms, title, 2)));
    await pause(settleMs);
    await tally(stage, titles, { started: result });
  } finally {
    await stage.close();
  }
  return result;
}

/** Two replicas, and the clock of one is wrong. Every answer of a platform takes some seconds, so that claims matter. */
export async function wrongClock(database: ChaosDatabase, aheadMs: number, alerts: number): Promise<Outcome> {
  const result = outcome(`clock of one of 2 replicas ${aheadMs / 1_000} s off`, 'page 2 off its time', wrongClockMs);
  const stage = await openStage(database, { crowd: 20, escalateAfter: '10s' });
  try {
    const right = await stage.start();
    const preload = fileURLToPath(new URL('shifted-clock.mjs', import.meta.url));
    const env = { NODE_OPTIONS: `--import ${preload}`, CHAOS_AHEAD_MS: String(aheadMs) };
    const wrong = await stage.start({ env });
    for (const chat of chats) stage.platforms.doors[chat].slow = { ms: 4_000, fits: (call) => isSending(chat, call) };
    const titles = numbers(alerts).map((number) => `Clock ${number} ${randomUUID().slice(0, 8)}`);
    await inLanes(titles, 4, async (title) => {
      const turn = titles.indexOf(title);
      await kept(turn % 2 === 0 ? right : wrong, title, serviceOf(turn, 20));
      await pause(500);
    });
    for (const title of titles) await within(patienceMs, () => everyChat(pagesOf(stage.platforms, title, 2)));
    await pause(10_000);
    for (const title of titles) {
      const [one, two] = [1, 2].map((level) => pagesOf(stage.platforms, title, level));
      for (const pages of [one, two]) if (pages) count(result, pages);
      const [from, to] = [one, two].map((pages) => pages?.get('slack')?.[0]?.at);
      if (from !== undefined && to !== undefined) result.times.push(Math.abs(to - from - 10_000));
    }
    result.runs += titles.length;
  } finally {
    await stage.close();
  }
  return result;
}

/** Kills whichever replica, at any instant, while alerts come all the time. */
export async function killAtRandom(database: ChaosDatabase, kills: number): Promise<Outcome> {
  const result = outcome('kill -9 at random instants, 2 replicas', 'paged after the 202', 35_000);
  const stage = await openStage(database, { crowd: 20, escalateAfter: '1d' });
  try {
    let all = await startAll(stage, 2);
    const titles = new Map<string, number>();
    let ended = false;
    const streaming = (async () => {
      for (let turn = 0; !ended; turn += 1) {
        const title = `Random ${turn} ${randomUUID().slice(0, 8)}`;
        const key = randomUUID();
        for (let attempt = turn; ; attempt += 1) {
          const { status } = await any(all, attempt).posts(
            '/v1/alerts',
            { title, service: serviceOf(turn, 20), key: title },
            key,
          );
          if (status === 202) break;
          await pause(100);
        }
        titles.set(title, Date.now());
        await pause(200);
      }
    })();
    for (let kill = 0; kill < kills; kill += 1) {
      await pause(1_000 + Math.random() * 4_000);
      const victim = any(all, Math.floor(Math.random() * all.length));
      await victim.dies();
      all = [...all.filter((one) => one !== victim), await stage.start()];
      result.runs += 1;
    }
    ended = true;
    await streaming;
    for (const title of titles.keys()) await within(patienceMs, () => everyChat(pagesOf(stage.platforms, title, 1)));
    await pause(settleMs);
    for (const [title, keptAt] of titles) {
      const pages = pagesOf(stage.platforms, title, 1);
      // A kill may hit between send and mark.
      count(result, pages, { mayDouble: ['slack', 'telegram'] });
      result.times.push(Math.max(0, ...[...pages.values()].map(([one]) => (one?.at ?? keptAt) - keptAt)));
      if ((await stage.incidents(title)).length !== 1) result.faults.push('not one incident');
    }
  } finally {
    await stage.close();
  }
  return result;
}

/** Counts what became of level 2 of each: its step once, its pages once, and how late they were. */
async function tally(
  stage: Stage,
  titles: readonly string[],
  { started, paged }: { readonly started: Outcome; readonly paged?: Outcome },
): Promise<void> {
  const firstSent = new Map<string, number>();
  for (const { platform, text, at } of stage.platforms.sent('You are paged (level 2)')) {
    if (platform !== 'slack') continue;
    const title = titles.find((one) => text.includes(one));
    if (title !== undefined && !firstSent.has(title)) firstSent.set(title, at);
  }
  for (const title of titles) {
    const [incident] = await stage.incidents(title);
    const [first, ...later] = steps(incident).filter(({ type }) => type === 'escalated');
    const second = later.find(({ level }) => level === 1);
    if (!first?.dueAt || !second) started.lost += 1;
    else started.times.push(second.at.getTime() - first.dueAt.getTime());
    if (later.filter(({ level }) => level === 1).length > 1) started.doubled += 1;
    const on: readonly Chat[] = paged ? ['slack'] : chats;
    count(paged ?? started, pagesOf(stage.platforms, title, 2), { on });
    const at = firstSent.get(title);
    if (paged && second && at !== undefined) paged.times.push(at - second.at.getTime());
    if (paged) paged.runs += 1;
    if (paged) started.runs += 1;
  }
}

function startAll(stage: Stage, replicas: number): Promise<Replica[]> {
  return Promise.all(numbers(replicas).map(() => stage.start()));
}

async function acknowledges(replica: Replica, number: number, by: string): Promise<number> {
  const { status } = await replica.posts(`/v1/incidents/${number}/ack`, { by });
  return status;
}

function steps(incident: { timeline?: Step[] } | undefined): Step[] {
  return incident?.timeline ?? [];
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const serviceOf = (turn: number, crowd: number) => `of-${crowdFrom + (turn % crowd)}`;
const any = (all: readonly Replica[], turn: number) => all[turn % all.length]!;

async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
