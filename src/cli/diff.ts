import { readFile } from 'node:fs/promises';
import type { Verdict } from '../config/check.ts';
import { loadConfig } from '../config.ts';
import { serverOf } from './server/client.ts';
import type { Terminal } from './terminal.ts';

interface Server {
  /** Absent: TOCSIN_URL, else the address in the settings. */
  readonly url?: string;
  /** Absent: TOCSIN_TOKEN or its file, else the first token of API_TOKENS. */
  readonly token?: string;
}

interface Answer {
  readonly mistakes?: readonly string[];
  readonly changes?: readonly string[];
}

/**
 * Asks the running server what the file of these settings would change.
 *
 * @throws Error with one sentence when the server cannot be reached
 */
export async function compareWithRunning(env: Terminal['env'], { url, token }: Server): Promise<Verdict> {
  const { file, settings } = await loadConfig(env);
  const base = url ?? (env.TOCSIN_URL?.trim() || settings.http.publicUrl);
  const ownToken = env.TOCSIN_TOKEN || env.TOCSIN_TOKEN_FILE ? undefined : settings.apiTokens[0]?.token;
  const server = serverOf(env, { url: base, token: token ?? ownToken });
  const answer = await server.send<Answer>('/v1/configuration/diff', { file: await readFile(file, 'utf8') });
  const { mistakes = [], changes = [] } = answer;
  if (mistakes.length > 0) {
    const lines = ['The running Tocsin finds mistakes in the file:', ...mistakes.map((mistake) => `  ${mistake}`)];
    return { text: lines.join('\n'), data: { ok: false, ...answer }, exitCode: 1 };
  }
  const text =
    changes.length === 0
      ? `Nothing would change at ${base}.`
      : [`What would change at ${base}:`, ...changes.map((change) => `  ${change}`)].join('\n');
  return { text, data: { ok: true, changes }, exitCode: 0 };
}
