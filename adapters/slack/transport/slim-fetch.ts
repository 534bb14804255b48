import { STATUS_CODES } from 'node:http';
import { request } from 'undici';

type Fields = Readonly<Record<string, string | string[] | undefined>>;

/**
 * A `fetch` for the SDK without streams, which cost as much processor time as the rest of a call; Slack's answers are small.
 * Does not follow redirects. Throws as `fetch` does, with the cause.
 */
export const slimFetch: typeof fetch = async (to, init = {}) => {
  const { method = 'GET', headers, body, signal } = init;
  // A form with a file is rare and needs the standard `fetch`.
  if (typeof to !== 'string' || (body != null && typeof body !== 'string')) return fetch(to, init);
  try {
    const answer = await request(to, {
      method: method as 'POST',
      headers: headers as Record<string, string>,
      body: body ?? null,
      signal: signal ?? null,
    });
    return new SlimAnswer(to, answer.statusCode, answer.headers, await answer.body.text()) as unknown as Response;
  } catch (cause) {
    // Callers check for the abort reason.
    if (signal?.aborted) throw cause;
    throw new TypeError('fetch failed', { cause });
  }
};

/** The parts of a `Response` that the SDK reads. Creating a real one takes longer than the rest of the answer. */
class SlimAnswer implements Pick<Response, 'url' | 'status' | 'ok' | 'statusText' | 'text' | 'json' | 'arrayBuffer'> {
  readonly url: string;
  readonly status: number;
  readonly #fields: Fields;
  readonly #body: string;

  constructor(url: string, status: number, fields: Fields, body: string) {
    this.url = url;
    this.status = status;
    this.#fields = fields;
    this.#body = body;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get statusText(): string {
    return STATUS_CODES[this.status] ?? '';
  }

  get headers(): Pick<Headers, 'get' | 'has' | 'entries'> {
    const get = (name: string) => textOf(this.#fields[name.toLowerCase()]);
    return {
      get,
      has: (name) => get(name) !== null,
      entries: () => new Headers(Object.keys(this.#fields).map((name) => [name, get(name) ?? ''])).entries(),
    };
  }

  async text(): Promise<string> {
    return this.#body;
  }

  async json(): Promise<unknown> {
    return JSON.parse(this.#body);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new TextEncoder().encode(this.#body).buffer;
  }
}

function textOf(value: string | string[] | undefined): string | null {
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}
