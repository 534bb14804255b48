import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { teamFile } from './crowd.ts';
import { type Fake, openFakes } from './fakes.ts';
import { markdownTable, median, mib, ms, ratio } from './figures.ts';
import type { Load } from './load.ts';
import { commandToAnswer, declareSome, declareToPage, idleBytes, type Timing } from './measure.ts';
import { build, type Measured, startPeer, startTocsin } from './processes.ts';

/** Measures what README says of Tocsin. Everything is on loopback: the platforms are the tests' fakes, in this process. */

/** Of one run; there are three of each on each platform, for Tocsin and for the peer: under four minutes in all. */
const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const commands: Load = { perSecond: 100, seconds };
const declarations: Load = { perSecond: 2, seconds: seconds + 1 };
const starts = 3;

interface Statistics {
  readonly answers: ReadonlyMap<Fake['platform'], Timing>;
  readonly pages: ReadonlyMap<Fake['platform'], Timing>;
  readonly idleBytes: number;
  readonly afterwardsBytes: number;
}

const progress = (line: string) => console.error(`· ${line}`);

async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
  const shutdownSteps: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })];
  try {
    const loadBefore = loadavg()[0] ?? 0;
    progress('building');
    build();
    const [fakes, peersFakes] = [await openFakes(), await openFakes()];
    shutdownSteps.push(() => Promise.all([...fakes, ...peersFakes].map((fake) => fake.close())));
    await writeFile(join(folder, 'team.yaml'), teamFile());
    const settings: Record<string, string> = Object.assign(
      { TOCSIN_CONFIG: join(folder, 'team.yaml'), DATA_DIR: join(folder, 'data') },
      ...fakes.map((fake) => fake.settings),
    );
    const own = process.env.MONGODB_URI;
    if (own) {
      const database = ownDatabase(own);
      settings.MONGODB_URI = database.uri;
      shutdownSteps.push(database.drop);
    }

    const [ready, up]: [number[], number[]] = [[], []];
    for (let start = 1; start < starts; start += 1) {
      progress(`start ${start} of ${starts}`);
      const tocsin = await startTocsin(settings);
      ready.push(tocsin.readyAfterMs);
      up.push(tocsin.upAfterMs);
      await tocsin.stop();
    }
    progress(`start ${starts} of ${starts}`);
    const tocsin = await startTocsin(settings);
    shutdownSteps.push(() => tocsin.stop());
    ready.push(tocsin.readyAfterMs);
    up.push(tocsin.upAfterMs);
    const peer = await startPeer(Object.assign({}, ...peersFakes.map((fake) => fake.settings)));
    shutdownSteps.push(() => peer.stop());
    progress('both idle');
    const [ourIdle, theirIdle] = await Promise.all([idleBytes(tocsin), idleBytes(peer)]);
    // While one is measured the other has nothing to do.
    const ours = { ...(await measure('Tocsin', tocsin, fakes)), idleBytes: ourIdle };
    const theirs = { ...(await measure('the bare SDKs', peer, peersFakes)), idleBytes: theirIdle };
    await shutdownSteps.pop()?.();
    await shutdownSteps.pop()?.();

    console.log(table(ours, theirs, { readyMs: median(ready), upMs: median(up), peerUpMs: peer.upAfterMs }));
    console.log(`\n${circumstances(tocsin.database, loadBefore)}`);
    const complaints = [...fakes, ...peersFakes].flatMap((fake) => fake.complaints());
    if (complaints.length > 0) throw new Error(`The platforms complain:\n${[...new Set(complaints)].join('\n')}`);
  } finally {
    for (const work of shutdownSteps.reverse()) await work();
  }
}

