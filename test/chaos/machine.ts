import { execFileSync } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { kept, titled } from './alerts.ts';
import { any, inLanes, numbers, serviceOf, startAll } from './crew.ts';
import type { ChaosDatabase } from './database.ts';
import type { Done } from './door.ts';
import { allPaged, because, count, type Outcome, outcome, pagesOf } from './outcome.ts';
import { type Chat, chats } from './platforms.ts';
import { openStage, type Replica, type Stage } from './stage.ts';
import { slackRoom } from './team.ts';
import { waitFor, within } from './wait-for.ts';

/** As many people as alerts: nobody gets so many that they come in one message. */
const crowd = 100;
const stopsWithinMs = 5_000;
const settleMs = 3_000;

/** Alerts come to two processes at once, and one is told to stop among them; a balancer sends them to the other. */
export async function stoppedInStorm(database: ChaosDatabase, signals: 1 | 2): Promise<Outcome> {
  const name = signals === 1 ? 'SIGTERM in a storm' : 'SIGTERM in a storm, and a second one';
  const result = outcome(name, 'ended after', signals === 1 ? stopsWithinMs : 1_000);
  const stage = await openStage(database, { crowd, escalateAfter: '1d' });
  try {
    const all = await startAll(stage, 2);
    const [leaver, stayer] = all as [Replica, Replica];
    const titles = numbers(100).map(() => titled('Storm'));
    const storm = inLanes(numbers(titles.length), 20, async (turn) =>
      kept(() => (leaver.alive() ? all : [stayer]), titles[turn]!, serviceOf(turn, crowd), { turn, everyMs: 100 }),
    );
    await waitFor('some are paged', 60_000, () => stage.platforms.sent('You are paged (level 1)').length > 3);
    const began = performance.now();
    leaver.program.kill('SIGTERM');
    if (signals === 2) {
      await pause(50);
      leaver.program.kill('SIGTERM');
    }
    const { code } = await leaver.program.ended;
    result.times.push(performance.now() - began);
    if (signals === 1 && code !== 0) result.faults.push(`ended with ${code}: ${leaver.program.stderr().slice(-300)}`);
    await storm;
    await countPages(stage, titles, result, signals === 2);
  } catch (err) {
    result.faults.push(because(err));
  } finally {
    await stage.close();
  }
  return result;
}

/** One of two processes stands still for longer than the others wait for it, and goes on. */
export async function frozenInStorm(database: ChaosDatabase): Promise<Outcome> {
  const result = outcome(
    'one of 2 frozen for 15 s in a storm (SIGSTOP, SIGCONT)',
    'paged after the freeze began',
    60_000,
  );
  const stage = await openStage(database, { crowd, escalateAfter: '1d' });
  try {
    const all = await startAll(stage, 2);
    const [frozen, other] = all as [Replica, Replica];
    const titles = numbers(60).map(() => titled('Frozen'));
    const storm = inLanes(numbers(titles.length), 20, (turn) =>
      kept(turn < 30 ? any(all, turn) : other, titles[turn]!, serviceOf(turn, crowd), { everyMs: 100 }),
    );
    await waitFor('some are paged', 60_000, () => stage.platforms.sent('You are paged (level 1)').length > 3);
    frozen.program.kill('SIGSTOP');
    const began = performance.now();
    await pause(15_000);
    frozen.program.kill('SIGCONT');
    await storm;
    await countPages(stage, titles, result, true);
    result.times.push(performance.now() - began);
  } catch (err) {
    result.faults.push(because(err));
  } finally {
    await stage.close();
  }
  return result;
}

/** Callers that do not hang up take all the files that the process may open. Pages go on, and alerts when they have left. */
export async function outOfFiles(database: ChaosDatabase): Promise<Outcome> {
  const result = outcome('no file descriptor left', 'an alert kept after the callers have left', 20_000);
  const stage = await openStage(database, { crowd, escalateAfter: '8s' });
  const callers: Socket[] = [];
  try {
    const replica = await stage.start();
    const early = titled('Early');
    await kept(replica, early, serviceOf(0, crowd));
    takeFiles(replica.program.pid);
    const { port, hostname } = new URL(replica.program.url);
    for (const _ of numbers(200)) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      callers.push(socket);
    }
    await pause(3_000);
    // Level 2 becomes due meanwhile.
    await allPaged(stage.platforms, [early], 2);
    count(result, pagesOf(stage.platforms, early, 2));
    for (const socket of callers) socket.destroy();
    const began = performance.now();
    const late = titled('Late');
    await kept(replica, late, serviceOf(2, crowd));
    result.times.push(performance.now() - began);
    await countPages(stage, [early, late], result, false);
  } catch (err) {
    result.faults.push(because(err));
  } finally {
    for (const socket of callers) socket.destroy();
    await stage.close();
  }
  return result;
}

