import type { WireError, WireReads, WireWrites } from '../../wire.ts';
import { t } from './texts.ts';

const TRIES = 3;
const LIMIT_MS = 35_000;

/** The server said no, or cannot be reached; the message is a sentence for the person. */
export class Refusal extends Error {
  readonly status: number;
  /** The option of a command that it is about. */
  readonly option: string | undefined;

  constructor(sentence: string, status: number, option?: string) {
    super(sentence);
    this.status = status;
    this.option = option;
  }
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

/** Tries again when the connection fails, under the same action id: done twice it is done once. */
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
  // Somebody else in another tab: the page starts anew as whoever it is now.
  if (response.status === 409) location.reload();
  if (response.status === 401) signedOut();
  throw new Refusal(body.error ?? t('web.error.failed'), response.status, body.option);
}

/** crypto.randomUUID exists on https and localhost alone; a team's own server may be neither. */
function uuid(): string {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte, index) => {
    if (index === 6) return (byte & 0x0f) | 0x40;
    return index === 8 ? (byte & 0x3f) | 0x80 : byte;
  });
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
