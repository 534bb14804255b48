import { PrivateAddress } from '../../src/lib/network/public-address.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { EventRefused } from '../../src/ports/sinks.ts';

const longestRetryAfterMs = 60 * 60_000;

/** Who answers so will answer the same to the same body, however often it comes; the events behind it go on. */
const refusals = new Set([400, 413, 414, 415, 422]);
/** How a receiver says that it wants no more, by the Standard Webhooks convention: of nothing. */
const gone = 410;

/**
 * What a status other than 2xx means. The others of 4xx (401, 403, 404, 405…) are about the address or the secret, not
 * about this event: they are mended within minutes (a deployment, a rotated secret), so it is tried again.
 *
 * @param name of the webhook: its URL may hold a secret and is told nobody
 */
export function refusedWith(status: number, retryAfter: string | undefined, name: string, now: Date): DeliveryFailed {
  if (refusals.has(status)) return new EventRefused(`The webhook ${name} refused the event (${status})`);
  if (status === gone) return new DeliveryFailed(`The webhook ${name} wants no more events (${status})`, 'never');
  if (status >= 300 && status < 400) {
    const todo = 'it was not followed; write the address that it leads to into the file';
    return new DeliveryFailed(`The webhook ${name} answered with a redirect (${status}); ${todo}`, 'soon');
  }
  const afterMs = retryAfter === undefined ? undefined : retryAfterMs(retryAfter, now);
  return new DeliveryFailed(`The webhook ${name} answered ${status}`, afterMs ?? 'soon');
}

/** Seconds, or a date; undefined when it is neither. At most an hour. */
function retryAfterMs(header: string, now: Date): number | undefined {
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestRetryAfterMs) : undefined;
}

/**
 * No answer at all. A private address stays one until somebody changes the file, so it is told at once.
 *
 * @param limitMs how long it had
 */
export function unreachable(err: unknown, name: string, limitMs: number): DeliveryFailed {
  if (isPrivate(err)) {
    const todo = 'set allowPrivate: true on it if that is meant';
    return new DeliveryFailed(`The webhook ${name} leads into a private network; ${todo}`, 'never');
  }
  if (err instanceof Error && err.name === 'TimeoutError') {
    return new DeliveryFailed(`The webhook ${name} did not answer within ${limitMs / 1000} s`, 'soon');
  }
  return new DeliveryFailed(`The webhook ${name} cannot be reached (${codeOf(err)})`, 'soon');
}

function isPrivate(err: unknown): boolean {
  if (err instanceof PrivateAddress) return true;
  if (err instanceof AggregateError) return err.errors.some(isPrivate);
  return err instanceof Error && err.cause !== undefined && isPrivate(err.cause);
}

/** Messages may name what is secret; codes never do. */
function codeOf(err: unknown): string {
  if (err instanceof AggregateError && err.errors.length > 0) return codeOf(err.errors[0]);
  if (!(err instanceof Error)) return 'no reason given';
  if ('code' in err && typeof err.code === 'string') return err.code;
  return err.cause ? codeOf(err.cause) : err.name;
}