async function measure(who: string, program: Measured, fakes: readonly Fake[]): Promise<Omit<Statistics, 'idleBytes'>> {
  const [answers, pages] = [new Map<Fake['platform'], Timing>(), new Map<Fake['platform'], Timing>()];
  await declareSome(fakes[0]!);
  for (const fake of fakes) {
    const timing = await commandToAnswer(fake, commands, program);
    progress(`${who}: command on ${fake.platform} to answer: ${inWords(timing)}`);
    answers.set(fake.platform, timing);
  }
  for (const fake of fakes) {
    const timing = await declareToPage(fake, declarations, program);
    progress(`${who}: declared on ${fake.platform} to page: ${inWords(timing)}`);
    pages.set(fake.platform, timing);
  }
  return { answers, pages, afterwardsBytes: (await program.usage()).rssBytes };
}

const inWords = ({ p50, p99, cpuMs, lost }: Timing) =>
  `p50 ${ms(p50)}, p99 ${ms(p99)}, ${ms(cpuMs)} of processor time each${lost > 0 ? `, ${lost} never` : ''}`;

function table(
  ours: Statistics,
  theirs: Statistics,
  { readyMs, upMs, peerUpMs }: { readyMs: number; upMs: number; peerUpMs: number },
): string {
  const names = { slack: 'Slack (Socket Mode)', discord: 'Discord', telegram: 'Telegram (polling)' } as const;
  const timing = (label: string, of: 'answers' | 'pages') =>
    [...ours[of]].flatMap(([platform, mine]) => {
      const their = theirs[of].get(platform) ?? mine;
      return (['p50', 'p99', 'cpuMs'] as const).map((which) => [
        `${label}, ${names[platform]}, ${which === 'cpuMs' ? 'processor time' : which}`,
        `${ms(mine[which])}${mine.lost > 0 ? ` (${mine.lost} never)` : ''}`,
        `${ms(their[which])}${their.lost > 0 ? ` (${their.lost} never)` : ''}`,
        ratio(mine[which], their[which]),
      ]);
    });
  const bytes = (label: string, mine: number, their: number) => [label, mib(mine), mib(their), ratio(mine, their)];
  return markdownTable(
    ['', 'Tocsin', 'bare SDKs', 'ratio'],
    [
      ...timing(`\`/incident list\` at ${commands.perSecond}/s to its answer`, 'answers'),
      ...timing(`declared at ${declarations.perSecond}/s to page handed over`, 'pages'),
      bytes('memory (RSS), idle for 45 s, all platforms connected', ours.idleBytes, theirs.idleBytes),
      bytes('memory (RSS) after all of the above', ours.afterwardsBytes, theirs.afterwardsBytes),
      ['ready, from when the database is up', ms(readyMs), '–', '–'],
      ['all platforms connected, from the start of the process', ms(upMs), ms(peerUpMs), ratio(upMs, peerUpMs)],
    ],
  );
}

function circumstances(database: string, loadBefore: number): string {
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  const engine = database.replace(/, in .*/, '');
  return [
    `${availableParallelism()} cores (${model}), Node ${process.versions.node}, database: ${engine}; load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after.`,
    'The platforms are fakes on loopback in one process with the load; Tocsin or the peer, and the database, share the same cores.',
    'Of each percentile the median of 3 runs; commands come at their times whether answers are late or not, and are measured from then.',
    'The peer is what the SDKs do by themselves, in one process without a database: a Bolt, a discord.js and a grammY handler that acknowledges',
    'and answers a fixed text; for “declared” it sends one direct message, where Tocsin keeps an incident, opens rooms and posts cards on all platforms.',
  ].join('\n');
}

/** On the server that was named, a database of this run's own. */
function ownDatabase(uri: string): { uri: string; drop(): Promise<void> } {
  const name = `tocsin_bench_${randomBytes(4).toString('hex')}`;
  const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri);
  if (!parts) throw new Error('MONGODB_URI is not a MongoDB address');
  const own = `${parts[1]}/${name}${parts[2] ?? ''}`;
  return {
    uri: own,
    async drop() {
      const client = new MongoClient(own, { serverSelectionTimeoutMS: 10_000 });
      await client
        .db(name)
        .dropDatabase()
        .finally(() => client.close());
    },
  };
}

await run();
