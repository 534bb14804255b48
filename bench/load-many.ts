import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { startEmbedded } from '../adapters/mongo/embedded/start.ts';
import { markdownTable, median, mib, ms, percentile, ratio } from './figures.ts';
import { underLoad } from './load.ts';
import type { Asked, Told } from './load-process.ts';
import { serviceOf } from './load-team.ts';

// 200 commands a second with 5,000 open incidents; and what 100,000 closed ones cost. Under three minutes on two cores.

const load = { perSecond: 200, seconds: Number(process.env.LOAD_SECONDS ?? 60) };
const manyOpen = 5_000;
const fewOpen = 20;
const manyClosed = Number(process.env.LOAD_CLOSED ?? 100_000);
/** In turn on the empty and the full database, so that whatever else the machine does, it does to both. */
const rounds = 25;
const warmUp = 3;
const batch = 1_000;

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: console.error };
const progress = (line: string) => console.error(`· ${line}`);

interface Core {
  /** The text of the answer. */
  says(person: string, line: string): Promise<string>;
  readonly rssBytes: number;
  readonly incidents: Collection<Document & { _id: string }>;
  stop(): Promise<void>;
}

/** The core in a process of its own, on a database of its own. */
async function startCore(uri: string, name: string): Promise<Core> {
  const own = new URL(uri);
  own.pathname = `/${name}`;
  const child: ChildProcess = fork(fileURLToPath(new URL('./load-process.ts', import.meta.url)), {
    env: { ...process.env, MONGODB_URI: own.href },
    execArgv: process.execArgv,
  });
  const waiting = new Map<string, (text: string) => void>();
  let asked = 0;
  let rssBytes = 0;
  await new Promise<void>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`The core ended with ${code}`)));
    child.on('message', (told: Told) => {
      if (told === 'ready') return resolve();
      rssBytes = Math.max(rssBytes, told.rssBytes);
      waiting.get(told.id)?.(told.text);
      waiting.delete(told.id);
    });
  });
  const client = await new MongoClient(own.href).connect();
  const db = client.db(name);
  return {
    says(person, line) {
      asked += 1;
      const ask: Asked = { id: `${name}-${asked}`, person, line };
      return new Promise((resolve) => {
        waiting.set(ask.id, resolve);
        child.send(ask);
      });
    },
    get rssBytes() {
      return rssBytes;
    },
    incidents: db.collection('incidents'),
    async stop() {
      child.removeAllListeners('exit');
      child.kill('SIGKILL');
      await db.dropDatabase();
      await client.close();
    },
  };
}

/**
 * Fills in incidents that look as one that was really declared, and if they are closed acknowledged, spoken of and
 * resolved: of each kind one is made so, and the others are made after it. The open ones have the highest numbers.
 */
async function fill(core: Core, closed: number, open: number): Promise<void> {
  const declare = `declare Checkout is down service:${serviceOf(0)}`;
  await core.says('p0', declare);
  for (const line of ['ack 1', 'note 1 the cache is full', 'resolve 1 rolled back']) await core.says('p0', line);
  await core.says('p0', declare);
  await core.says('p0', '');
  const [over, begun] = await Promise.all([1, 2].map((number) => core.incidents.findOne({ number })));
  if (!over || !begun) throw new Error('The first incidents were not kept');
  const all = closed + open;
  const like = (number: number) => {
    const model = number <= closed ? over : begun;
    const id = `bench-${number}`;
    const paged = [{ person: `p${number % 50}`, at: new Date() }];
    const decided = { ...model.decided, title: `Checkout is down ${number}`, service: serviceOf(number), paged };
    // Whatever the first one had still to send, these have sent.
    const { outboxAt: _sent, ...rest } = model;
    return { ...rest, _id: id, number, places: [`web|${id}`], decided: { ...decided, handled: [id, `${id}-2`] } };
  };
  for (let from = 3; from <= all; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, all - from + 1) }, (_, index) => from + index);
    await core.incidents.insertMany(numbers.map(like), { ordered: false });
  }
  // As if they had all been declared here.
  await core.incidents.db
    .collection<{ _id: string; value: number }>('counters')
    .updateOne({ _id: 'incident' }, { $set: { value: all } });
}

async function commandsASecond(uri: string): Promise<void> {
  progress(`filling in ${manyOpen} open incidents`);
  const core = await startCore(uri, 'tocsin_bench_open');
  await fill(core, 1, manyOpen);
  const times = new Map<string, number[]>();
  const refused = new Map<string, number>();
  const mix = ['list', 'show', 'list', 'ack', 'show', 'list', 'note', 'oncall', 'list', 'show'] as const;
  const lineOf = (index: number) => {
    const verb = mix[index % mix.length]!;
    // Each is acknowledged once, by the person whom it paged; the others are looked at and spoken of.
    const number = 2 + (index % manyOpen);
    if (verb === 'list') return index % 4 === 0 ? `list service:${serviceOf(index)}` : 'list';
    if (verb === 'oncall') return 'oncall';
    return verb === 'note' ? `note ${number} looked at it` : `${verb} ${number}`;
  };
  await underLoad({ perSecond: 20, seconds: 2 }, async (index) => void (await core.says('p1', lineOf(index * 2))));
  const before = loadavg()[0] ?? 0;
  progress(`${load.perSecond} commands a second for ${load.seconds} s (load average ${before.toFixed(1)})`);
  const { sorted, lost } = await underLoad(load, async (index) => {
    const line = lineOf(index);
    const began = performance.now();
    const text = await core.says(`p${index % 50}`, line);
    const verb = line.split(' ')[0]!;
    times.set(verb, [...(times.get(verb) ?? []), performance.now() - began]);
    if (/can’t save|went wrong|Failed/.test(text)) refused.set(verb, (refused.get(verb) ?? 0) + 1);
  });
  const row = (name: string, values: readonly number[], more = '') => [
    name,
    String(values.length),
    ms(percentile(values, 50)),
    ms(percentile(values, 99)),
    more,
  ];
  console.log(
    markdownTable(
      [`${load.perSecond} commands/s for ${load.seconds} s, ${manyOpen} open`, 'commands', 'p50', 'p99', ''],
      [
        row('all', sorted, `${lost} never answered, ${[...refused.values()].reduce((a, b) => a + b, 0)} not kept`),
        ...[...times].map(([verb, values]) =>
          row(
            `\`${verb}\``,
            [...values].sort((a, b) => a - b),
          ),
        ),
      ],
    ),
  );
  console.log(`\nMemory of the core at most ${mib(core.rssBytes)}; load average ${(loadavg()[0] ?? 0).toFixed(1)}.\n`);
  await core.stop();
}

