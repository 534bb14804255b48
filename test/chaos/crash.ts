import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChaosDatabase } from './database.ts';
import type { Hold } from './hold.ts';
import { count, everyChat, type Outcome, outcome, pagesOf } from './outcome.ts';
import { accountsOf, type Chat, chats, isPage } from './platforms.ts';
import { openStage, type Replica, type Stage } from './stage.ts';
import { first } from './team.ts';
import { waitFor, within } from './wait-for.ts';

/** A claim is another's for 30 s at most, and the sweep looks every 2 s. */
const takeoverMs = 35_000;
const patienceMs = 90_000;
/** Whatever is doubled comes when the other one takes over, so soon after the first. */
const settleMs = 3_000;

export const points = [
  'before the write',
  'after the 202',
  'before the claim',
  'between claim and send',
  'between send and mark',
  'in an escalation, before its write',
  'in an escalation, after its write',
  'in an acknowledgement, before its write',
  'in an acknowledgement, after its write',
] as const;
export type Point = (typeof points)[number];

interface Run {
  readonly stage: Stage;
  readonly victim: Replica;
  readonly title: string;
  readonly outcome: Outcome;
}

interface Kills {
  readonly runs: number;
  readonly restart?: boolean;
  /**
   * Only when what is sent on the web is written down. A process that dies while it writes many things together leaves a
   * transaction behind, which SecantusDB never ends.
   */
  readonly calm?: boolean;
}

/**
 * kill -9 at this point, so often. The process that dies is the one that works and listens; another replica stands by, or
 * with `restart` nobody does, and the program is started again.
 */
export async function killAt(
  database: ChaosDatabase,
  point: Point,
  { runs, restart = false, calm = false }: Kills,
): Promise<Outcome> {
  const result = outcome(`kill -9 ${point}${restart ? ', restarted' : ''}`, 'takeover', takeoverMs);
  const stage = await openStage(database);
  try {
    let victim = await stage.start();
    await waitFor('it listens', 60_000, async () => (await victim.hears()).includes('telegram'));
    let standby = restart ? undefined : await stage.start();
    for (let run = 1; run <= runs; run += 1) {
      const title = `Trouble ${randomUUID().slice(0, 8)}`;
      const finish = await bringTo(point, { stage, victim, title, outcome: result });
      if (calm) await waitFor('the web is marked', patienceMs, () => webIsMarked(stage, title));
      await victim.dies();
      const died = performance.now();
      const successor = standby ?? (await stage.start());
      await finish(successor, died);
      result.runs += 1;
      if (run === runs) break;
      victim = successor;
      await waitFor('the successor listens', 60_000, async () => (await successor.hears()).includes('telegram'));
      standby = restart ? undefined : await stage.start();
    }
  } finally {
    await stage.close();
  }
  return result;
}

/** What is to hold after the death, and is measured then. */
type Finish = (successor: Replica, died: number) => Promise<void>;

