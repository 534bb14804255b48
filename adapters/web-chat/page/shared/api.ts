import type { WireError, WireReads, WireWrites } from '../../wire.ts';
import { t } from './texts.ts';

const TRIES = 3;
const LIMIT_MS = 35_000;

/** Thrown when the server refuses or is unreachable; the message is a sentence for people. */
export class Refusal extends Error {
  readonly status: number;
  /** The option of the command that the refusal is about. */
  readonly option: string | undefined;

  constructor(sentence: string, status: number, option?: string) {
    super(sentence);
    this.status = status;
    this.option = option;
  }
}

/** Returns the sentence for an error: the server's, or one that reports a fault in this page. */
export function sentenceOf(err: unknown): string {
  if (err instanceof Refusal) return err.message;
  console.error(err);
  return t('web.error.page');
}

let signedOut = () => {};

/** @param ended called when the server answers that nobody is signed in */
export function whenSignedOut(ended: () => void): void {
  signedOut = ended;
}

export async function get<Path extends keyof WireReads>(
  path: Path,
  parameters: WireReads[Path]['query'],
): Promise<WireReads[Path]['answer']> {
  const query = new URLSearchParams(parameters).toString();
  return (await request(`/web/api/${path}${query ? `?${query}` : ''}`, {})) as WireReads[Path]['answer'];
}

/** Returns the id of a new action. */
export function newAction(): string {
  return uuid();
}

/** Posts an action. Retries it under the same id when the connection fails; the server runs an id once. */
export async function post<Path extends keyof WireWrites>(
  path: Path,
  body: WireWrites[Path]['body'] & { readonly action?: string },
): Promise<WireWrites[Path]['answer']> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tocsin': '1' },
    body: JSON.stringify({ action: uuid(), ...body }),
  };
  for (let tried = 1; ; tried++) {
    try {
      return (await request(`/web/api/${path}`, init)) as WireWrites[Path]['answer'];
    } catch (err) {
      const hopeless = err instanceof Refusal && err.status !== 503;
      if (hopeless || tried === TRIES) throw err;
      await new Promise((resolve) => setTimeout(resolve, 400 * 3 ** (tried - 1)));
    }
  }
}

async function request(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => {
    throw new Refusal(t('web.error.unreachable'), 503);
  });
  const body: Partial<WireError> = await response.json().catch(() => ({}));
  if (response.ok) return body;
  // Another person signed in in another tab, so the page reloads as that person.
  if (response.status === 409) location.reload();
  if (response.status === 401) signedOut();
  throw new Refusal(body.error ?? t('web.error.failed'), response.status, body.option);
}

/** Returns a UUID. crypto.randomUUID exists only on https and localhost, and a team's server may be neither. */
function uuid(): string {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte, index) => {
    if (index === 6) return (byte & 0x0f) | 0x40;
    return index === 8 ? (byte & 0x3f) | 0x80 : byte;
  });
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