async function closedOnes(uri: string): Promise<void> {
  progress(`filling in ${manyClosed} closed incidents`);
  const [empty, full] = [await startCore(uri, 'tocsin_bench_empty'), await startCore(uri, 'tocsin_bench_full')];
  await fill(empty, 1, fewOpen);
  await fill(full, manyClosed, fewOpen);
  const lines: Record<string, (first: number, round: number) => string> = {
    ack: (first, round) =>
      round % 2 ? `unack ${first + (round % fewOpen)}` : `ack ${first + ((round + 1) % fewOpen)}`,
    list: () => 'list',
    show: (first, round) => `show ${first + (round % fewOpen)}`,
    'list state:all': () => 'list state:all',
    'list state:resolved': () => 'list state:resolved',
    'list service:…': (_, round) => `list service:${serviceOf(round)}`,
  };
  const rows: string[][] = [];
  progress('asking both in turn');
  for (const [name, lineOf] of Object.entries(lines)) {
    const times = { empty: [] as number[], full: [] as number[] };
    for (let round = -warmUp; round < rounds; round += 1) {
      for (const [which, core, first] of [['empty', empty, 2] as const, ['full', full, manyClosed + 1] as const]) {
        const line = lineOf(first, round + 20);
        const began = performance.now();
        const text = await core.says('p0', line);
        if (round >= 0) times[which].push(performance.now() - began);
        if (/can’t save|went wrong|Failed|no incident/.test(text)) throw new Error(`${line}: ${text}`);
        // Cards that are edited afterwards are not part of the next answer.
        await core.says('p0', '');
      }
    }
    const [mine, theirs] = [median(times.full), median(times.empty)];
    rows.push([`\`${name}\``, ms(theirs), ms(mine), ratio(mine, theirs)]);
  }
  console.log(
    markdownTable(
      ['median, one at a time', `${fewOpen} open`, `and ${manyClosed.toLocaleString('en')} closed`, 'ratio'],
      rows,
    ),
  );
  console.log(`\nLoad average ${(loadavg()[0] ?? 0).toFixed(1)}. What the database looks at (executionStats):\n`);
  await plans(full);
  await empty.stop();
  await full.stop();
}

async function plans({ incidents }: Core): Promise<void> {
  const [from, last] = [manyClosed + fewOpen - 40, manyClosed + fewOpen];
  const reads: Record<string, Document> = {
    'by id (`load`, each change)': { _id: { $in: [`bench-${last}`] } },
    'by number (`ack 42`, `show 42`)': { number: last },
    'by room': { places: `web|bench-${last}` },
    'by cause (a repeat)': { 'decided.handled': `bench-${last}` },
    'open and paged (a bare `ack`)': {
      'decided.paged.person': 'p3',
      'decided.state': { $in: ['triggered', 'acknowledged'] },
    },
    'list, open': { 'decided.state': 'triggered', number: { $gte: 0 } },
    'list, resolved': { 'decided.state': 'resolved', number: { $gte: from } },
    'list, all': { number: { $gte: from } },
    'list, of a service': { 'decided.state': 'triggered', 'decided.service': serviceOf(3), number: { $gte: 0 } },
    'due (sweep)': { dueAt: { $gt: new Date(0), $lte: new Date() } },
    'to send (sweep)': { outboxAt: { $gt: new Date(0), $lte: new Date() } },
  };
  const rows = await Promise.all(
    Object.entries(reads).map(async ([name, filter]) => {
      const plan = await incidents.find(filter, { projection: { number: 1 } }).explain('executionStats');
      const said = JSON.stringify(plan.queryPlanner.winningPlan);
      const index = /"indexName":"([^"]+)"/.exec(said)?.[1];
      const { totalKeysExamined, totalDocsExamined } = plan.executionStats;
      return [
        name,
        index ?? (said.includes('COLLSCAN') ? 'COLLSCAN' : 'by id'),
        `${totalKeysExamined}`,
        `${totalDocsExamined}`,
      ];
    }),
  );
  console.log(markdownTable(['read', 'index', 'keys', 'documents'], rows));
}

const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
const given = process.env.MONGODB_URI;
const embedded = given ? undefined : await startEmbedded({ engine: 'auto', dataDir, log });
try {
  const engine = embedded ? `${embedded.engine} ${embedded.version}` : 'MONGODB_URI';
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, database ${engine}, load average ${(loadavg()[0] ?? 0).toFixed(1)}\n`,
  );
  const uri = given ?? embedded?.uri ?? '';
  await commandsASecond(uri);
  await closedOnes(uri);
} finally {
  await embedded?.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(0);
