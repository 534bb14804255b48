const TRIES = 3;
const LIMIT_MS = 35_000;

/** The server said no; the message is a sentence for the person. */
export class Refusal extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

export async function get(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  return ask(`/web/api/${path}${query ? `?${query}` : ''}`, {});
}

/** Tried again when the connection fails, under the same action id: done twice it is done once. */
export async function post(path, body) {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tocsin': '1' },
    body: JSON.stringify({ action: uuid(), ...body }),
  };
  for (let tried = 1; ; tried++) {
    try {
      return await ask(`/web/api/${path}`, request);
    } catch (err) {
      const hopeless = err instanceof Refusal && err.status !== 503;
      if (hopeless || tried === TRIES) throw err;
      await new Promise((resolve) => setTimeout(resolve, 400 * 3 ** (tried - 1)));
    }
  }
}

async function ask(url, request) {
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => {
    throw new Refusal('Tocsin cannot be reached. Check your connection and try again.', 503);
  });
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  // Signed out, or somebody else in another tab: the page starts anew as whoever it is now.
  if (response.status === 409 || (response.status === 401 && request.method === 'POST')) location.reload();
  throw new Refusal(body.error ?? 'Tocsin could not do that just now. Try again in a moment.', response.status);
}

/** crypto.randomUUID exists on https and localhost alone; a team's own server may be neither. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
