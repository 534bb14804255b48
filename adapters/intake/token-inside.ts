import type { HeaderReader } from '../../src/ports/http.ts';
import { Refusal } from './problem.ts';
import type { Arrived, Sender } from './sender.ts';

/**
 * Reads the token from the body, where a sender's own protocol carries it there. Nobody knows yet who sent it, so what
 * is compressed is not unpacked: a kilobyte can be a megabyte inside.
 *
 * @throws Refusal: 415 for a compressed body, and what `read` throws
 */
export async function tokenInside(sender: Sender, headers: HeaderReader, read: () => Promise<Arrived>) {
  if (!sender.token) return undefined;
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() || 'identity';
  if (encoding !== 'identity') {
    const message =
      'The token is in a compressed body: send it uncompressed, or the token as “Authorization: Bearer <token>”.';
    throw new Refusal(415, message, { errors: [{ field: 'content-encoding', message }] });
  }
  return sender.token(await read());
}