/**
 * More alerts, and larger ones, than the memory that the process may use takes. It stays up, refuses in words what it cannot
 * take, and pages for everything that it took.
 */
export async function littleMemory(database: ChaosDatabase, callers: number): Promise<Outcome> {
  const result = outcome(`a storm with little memory, ${callers} callers`, 'an alert kept after the storm', 30_000);
  const stage = await openStage(database, { crowd, escalateAfter: '1d' });
  try {
    const replica = await stage.start({ env: { NODE_OPTIONS: '--max-old-space-size=160' } });
    const answers = new Map<string, number>();
    const taken: number[] = [];
    const text = 'x'.repeat(200_000);
    await inLanes(numbers(3_000), callers, async (turn) => {
      const title = titled('Memory');
      const body = { title, service: serviceOf(turn, crowd), key: title, description: text };
      const { status, retryAfter, body: said } = await replica.posts('/v1/alerts', body, title);
      const { incidents = [], detail } = (said ?? {}) as { incidents?: number[]; detail?: string };
      if (status === 202) taken.push(...incidents);
      const isInOrder = status === 202 || (retryAfter !== undefined && detail !== undefined);
      const answer = `${status} ${detail ?? ''}`.trimEnd();
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      if (!isInOrder) result.faults.push(answer);
    });
    if (!replica.alive()) result.faults.push(`it died: ${JSON.stringify([...answers])}`);
    const began = performance.now();
    const after = titled('After');
    await kept(replica, after, 'once');
    result.times.push(performance.now() - began);
    result.runs += taken.length;
    await allNamed(stage, taken, result);
    console.log(`${result.scenario}: ${[...answers].map(([answer, count]) => `${count} x ${answer}`).join(', ')}`);
  } catch (err) {
    result.faults.push(because(err));
  } finally {
    await stage.close();
  }
  return result;
}

/** Waits until pages have named each of these incidents on every platform, alone or with others; counts those that none has. */
async function allNamed({ platforms }: Stage, incidents: readonly number[], into: Outcome): Promise<void> {
  const left = new Map(chats.map((chat) => [chat, new Set(incidents)]));
  const read = new Map<Chat, number>();
  // Each person gets about one message a second, and longer pauses where a platform asks for them.
  await within(120_000 + incidents.length * 1_000, () => {
    for (const chat of chats) {
      const { done } = platforms.doors[chat];
      for (const call of done.slice(read.get(chat) ?? 0))
        for (const number of numbersNamed(call)) left.get(chat)?.delete(number);
      read.set(chat, done.length);
    }
    return [...left.values()].every((numbers) => numbers.size === 0);
  });
  for (const [chat, numbers] of left) {
    into.lost += numbers.size;
    if (numbers.size > 0) into.faults.push(`${numbers.size} never on ${chat}, such as #${[...numbers][0]}`);
  }
}

/** The incidents that a message to a person names; its edits count as well, since a bundle grows by them. */
function numbersNamed({ body, answer }: Done): readonly number[] {
  const words = body.startsWith('{') ? body : decodeURIComponent(body.replaceAll('+', ' '));
  if (words.includes(slackRoom) || /"ok":false|"retry_after"/.test(answer)) return [];
  return [...words.matchAll(/#(\d+)/g)].map(([, number]) => Number(number));
}

/** Lets the process open only a few files more. */
function takeFiles(pid: number): void {
  const most = `$(($(ls /proc/${pid}/fd | wc -l) + 10))`;
  execFileSync('sh', ['-c', `prlimit --pid ${pid} --nofile=${most}:${most}`]);
}

async function countPages(stage: Stage, titles: readonly string[], into: Outcome, mayDouble: boolean): Promise<void> {
  await allPaged(stage.platforms, titles, 1);
  await pause(settleMs);
  for (const title of titles) {
    count(into, pagesOf(stage.platforms, title, 1), mayDouble ? { mayDouble: ['slack', 'telegram'] } : {});
    into.runs += 1;
  }
}
