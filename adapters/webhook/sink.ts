import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent, request } from 'undici';
import type { Webhook } from '../../src/domain/webhook.ts';
import { publicLookup, refusePrivateLiteral, refusePrivateName } from '../../src/lib/network/public-address.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { EventSink } from '../../src/ports/sinks.ts';
import { eventToJson } from '../../src/schemas/event.ts';
import { refusedWith, unreachable } from './answers.ts';
import { signedHeaders } from './signature.ts';

/** All in milliseconds. */
interface Timing {
  readonly answer: number;
  readonly stop: number;
}

const usualTiming: Timing = { answer: 9_500, stop: 4_000 };
const mostOfAnAnswer = 4 * 1024;
const connections = 4;

/**
 * Events to one webhook, one POST each, signed by the Standard Webhooks convention; done at a 2xx. The same event has the
 * same `webhook-id`, however often it comes. Events that the webhook does not ask for are done without it.
 */
export function createWebhookSink(
  webhook: Webhook,
  { clock, log, timing: own }: { clock: Clock; log: Log; timing?: Partial<Timing> },
): EventSink {
  const { name, secrets, events, allowPrivate } = webhook;
  const timing = { ...usualTiming, ...own };
  const url = new URL(webhook.url);
  let dispatcher: Dispatcher | undefined;
  /** As far as is known: nothing is open between two events. */
  let answers = true;

  async function post(through: Dispatcher, id: string, body: string) {
    const at = clock.now();
    const signal = AbortSignal.timeout(timing.answer);
    if (!allowPrivate) await refusePrivate(url, webhook, signal);
    const answer = await request(url, {
      method: 'POST',
      dispatcher: through,
      signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Tocsin',
        ...signedHeaders({ id, at, body }, secrets),
      },
      body,
    });
    // So that the connection can be used again; who says more than that is hung up on.
    await answer.body.dump({ limit: mostOfAnAnswer, signal }).catch(() => undefined);
    return answer;
  }

  return {
    name: `webhook:${name}`,
    start() {
      answers = true;
      dispatcher ??= dispatcherFor(webhook, timing);
    },
    async stop() {
      const closing = dispatcher;
      dispatcher = undefined;
      if (!closing) return;
      const timer = setTimeout(() => void closing.destroy(), timing.stop);
      await closing.close().catch(() => undefined);
      clearTimeout(timer);
    },
    connected: () => dispatcher !== undefined && answers,
    async publish(told) {
      if (events && !events.includes(told.event.type)) return;
      if (!dispatcher) throw new DeliveryFailed(`The webhook ${name} is not started`, 'soon');
      const answer = await post(dispatcher, told.id, JSON.stringify(eventToJson(told))).catch((err: unknown) => {
        answers = false;
        throw unreachable(err, name);
      });
      const { statusCode, headers } = answer;
      answers = statusCode >= 200 && statusCode < 300;
      if (answers) return;
      if (statusCode === 410)
        log.warn({ webhook: name }, 'webhook answered 410 and gets no more events; remove it from the file');
      const after = headers['retry-after'];
      throw refusedWith(statusCode, Array.isArray(after) ? after[0] : after, name, clock.now());
    },
  };
}

/** Checked here is what is not looked up by the connection itself: addresses, and names that a proxy looks up. */
async function refusePrivate(url: URL, webhook: Webhook, signal: AbortSignal): Promise<void> {
  refusePrivateLiteral(url);
  if (mayUseProxy(webhook)) await refusePrivateName(url, signal);
}

function mayUseProxy({ proxy }: Pick<Webhook, 'proxy'>): boolean {
  const { http_proxy, https_proxy, HTTP_PROXY, HTTPS_PROXY } = process.env;
  return Boolean(proxy ?? http_proxy ?? https_proxy ?? HTTP_PROXY ?? HTTPS_PROXY);
}

/** Its own proxy, else that of the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), else none. */
function dispatcherFor({ proxy, allowPrivate }: Webhook, { answer }: Timing): Dispatcher {
  const limits = { connections, headersTimeout: answer, bodyTimeout: answer };
  if (proxy !== undefined) return new ProxyAgent({ ...limits, uri: proxy });
  const connect = { timeout: answer, ...(!allowPrivate && { lookup: publicLookup }) };
  return mayUseProxy({}) ? new EnvHttpProxyAgent({ ...limits, connect }) : new Agent({ ...limits, connect });
}
