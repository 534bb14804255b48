import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { kept, titled } from './alerts.ts';
import { any, inLanes, numbers, serviceOf, startAll } from './crew.ts';
import type { ChaosDatabase } from './database.ts';
import { allPaged, because, count, type Outcome, outcome, pagesOf } from './outcome.ts';
import { chats, isSending } from './platforms.ts';
import { openStage, type Stage } from './stage.ts';
import { within } from './wait-for.ts';

const startsLateMs = 2_000;
/** By the platform’s clock, from page to page. */
const wrongClockMs = 3_000;
const settleMs = 3_000;
const together = 20;

interface Step {
  readonly type: string;
  readonly at: Date;
  readonly level?: number;
  readonly dueAt?: Date;
}

/** So many escalations become due at nearly the same time, on so many replicas. */
export async function manyEscalations(
  database: ChaosDatabase,
  replicas: number,
  escalations: number,
): Promise<Outcome[]> {
  // A platform takes about one message a second for one person: two a level wait for nobody.
  const crowd = Math.min(1_000, Math.max(10, Math.ceil(escalations / 2)));
  const name = `${escalations} escalations, ${replicas} replicas`;
  // What is due within a moment starts one after the other, a few hundred a second.
  const started = outcome(`${name}: the step`, 'started late', 2_000 + escalations * 4);
  const paged = outcome(`${name}: the page on Slack`, 'after the step', 10_000 + escalations * 15);
  const stage = await openStage(database, { crowd, escalateAfter: escalations > 1_000 ? '3m' : '15s' });
  try {
    const all = await startAll(stage, replicas);
    const titles = numbers(escalations).map(() => titled('Escalation'));
    await inLanes(numbers(escalations), together, (turn) =>
      kept(any(all, turn), titles[turn]!, serviceOf(turn, crowd)),
    );
    // However late the last one is: what is late and what is lost are different things.
    const limitMs = 240_000 + escalations * 200;
    await within(limitMs, async () => {
      await pause(1_000);
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
        const title = titled('Rolling');
        titles.push(title);
        // One that is going or gone does not answer: then another is asked, as a balancer would.
        await kept(() => all, title, serviceOf(turn, 20), { turn, everyMs: 100 });
        await pause(250);
      }
    })();
    // Its failure is told where it is waited for.
    streaming.catch(() => undefined);
    for (let round = 0; round < rounds; round += 1) {
      for (const old of all) {
        const next = await stage.start();
        all = [...all.filter((one) => one !== old), next];
        // Told, and the others go on.
        await old.leaves().catch((err: unknown) => result.faults.push(because(err)));
        result.runs += 1;
        await pause(3_000);
      }
    }
    ended = true;
    await streaming;
    await allPaged(stage.platforms, titles, 2);
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
    const titles = numbers(alerts).map(() => titled('Clock'));
    await inLanes(numbers(alerts), 4, async (turn) => {
      await kept(turn % 2 === 0 ? right : wrong, titles[turn]!, serviceOf(turn, 20));
      await pause(500);
    });
    await allPaged(stage.platforms, titles, 2);
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

/** Counts what became of level 2 of each: its step once, its pages once, and how late they were. */
export async function tally(
  stage: Stage,
  titles: readonly string[],
  { started, paged }: { readonly started: Outcome; readonly paged?: Outcome },
): Promise<void> {
  const timelines = await stage.timelines();
  for (const title of titles) {
    const happened = (timelines.get(title) ?? []) as readonly Step[];
    const [first, ...later] = happened.filter(({ type }) => type === 'escalated');
    const seconds = later.filter(({ level }) => level === 1);
    const [second] = seconds;
    if (!first?.dueAt || !second) started.lost += 1;
    else started.times.push(second.at.getTime() - first.dueAt.getTime());
    if (seconds.length > 1) started.doubled += 1;
    const pages = pagesOf(stage.platforms, title, 2);
    count(paged ?? started, pages, { on: paged ? ['slack'] : chats });
    const at = pages.get('slack')?.[0]?.at;
    if (paged && second && at !== undefined) paged.times.push(at - second.at.getTime());
    if (paged) for (const one of [paged, started]) one.runs += 1;
  }
}