async function bringTo(point: Point, run: Run): Promise<Finish> {
  const { stage, victim, title } = run;
  switch (point) {
    case 'before the write': {
      const hold = victim.line.holds('before', (text) => writes(text, title));
      const key = randomUUID();
      const answer = alert(victim, title, 'once', key);
      await hold.reached;
      return async (successor, died) => {
        await answer;
        // Nothing was promised: its sender sends it again.
        await kept(successor, title, 'once', key);
        await paged(run, died, 1);
        if ((await stage.incidents(title)).length !== 1) run.outcome.faults.push('not one incident');
      };
    }
    case 'after the 202': {
      const holds = holdPages(run, 'before');
      await kept(victim, title, 'once');
      return async (_, died) => {
        for (const { release } of holds) release();
        await paged(run, died, 1);
      };
    }
    case 'before the claim':
    case 'between claim and send': {
      // Person 3 is paged a second later, so that what pages them has to be claimed first.
      const when = point === 'before the claim' ? 'before' : 'after';
      const held = victim.line.holds(when, claims);
      await kept(victim, title, 'later');
      await held.reached;
      return async (_, died) => paged(run, died, 1);
    }
    case 'between send and mark': {
      const holds = holdPages(run, 'after');
      await kept(victim, title, 'once');
      await Promise.all(holds.map(({ reached }) => reached));
      return async (_, died) => {
        for (const { release } of holds) release();
        await markedAgain(run, died);
      };
    }
    case 'in an escalation, before its write':
    case 'in an escalation, after its write': {
      const when = point.endsWith('before its write') ? 'before' : 'after';
      const held = victim.line.holds(when, escalates);
      await kept(victim, title, 'soon');
      await held.reached;
      return async (_, died) => paged(run, died, 2);
    }
    case 'in an acknowledgement, before its write':
    case 'in an acknowledgement, after its write': {
      await kept(victim, title, 'once');
      await waitFor('person 1 is paged', patienceMs, () => everyChat(pagesOf(stage.platforms, title, 1)));
      const when = point.endsWith('before its write') ? 'before' : 'after';
      const held = victim.line.holds(when, (text) => writes(text) && text.includes('"type":"acknowledged"'));
      const [{ number = 0 } = {}] = await stage.incidents(title);
      const account = Number(accountsOf(first).telegram);
      const told = () => stage.platforms.telegram.told(account).filter(({ text }) => text.includes(`#${number}`));
      const before = told().length;
      stage.platforms.telegram.writes(account, account, `ack ${number}`);
      await held.reached;
      return async (_, died) => {
        const took = await within(patienceMs, async () => {
          const [incident] = await stage.incidents(title);
          return incident?.decided.state === 'acknowledged' && told().length > before;
        });
        if (took === undefined) run.outcome.lost += 1;
        else run.outcome.times.push(performance.now() - died);
        const [incident] = await stage.incidents(title);
        const acknowledged = (incident?.timeline ?? []).filter(({ type }: { type: string }) => type === 'acknowledged');
        if (acknowledged.length !== 1) run.outcome.faults.push(`${acknowledged.length} acknowledgements`);
        count(run.outcome, pagesOf(stage.platforms, title, 1));
      };
    }
    default:
      return point satisfies never;
  }
}

export const writes = (text: string, title = '') =>
  /^\{"(?:bulkWrite|insert|update)"/.test(text) && text.includes(title);

function claims(text: string): boolean {
  return writes(text) && /deliveries\.page[^"]*progress\.claim":\{"\$cond"/.test(text);
}

function escalates(text: string): boolean {
  return writes(text) && /"type":"escalated","at":"[^"]+","level":1/.test(text);
}

/** Every chat's next page about this: before the chat has it, or after it with its answer. */
function holdPages({ stage, title }: Run, when: 'before' | 'after'): Hold[] {
  return chats.map((chat) => stage.platforms.doors[chat].holds(when, (call) => isPage(chat, call, title)));
}

export function alert(replica: Replica, title: string, service: string, key: string) {
  return replica.posts('/v1/alerts', { title, service, key: title }, key);
}

/** Sends it until it is kept, as whoever gets no 202 has to. */
export async function kept(
  replica: Replica,
  title: string,
  service: string,
  key: string = randomUUID(),
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { status, body } = await alert(replica, title, service, key);
    if (status === 202) return;
    if (attempt === 50 || (status >= 400 && status < 500)) throw new Error(`${status}: ${JSON.stringify(body)}`);
    await pause(500);
  }
}

/** All that goes to the web has gone there. */
async function webIsMarked(stage: Stage, title: string): Promise<boolean> {
  const [incident] = await stage.incidents(title);
  const deliveries: { platform: string; progress: { shown: number } }[] = Object.values(incident?.deliveries ?? {});
  return deliveries.every(({ platform, progress }) => platform !== 'web' || progress.shown > 0);
}

/** Everybody has the page; then it is waited for whatever comes twice. */
async function paged({ stage, title, outcome: result }: Run, died: number, level: number): Promise<void> {
  const took = await within(patienceMs, () => everyChat(pagesOf(stage.platforms, title, level)));
  if (took !== undefined) result.times.push(performance.now() - died);
  await pause(settleMs);
  count(result, pagesOf(stage.platforms, title, level));
}

/** It went out already; whoever takes it over does it again and marks it. */
async function markedAgain({ stage, title, outcome: result }: Run, died: number): Promise<void> {
  const took = await within(patienceMs, async () => {
    const [incident] = await stage.incidents(title);
    const deliveries: { kind: string; platform: Chat; progress: { shown: number } }[] = Object.values(
      incident?.deliveries ?? {},
    );
    const pages = deliveries.filter(({ kind, platform }) => kind === 'page' && chats.includes(platform));
    return pages.length === chats.length && pages.every(({ progress }) => progress.shown > 0);
  });
  if (took === undefined) result.lost += 1;
  else result.times.push(performance.now() - died);
  await pause(settleMs);
  count(result, pagesOf(stage.platforms, title, 1), { mayDouble: ['slack', 'telegram'] });
}
