import { readFile } from 'node:fs/promises';
import type { Verdict } from '../config/check.ts';
import { loadConfig } from '../config.ts';
import type { Terminal } from './terminal.ts';

const answerWithinMs = 20_000;

interface Server {
  /** Absent: the address in the settings. */
  readonly url?: string;
  /** Absent: the first token of API_TOKENS. */
  readonly token?: string;
}

interface Answer {
  readonly mistakes?: readonly string[];
  readonly changes?: readonly string[];
  readonly detail?: string;
}

/**
 * Asks the running server what the file of these settings would change.
 *
 * @throws Error with one sentence when the server cannot be asked
 */
export async function compareWithRunning(env: Terminal['env'], { url, token }: Server): Promise<Verdict> {
  const { file, settings } = await loadConfig(env);
  const base = (url ?? settings.http.publicUrl).replace(/\/+$/, '');
  const bearer = token ?? env.TOCSIN_TOKEN ?? settings.apiTokens[0]?.token;
  const answer = await ask(`${base}/v1/configuration/diff`, await readFile(file, 'utf8'), bearer);
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

async function ask(url: string, file: string, token: string | undefined): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ file }),
    signal: AbortSignal.timeout(answerWithinMs),
  }).catch((cause: unknown) => {
    throw new Error(`${url} does not answer: start Tocsin there, or name its address with --url.`, { cause });
  });
  const answer = (await response.json().catch(() => ({}))) as Answer;
  if (response.ok) return answer;
  const todo = response.status === 401 || response.status === 403 ? ' Give a token with --token or TOCSIN_TOKEN.' : '';
  throw new Error(`${url} answers ${response.status}${answer.detail ? `: ${answer.detail}` : '.'}${todo}`);
}
