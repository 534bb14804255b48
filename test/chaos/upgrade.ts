import { setTimeout as pause } from 'node:timers/promises';
import { kept, titled } from './alerts.ts';
import { serviceOf } from './crew.ts';
import type { ChaosDatabase } from './database.ts';
import { buildOld, commitThatAdded, findCommit } from './old-build.ts';
import { allPaged, because, count, type Outcome, outcome, pagesOf } from './outcome.ts';
import { accountsOf, chats } from './platforms.ts';
import { tally } from './replicas.ts';
import { openStage, type Replica, type Stage } from './stage.ts';
import { admin } from './team.ts';
import { waitFor, within } from './wait-for.ts';

const crowd = 20;
const startsLateMs = 2_000;
const settleMs = 3_000;
/** How long old and new work side by side, and each alone, so that steps become due in every phase. */
const phaseMs = 12_000;
const refusedWithinMs = 60_000;
const versionFile = 'adapters/mongo/migrations/data-version.ts';

/** What is under way all the time: the titles that escalate, and those that somebody acknowledged at once. */
interface Traffic {
  readonly escalating: string[];
  readonly acknowledged: string[];
  /** Sends no more; what was sent is kept. */
  end(): Promise<void>;
}

/**
 * A rolling upgrade: processes of an earlier commit and of this one work side by side on one database, while alerts come, people
 * give commands and steps become due. The old ones are stopped, one after the other, and then the new ones for old ones again.
 */
export async function upgraded(database: ChaosDatabase, revision?: string): Promise<Outcome | readonly Outcome[]> {
  const commit = await findCommit(revision);
  if (!commit) return skipped('upgrade from an earlier commit', revision);
  const old = await buildOld(commit);
  const result = outcome(`rolling upgrade from ${commit}, and back`, 'a step started late', startsLateMs);
  const stage = await openStage(database, { crowd, escalateAfter: '10s' });
  try {
    let all = [await stage.start({ program: old.program }), await stage.start({ program: old.program })];
    const traffic = startTraffic(stage, () => all);
    await pause(phaseMs);
    const replaceAll = async (program?: string) => {
      for (const one of all) {
        const next = await stage.start(program === undefined ? {} : { program });
        all = [...all, next];
        await pause(phaseMs);
        all = all.filter((other) => other !== one);
        await one.leaves().catch((err: unknown) => result.faults.push(because(err)));
      }
      await pause(phaseMs);
    };
    await replaceAll();
    await replaceAll(old.program);
    await traffic.end();
    await allPaged(stage.platforms, traffic.escalating, 2);
    await pause(settleMs);
    await tally(stage, traffic.escalating, { started: result });
    for (const title of traffic.acknowledged) countAcknowledged(stage, title, result);
    result.runs += traffic.escalating.length + traffic.acknowledged.length;
  } finally {
    await stage.close();
    await old.remove();
  }
  return result;
}

function startTraffic(stage: Stage, all: () => readonly Replica[]): Traffic {
  const escalating: string[] = [];
  const acknowledged: string[] = [];
  let ended = false;
  const sending = (async () => {
    for (let turn = 0; !ended; turn += 1) {
      const title = titled('Upgrade');
      // One that is going or gone does not answer: then another is asked, as a balancer would.
      if (turn % 4 !== 3) await kept(all, title, serviceOf(turn, crowd), { turn, everyMs: 100 });
      else saysOnTelegram(stage, `declare ${title} service:${serviceOf(turn, crowd)}`);
      if (turn % 8 === 7) {
        acknowledged.push(title);
        await acknowledge(stage, title);
      } else escalating.push(title);
      await pause(250);
    }
  })();
  // Its failure is told where it is waited for.
  sending.catch(() => undefined);
  return {
    escalating,
    acknowledged,
    async end() {
      ended = true;
      await sending;
    },
  };
}

function saysOnTelegram({ platforms }: Stage, line: string): void {
  const account = Number(accountsOf(admin).telegram);
  platforms.telegram.writes(account, account, line);
}

/** Acknowledges the incident that was declared with this title as soon as it is there. */
async function acknowledge(stage: Stage, title: string): Promise<void> {
  let number: number | undefined;
  await waitFor(`${title} is declared`, 60_000, async () => {
    number = (await stage.incidents(title))[0]?.number;
    return number !== undefined;
  });
  saysOnTelegram(stage, `ack ${number}`);
}

/** Level 1 was paged once, and nobody of level 2, since the acknowledgement came in time. */
function countAcknowledged({ platforms }: Stage, title: string, into: Outcome): void {
  count(into, pagesOf(platforms, title, 1));
  const late = chats.flatMap((chat) => pagesOf(platforms, title, 2).get(chat) ?? []);
  if (late.length > 0) into.faults.push(`level 2 paged after an acknowledgement: ${title}`);
}

/**
 * A program of an earlier commit meets data that it can no longer read: it says so in one sentence, ends, and the process of
 * this commit goes on. No migration needs that yet, so what the database says of its data is written by hand.
 */
export async function downgradeRefused(database: ChaosDatabase): Promise<Outcome | readonly Outcome[]> {
  const commit = await commitThatAdded(versionFile);
  if (!commit) return skipped('downgrade');
  const old = await buildOld(commit);
  const result = outcome(`downgrade to ${commit} refused`, 'refused after', refusedWithinMs);
  const stage = await openStage(database);
  try {
    const current = await stage.start();
    const later = { version: 99, readableFrom: 99, program: '9.9.9' };
    await stage.db.collection<{ _id: string }>('meta').updateOne({ _id: 'data' }, { $set: later });
    const began = performance.now();
    const { program } = await stage.begin({ program: old.program });
    const { code } = await program.ended;
    result.times.push(performance.now() - began);
    result.runs += 1;
    const sentence = /The data was brought forward by Tocsin 9\.9\.9 .*Start version 9\.9\.9 or later/;
    if (code !== 1 || !sentence.test(program.stderr())) result.faults.push(`${code}: ${program.stderr()}`);
    const title = titled('After the downgrade');
    await kept(current, title, 'once');
    if (
      (await within(60_000, () => chats.every((chat) => pagesOf(stage.platforms, title, 1).get(chat)?.length))) ===
      undefined
    )
      result.lost += 1;
  } finally {
    await stage.close();
    await old.remove();
  }
  return result;
}

function skipped(what: string, revision = 'an earlier commit'): readonly Outcome[] {
  console.error(`Skipped: ${what}. git does not know ${revision} here; run it in a clone with its history.`);
  return [];
}
