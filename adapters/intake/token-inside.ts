import type { HeaderReader } from '../../src/ports/http.ts';
import { Refusal } from './problem.ts';
import type { Arrived, Sender } from './sender.ts';

/**
 * Reads the token from the body, for senders whose protocol puts it there. The sender is not authenticated yet, so a
 * compressed body is not decompressed: a kilobyte can expand to a megabyte.
 *
 * @throws Refusal: 415 for a compressed body, and the errors of `read`
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
