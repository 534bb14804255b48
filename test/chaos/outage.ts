import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { alert, kept, titled } from './alerts.ts';
import type { ChaosDatabase } from './database.ts';
import { sendsMeanwhile } from './meanwhile.ts';
import { allPaged, count, everyChat, type Outcome, outcome, pagesOf } from './outcome.ts';
import { chats } from './platforms.ts';
import { listens, openStage, type Replica, runs, type Stage } from './stage.ts';
import { waitFor, within } from './wait-for.ts';
import { writes } from './wire.ts';

/** Pages go on so soon after the database is back. */
const resumeMs = 5_000;
const patienceMs = 90_000;
const settleMs = 2_000;

/**
 * How the database goes away: the line is cut, everything on it goes silent, the server says that it is not the one that
 * writes any more, or its process stands still.
 */
export const ways = ['cut', 'silent', 'failing over', 'stopped'] as const;
export type Way = (typeof ways)[number];

/** The database is away for so long, while the program works: an escalation becomes due meanwhile. */
export async function awayFor(database: ChaosDatabase, seconds: number, way: Way): Promise<Outcome> {
  const result = outcome(`database ${way}, ${seconds} s`, 'the due page after it is back', resumeMs);
  const stage = await openStage(database, { escalateAfter: '3s' });
  try {
    const replica = await stage.start();
    await listens(stage, replica, chats);
    const due = titled();
    await kept(replica, due, 'soon');
    await waitFor('level 1 is paged', 60_000, () => everyChat(pagesOf(stage.platforms, due, 1)));
    await marked(stage, due);

    const back = await goesAway(database, replica, way);
    const sender = await sendsMeanwhile(stage, replica, seconds * 1_000);
    await sender.commands;
    await back();
    const since = performance.now();
    const took = await within(patienceMs, () => everyChat(pagesOf(stage.platforms, due, 2)));
    if (took !== undefined) result.times.push(performance.now() - since);
    await sender.allKept(replica);
    await allPaged(stage.platforms, sender.titles, 1);
    await pause(settleMs);

    result.runs += 1;
    count(result, pagesOf(stage.platforms, due, 2));
    for (const title of sender.titles) count(result, pagesOf(stage.platforms, title, 1));
    result.faults.push(...sender.faults);
    if (!replica.alive()) result.faults.push('it crashed');
  } finally {
    await stage.close();
  }
  return result;
}

/** The database is away when the program starts, and comes so much later. */
export async function awayAtBoot(database: ChaosDatabase, seconds: number): Promise<Outcome> {
  const result = outcome(`database away at boot, ${seconds} s`, 'running after it is back', 10_000);
  const stage = await openStage(database);
  try {
    const line = await stage.openLine();
    line.becomes('cut');
    const replica = await stage.begin({ line });
    await waitFor('it asks for the database', 60_000, () =>
      replica.program.stdout().includes('database does not answer yet'),
    );
    await pause(seconds * 1_000);
    line.becomes('well');
    const since = performance.now();
    await runs(replica);
    result.times.push(performance.now() - since);
    const title = titled();
    await kept(replica, title, 'once');
    await within(patienceMs, () => everyChat(pagesOf(stage.platforms, title, 1)));
    count(result, pagesOf(stage.platforms, title, 1));
    result.runs += 1;
  } finally {
    await stage.close();
  }
  return result;
}

/**
 * The line is cut in the middle of the write of an alert, or the server hands over to another: the write may be kept or not,
 * and only a later look can tell.
 */
export async function awayInTheWrite(
  database: ChaosDatabase,
  when: 'before' | 'after',
  seconds: number,
  way: 'cut' | 'failing over' = 'cut',
): Promise<Outcome> {
  const result = outcome(`database ${way} ${when} a write was done, ${seconds} s`, 'paged after it is back', resumeMs);
  const stage = await openStage(database);
  try {
    const replica = await stage.start();
    const title = titled();
    const key = randomUUID();
    const held = replica.line.holds(when, (text) => writes(text, title));
    const answered = alert(replica, title, 'once', key);
    await held.reached();
    replica.line.becomes(way);
    held.release();
    const { status, retryAfter } = await answered;
    if (status !== 503 || retryAfter === undefined) result.faults.push(`answered ${status} without the database`);
    await pause(seconds * 1_000);
    replica.line.becomes('well');
    const since = performance.now();
    await kept(replica, title, 'once', { key });
    await within(patienceMs, () => everyChat(pagesOf(stage.platforms, title, 1)));
    result.times.push(performance.now() - since);
    await pause(settleMs);
    count(result, pagesOf(stage.platforms, title, 1));
    if ((await stage.incidents(title)).length !== 1) result.faults.push('not one incident');
    result.runs += 1;
  } finally {
    await stage.close();
  }
  return result;
}

/** The server is killed with -9 under load, and started again by whoever watches it. */
export async function killed(database: ChaosDatabase, times: number): Promise<Outcome> {
  const result = outcome('database killed with -9 while alerts come', 'the last alert kept after it', 35_000);
  const stage = await openStage(database);
  try {
    const replica = await stage.start();
    for (let time = 0; time < times; time += 1) {
      const titles = Array.from({ length: 10 }, () => titled());
      const keeping = titles.map((title) => kept(replica, title, 'once'));
      await keeping[0];
      await database.signal('SIGKILL');
      const since = performance.now();
      await Promise.all(keeping);
      result.times.push(performance.now() - since);
      await allPaged(stage.platforms, titles, 1);
      await pause(settleMs);
      for (const title of titles) count(result, pagesOf(stage.platforms, title, 1));
      result.runs += 1;
    }
    if (!replica.alive()) result.faults.push('it crashed');
  } finally {
    await stage.close();
  }
  return result;
}

/** All its pages are marked as sent. */
async function marked(stage: Stage, title: string): Promise<void> {
  await waitFor('they are marked', 60_000, async () => {
    const [incident] = await stage.incidents(title);
    const deliveries: { kind: string; progress: { shown: number } }[] = Object.values(incident?.deliveries ?? {});
    return deliveries.every(({ kind, progress }) => kind !== 'page' || progress.shown > 0);
  });
}

/** Gives what brings it back. */
async function goesAway(database: ChaosDatabase, replica: Replica, way: Way): Promise<() => Promise<void>> {
  if (way === 'stopped') {
    await database.signal('SIGSTOP');
    return () => database.signal('SIGCONT');
  }
  replica.line.becomes(way);
  // What was on a silent line is gone for good: whoever waits for it is to notice.
  return async () => replica.line.becomes('well');
}
