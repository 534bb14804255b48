import type { Connections } from '../../../src/lib/network/guarded-connections.ts';
import { codeOf, isPrivateAddress, retryAfterMs } from '../../../src/lib/network/request-failures.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import type { PushKeys, PushSubscription } from '../../../src/ports/chat/web-push.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import { encrypt } from './encrypt.ts';
import { authorization, subjectOf } from './vapid.ts';

/** One request settles within the 10 s of a delivery, of which the store may need some. */
const ANSWER_LIMIT_MS = 5_000;
const ANSWER_BYTES = 4 * 1024;

/** How a push service is reached. Tests trust a certificate of their own on loopback. */
export interface PushNetwork {
  readonly allowPrivate?: boolean;
  readonly ca?: string;
  /** Absent: 5 s. */
  readonly answerWithinMs?: number;
}

export interface PushMessage {
  readonly text: string;
  /** How long the push service keeps it for a browser that is offline. */
  readonly ttlSeconds: number;
  readonly urgency: 'normal' | 'high';
  /** A later message with the same topic replaces this one while the browser is offline (RFC 8030, 5.4). */
  readonly topic?: string;
}

/** What became of a message to one browser. */
export type PushResult =
  | { readonly what: 'taken' }
  /** The browser has unsubscribed, or its endpoint must not be used. */
  | { readonly what: 'gone' }
  | { readonly what: 'later'; readonly afterMs: number | 'soon'; readonly problem: PushProblem }
  | { readonly what: 'refused'; readonly problem: PushProblem };

/** The status that a push service answered, a code of the connection, or that there was no answer in time. */
export type PushProblem = { readonly status: number } | { readonly code: string } | 'silent';

/** Returns the problem as a sentence for people. */
export function problemText(problem: PushProblem, t: Translate): string {
  if (problem === 'silent') return t('failure.push.silent', { seconds: ANSWER_LIMIT_MS / 1000 });
  if ('status' in problem) return t('failure.push.answered', { status: problem.status });
  return t('failure.push.unreachable', { code: problem.code });
}

export interface PushClient {
  send(subscription: PushSubscription, message: PushMessage): Promise<PushResult>;
  close(): void;
}

/** Creates the client that sends Web Push messages (RFC 8030). It sends each once; whether to retry is the caller's matter. */
export function createPushClient(parts: {
  readonly publicUrl: string;
  readonly keys: () => Promise<PushKeys>;
  readonly clock: Clock;
  readonly network?: PushNetwork;
}): PushClient {
  const { publicUrl, keys, clock, network = {} } = parts;
  const subject = subjectOf(publicUrl);
  const { answerWithinMs = ANSWER_LIMIT_MS } = network;
  let connections: Connections | undefined;

  async function open(): Promise<Connections> {
    // Loaded with the first message: an installation without push needs no second HTTP client.
    const { openConnections } = await import('../../../src/lib/network/guarded-connections.ts');
    connections ??= openConnections(network, answerWithinMs);
    return connections;
  }

  async function request(subscription: PushSubscription, { text, ttlSeconds, urgency, topic }: PushMessage) {
    const url = new URL(subscription.endpoint);
    const signal = AbortSignal.timeout(answerWithinMs);
    const answer = await (await open()).request(url, {
      method: 'POST',
      signal,
      headers: {
        authorization: authorization(url, await keys(), subject, clock.now()),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(ttlSeconds),
        urgency,
        ...(topic !== undefined && { topic }),
      },
      body: encrypt(text, subscription),
    });
    await answer.body.dump({ limit: ANSWER_BYTES, signal }).catch(() => undefined);
    return answer;
  }

  return {
    async send(subscription, message) {
      if (!mayBeUsed(subscription.endpoint)) return { what: 'gone' };
      try {
        const { statusCode, headers } = await request(subscription, message);
        const after = headers['retry-after'];
        return resultOf(statusCode, Array.isArray(after) ? after[0] : after, clock.now());
      } catch (err) {
        if (isPrivateAddress(err)) return { what: 'gone' };
        const isSlow = err instanceof Error && err.name === 'TimeoutError';
        return { what: 'later', afterMs: 'soon', problem: isSlow ? 'silent' : { code: codeOf(err) } };
      }
    },
    close() {
      connections?.destroy();
      connections = undefined;
    },
  };
}

/** Returns whether a URL from a browser may be an endpoint: push services speak https only. */
export function mayBeUsed(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, username, password } = new URL(endpoint);
  return protocol === 'https:' && username === '' && password === '';
}

/** RFC 8030 names 404, 410, 413 and 429; services answer with 400, 401 or 403 when the header or body is wrong. */
function resultOf(status: number, retryAfter: string | undefined, now: Date): PushResult {
  if (status >= 200 && status < 300) return { what: 'taken' };
  if (status === 404 || status === 410) return { what: 'gone' };
  const problem = { status };
  if (status !== 408 && status !== 429 && status < 500) return { what: 'refused', problem };
  const afterMs = retryAfter === undefined ? undefined : retryAfterMs(retryAfter, now);
  return { what: 'later', afterMs: afterMs ?? 'soon', problem };
}
