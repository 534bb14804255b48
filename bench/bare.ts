import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../test/chaos/database.ts';
import { pagedPeople, slackAccount } from './alert-team.ts';
import { readUsage } from './process-tree.ts';
import { diedOf, end, memoryFlags } from './processes.ts';

/** A program that takes alerts, and a database of its own. */
export interface Target {
  readonly url: string;
  /** Processor time since the start, and what the database wrote to disk. */
  used(): Promise<Used>;
  stop(): Promise<void>;
}

export interface Used {
  readonly cpuMs: number;
  readonly databaseMs: number;
  readonly bytes: number;
}

/** Starts the least that keeps alerts and pages for them (bare.mjs), on a database like Tocsin's. */
export async function startBare(settings: Readonly<Record<string, string>>): Promise<Target> {
  const database = await openDatabase();
  const server = await database.pid();
  const bare = {
    uri: database.uri('bare'),
    slack: { botToken: settings.SLACK_BOT_TOKEN, apiUrl: settings.SLACK_API_URL },
    people: Array.from({ length: pagedPeople }, (_, person) => slackAccount(person)),
  };
  const program = fileURLToPath(new URL('bare.mjs', import.meta.url));
  const child = fork(program, { execArgv: [...memoryFlags], env: { ...process.env, BARE: JSON.stringify(bare) } });
  const died = diedOf(child, 'The bare program');
  const [{ port }] = (await Promise.race([once(child, 'message'), died])) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}`,
    async used() {
      child.send('usage');
      const [{ cpuMs }] = (await Promise.race([once(child, 'message'), died])) as [{ cpuMs: number }];
      const { ms = 0, bytes = 0 } = readUsage(server) ?? {};
      return { cpuMs, databaseMs: ms, bytes };
    },
    async stop() {
      await end(child, () => child.disconnect());
      await database.close();
    },
  };
}
