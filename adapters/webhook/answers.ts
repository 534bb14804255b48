import { certificateProblem } from '../../src/lib/network/certificate-problem.ts';
import { codeOf, isPrivateAddress, retryAfterMs } from '../../src/lib/network/request-failures.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { EventRefused } from '../../src/ports/sinks.ts';

/**
 * A receiver that answers with one of these would answer the same event the same way again. So the event is dropped, and the
 * next ones continue.
 */
const refusals = new Set([400, 413, 414, 415, 422]);
/** Standard Webhooks: the receiver wants no more events at all. */
const gone = 410;

/**
 * Classifies a status other than 2xx. Other 4xx (401, 403, 404, 405…) concern the URL or the secret, not the event. A
 * deployment or a new secret fixes them within minutes, so the event is retried.
 *
 * @param name name of the webhook, for messages: its URL may hold a secret
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

/**
 * Classifies a request without an answer. A private address stays private until somebody changes the file, so it is reported
 * at once.
 *
 * @param limitMs time limit of the request
 */
export function unreachable(err: unknown, name: string, limitMs: number): DeliveryFailed {
  if (isPrivateAddress(err)) {
    const todo = 'set allowPrivate: true on it if that is meant';
    return new DeliveryFailed(`The webhook ${name} leads into a private network; ${todo}`, 'never');
  }
  if (err instanceof Error && err.name === 'TimeoutError') {
    return new DeliveryFailed(`The webhook ${name} did not answer within ${limitMs / 1000} s`, 'soon');
  }
  const code = codeOf(err);
  const certificate = certificateProblem(code, { authority: 'caFile', address: 'its url' });
  return new DeliveryFailed(
    certificate
      ? `The webhook ${name} cannot be reached: ${certificate}`
      : `The webhook ${name} cannot be reached (${code})`,
    'soon',
  );
}
