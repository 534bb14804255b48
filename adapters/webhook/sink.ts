import type { Dispatcher } from 'undici';
import type { Webhook } from '../../src/domain/webhook.ts';
import { type Connections, openConnections } from '../../src/lib/network/guarded-connections.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { EventSink, OutgoingEvent } from '../../src/ports/sinks.ts';
import { eventToJson } from '../../src/schemas/event.ts';
import { refusedWith, unreachable } from './answers.ts';
import { type Body, bodyWriter } from './body.ts';
import { rememberFailure } from './recent-failure.ts';
import { redirectedTo } from './redirects.ts';
import { signedHeaders } from './signature.ts';

/** All in milliseconds. */
interface Timing {
  readonly answer: number;
  readonly stop: number;
}

const usualTiming: Timing = { answer: 9_500, stop: 4_000 };
const mostOfAnAnswer = 4 * 1024;

/**
 * Creates the event sink for one webhook. It sends one POST for each event, signed by the Standard Webhooks convention; a
 * 2xx confirms delivery. An event keeps its `webhook-id` when it is retried. Events that the webhook does not subscribe to
 * count as delivered.
 */
export function createWebhookSink(
  webhook: Webhook,
  { clock, log, timing: own }: { clock: Clock; log: Log; timing?: Partial<Timing> },
): EventSink {
  const { name, secrets, events } = webhook;
  const timing = { ...usualTiming, ...(webhook.timeoutMs !== undefined && { answer: webhook.timeoutMs }), ...own };
  const url = new URL(webhook.url);
  const writeBody = bodyWriter(webhook);
  const ownHeaders = Object.fromEntries((webhook.headers ?? []).map((one) => [one.name.toLowerCase(), one.value]));
  let open: Connections | undefined;
  const failure = rememberFailure(clock);

  /** Sends one request. One time limit covers all of it, including redirects. */
  async function post(
    connections: Connections,
    { id, trace }: OutgoingEvent,
    { text, type }: Body,
  ): Promise<Dispatcher.ResponseData> {
    const at = clock.now();
    const signal = AbortSignal.timeout(timing.answer);
    const headers = {
      'content-type': type,
      'user-agent': 'Tocsin',
      ...ownHeaders,
      ...signedHeaders({ id, at, body: text }, secrets),
      ...(trace !== undefined && { traceparent: trace }),
    };
    let to = url;
    for (let followed = 0; ; followed += 1) {
      const answer = await connections.request(to, { method: 'POST', signal, headers, body: text });
      // Reads a short answer so that the connection can be reused, and closes the connection on a longer one.
      await answer.body.dump({ limit: mostOfAnAnswer, signal }).catch(() => undefined);
      const next = webhook.followRedirects ? redirectedTo(to, answer, followed) : undefined;
      if (!next) return answer;
      to = next;
    }
  }

  return {
    name: `webhook:${name}`,
    start() {
      failure.forget();
      open ??= openConnections(webhook, timing.answer);
    },
    async stop() {
      const closing = open;
      open = undefined;
      if (!closing) return;
      const timer = setTimeout(() => closing.destroy(), timing.stop);
      await closing.close().catch(() => undefined);
      clearTimeout(timer);
    },
    connected: () => open !== undefined && !failure.isRecent(),
    async publish(told) {
      if (events && !events.includes(told.event.type)) return;
      if (!open) throw new DeliveryFailed(`The webhook ${name} is not started`, 'soon');
      const body = writeBody(eventToJson(told));
      const answer = await post(open, told, body).catch((err: unknown) => {
        throw failure.remember(unreachable(err, name, timing.answer));
      });
      const { statusCode, headers } = answer;
      if (statusCode >= 200 && statusCode < 300) return failure.forget();
      if (statusCode === 410)
        log.warn({ webhook: name }, 'webhook answered 410 and gets no more events; remove it from the file');
      const after = headers['retry-after'];
      throw failure.remember(refusedWith(statusCode, Array.isArray(after) ? after[0] : after, name, clock.now()));
    },
  };
}
