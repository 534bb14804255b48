import type { ApiClientOptions } from 'grammy';

type GrammyFetch = NonNullable<ApiClientOptions['fetch']>;

/**
 * Calls the Bot API and reads the whole answer. grammY's own client does not notice when the line is cut within an answer:
 * it would wait until its time limit, and a poll for more than half a minute.
 *
 * @throws the cause, such as ECONNREFUSED, or an error of type `invalid-json`
 */
export const fetchWhole = (async (url: string, { method, body, signal }: RequestInit) => {
  // grammY's signal is not one that Node's fetch takes.
  const ending = new AbortController();
  const end = () => ending.abort();
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: method ?? 'POST', headers, body: body ?? null, signal: ending.signal });
    const text = await response.text();
    return { json: async () => parsed(text) };
  } catch (err) {
    throw err instanceof TypeError && err.cause ? err.cause : err;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}) as unknown as GrammyFetch;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw Object.assign(new Error('The answer is no JSON'), { type: 'invalid-json' });
  }
}
