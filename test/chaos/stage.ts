import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, type Document, MongoClient } from 'mongodb';
import { bearer } from '../harness/api-tokens.ts';
import { freePort, type Program, startProgram } from '../harness/program.ts';
import type { ChaosDatabase } from './database.ts';
import { type DatabaseLine, openDatabaseLine } from './database-line.ts';
import { because } from './outcome.ts';
import { type Chat, openPlatforms, type Platforms } from './platforms.ts';
import { crowdFrom, teamFile } from './team.ts';
import { waitFor } from './wait-for.ts';

export interface Answer {
  /** 0 when there was none. */
  readonly status: number;
  readonly retryAfter?: string;
  readonly body: unknown;
}

/** The real program as a process of its own, with its own line to the database. */
export interface Replica {
  readonly program: Program;
  readonly line: DatabaseLine;
  /** Posts to its HTTP side; the same key is the same request. */
  posts(path: string, body: object, key?: string): Promise<Answer>;
  /** The platforms that it listens to, as its readiness says. */
  hears(): Promise<readonly string[]>;
  alive(): boolean;
  /** kill -9, and it is gone. */
  dies(): Promise<void>;
  /** SIGTERM, and it has ended. Fails when it did not end well. */
  leaves(): Promise<void>;
}

export interface StageOptions {
  readonly crowd?: number;
  readonly escalateAfter?: string;
  readonly firstWay?: string;
  readonly nextWay?: string;
}

interface Start {
  readonly env?: Readonly<Record<string, string>>;
  readonly line?: DatabaseLine;
  /** The `cli.js` of another build. */
  readonly program?: string;
}

export interface Stage {
  /** The database of this stage, and its address. */
  readonly db: Db;
  readonly uri: string;
  readonly platforms: Platforms;
  start(how?: Start): Promise<Replica>;
  /** Not waited for until it runs. */
  begin(how?: Start): Promise<Replica>;
  openLine(): Promise<DatabaseLine>;
  /** What the database holds of the incidents with this title. */
  incidents(title: string): Promise<Document[]>;
  /** Of all incidents, by their titles, what happened. */
  timelines(): Promise<ReadonlyMap<string, readonly Document[]>>;
  close(): Promise<void>;
}

const living = new Set<Program>();
process.on('exit', () => {
  for (const program of living) program.kill('SIGKILL');
});

export async function openStage(database: ChaosDatabase, options: StageOptions = {}): Promise<Stage> {
  const closings: (() => Promise<unknown>)[] = [];
  const name = `chaos_${randomBytes(6).toString('hex')}`;
  const uri = database.uri(name);
  const platforms = await openPlatforms(crowdFrom + (options.crowd ?? 0) + 1);
  closings.push(() => platforms.close());
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-chaos-'));
  closings.push(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'tocsin.yaml'), teamFile(options));
  const client = new MongoClient(uri);
  closings.push(async () => {
    await client.db(name).dropDatabase();
    await client.close();
  });

  async function openLine(): Promise<DatabaseLine> {
    const line = await openDatabaseLine(uri);
    closings.push(() => line.close());
    return line;
  }

  async function begin({ env = {}, line, program: entry }: Start = {}): Promise<Replica> {
    const own = line ?? (await openLine());
    const settings = {
      ...platforms.settings,
      HTTP_PORT: await freePort(),
      MONGODB_URI: own.uri,
      TOCSIN_CONFIG: join(folder, 'tocsin.yaml'),
      ...env,
    };
    const program = await startProgram(settings, entry);
    living.add(program);
    let alive = true;
    const ended = program.ended.then((how) => {
      alive = false;
      living.delete(program);
      return how;
    });
    const dies = async () => {
      program.kill('SIGKILL');
      await ended;
    };
    closings.push(dies);
    return {
      program,
      line: own,
      posts: (path, body, key) => post(`${program.url}${path}`, body, key),
      async hears() {
        const answer = await fetch(`${program.url}/health/ready`).catch(() => undefined);
        return answer ? (((await answer.json()) as { hears?: string[] }).hears ?? []) : [];
      },
      alive: () => alive,
      dies,
      async leaves() {
        program.kill('SIGTERM');
        const { code } = await ended;
        if (code !== 0) throw new Error(`It did not end well: ${code}\n${program.stderr()}`);
      },
    };
  }

  async function start(how: Start = {}): Promise<Replica> {
    const replica = await begin(how);
    await runs(replica);
    return replica;
  }

  return {
    db: client.db(name),
    uri,
    platforms,
    start,
    begin,
    openLine,
    incidents: (title) => client.db(name).collection('incidents').find({ 'decided.title': title }).toArray(),
    async timelines() {
      const all = client
        .db(name)
        .collection('incidents')
        .find({}, { projection: { timeline: 1, 'decided.title': 1 } });
      const found = new Map<string, readonly Document[]>();
      for await (const { timeline, decided } of all) found.set(decided.title, timeline);
      return found;
    },
    async close() {
      for (const close of closings.splice(0).reverse()) await close();
    },
  };
}

/** Settles when it is ready for people; fails when it ends before. */
export async function runs({ program, alive }: Replica): Promise<void> {
  await waitFor('Tocsin runs', 120_000, () => {
    if (!alive()) throw new Error(`It ended:\n${program.stdout()}\n${program.stderr()}`);
    return program.stdout().includes('Tocsin is running');
  });
}

/** Settles when it hears what people say on these chats, and they are offered its commands. */
export async function listens(
  { platforms }: Pick<Stage, 'platforms'>,
  replica: Replica,
  on: readonly Chat[],
): Promise<void> {
  await waitFor(`it listens to ${on.join(', ')}`, 120_000, async () => {
    const heard = await replica.hears();
    const offered = !on.includes('discord') || platforms.discord.world.commands.has('incident declare');
    return offered && on.every((chat) => heard.includes(chat));
  });
}

async function post(url: string, body: object, key?: string): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...bearer(key),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const retryAfter = answer.headers.get('retry-after');
    const said = (await answer.json().catch(() => undefined)) as unknown;
    return { status: answer.status, body: said, ...(retryAfter !== null && { retryAfter }) };
  } catch (err) {
    return { status: 0, body: { detail: because(err instanceof Error && err.cause ? err.cause : err) } };
  }
}
