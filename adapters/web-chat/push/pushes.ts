import { createHash } from 'node:crypto';
import { languages } from '../../../src/domain/languages.ts';
import type { Person, PersonId } from '../../../src/domain/people.ts';
import { createCache } from '../../../src/lib/cache.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import type { PushStore, PushSubscription } from '../../../src/ports/chat/web-push.ts';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import type { Message } from '../../../src/ports/message.ts';
import type { Clock, Log } from '../../../src/ports/runtime.ts';
import type { WebPost } from '../../../src/ports/web-chat.ts';
import type { WirePush } from '../wire-push.ts';
import { within } from '../within.ts';
import { PLAINTEXT_LIMIT } from './encrypt.ts';
import { payloadOf } from './payload.ts';
import { type PushClient, type PushMessage, type PushResult, problemText } from './send.ts';

/** A browser that is offline for longer gets no page any more: by then it has escalated, and the page itself is in the chat. */
const PAGE_TTL_SECONDS = 4 * 60 * 60;
/** What replaces a page waits as long as the page would: a phone may show the page meanwhile. */
const DONE_TTL_SECONDS = PAGE_TTL_SECONDS;
const TEST_TTL_SECONDS = 60;
const REMEMBERED = 5_000;

/** A post of the bot in somebody's direct messages. */
export type BotPost = WebPost & { readonly message: Message };

/** What became of a page, over all browsers of its person. */
export interface Arrival {
  /** How many browsers have taken it, now or at an earlier attempt. */
  readonly taken: number;
  /** Set when a push service asks for another attempt. */
  readonly later?: DeliveryFailed;
}

export interface Pushes {
  /** Pushes a new page to every browser of its person that has not taken it yet. */
  page(person: PersonId, post: BotPost): Promise<Arrival>;
  /** Replaces the notification of a page that needs nobody any more. Throws DeliveryFailed when it may work later. */
  done(person: PersonId, post: BotPost): Promise<void>;
  test(person: Person, payload: WirePush): Promise<readonly PushResult[]>;
}

export function createPushes(parts: {
  readonly store: PushStore;
  readonly client: PushClient;
  readonly clock: Clock;
  readonly log: Log;
}): Pushes {
  const { store, client, clock, log } = parts;
  /** What browsers took, so that a repeat of the delivery goes only to the others. */
  const taken = createCache<string, true>({ max: REMEMBERED });

  async function toEach(
    person: PersonId,
    payload: WirePush,
    message: Omit<PushMessage, 'text'>,
    since?: Date,
  ): Promise<readonly PushResult[]> {
    const all = await within(store.of(person, clock.now()));
    const text = textOf(payload);
    // A browser that subscribed after the page does not show it, so nothing has to be replaced there.
    const meant = all.filter((one) => since === undefined || one.since <= since);
    return Promise.all(meant.map((one) => toOne(one, payload, { ...message, text })));
  }

  async function toOne(to: PushSubscription, { kind, tag }: WirePush, message: PushMessage): Promise<PushResult> {
    const key = `${kind} ${tag} ${to.id}`;
    if (taken.has(key)) return { what: 'taken' };
    const result = await client.send(to, message);
    if (result.what === 'taken') taken.set(key, true);
    if (result.what === 'gone') await within(store.remove(to.id)).catch(() => undefined);
    if (result.what === 'refused')
      log.warn({ person: to.person, service: new URL(to.endpoint).host, problem: result.problem }, 'push was refused');
    return result;
  }

  return {
    async page(person, post) {
      const details = { ttlSeconds: PAGE_TTL_SECONDS, urgency: 'high', topic: topicOf(post.id) } as const;
      const results = await toEach(person, payloadOf('page', post), details);
      const later = failureOf(results);
      return { taken: results.filter(({ what }) => what === 'taken').length, ...(later && { later }) };
    },
    async done(person, post) {
      const details = { ttlSeconds: DONE_TTL_SECONDS, urgency: 'normal', topic: topicOf(post.id) } as const;
      const failure = failureOf(await toEach(person, payloadOf('done', post), details, post.at));
      if (failure) throw failure;
    },
    test: ({ id }, payload) => toEach(id, payload, { ttlSeconds: TEST_TTL_SECONDS, urgency: 'high' }),
  };
}

/** Returns the failure that asks for another attempt, after the longest time that a push service names. */
function failureOf(results: readonly PushResult[]): DeliveryFailed | undefined {
  const late = results.flatMap((one) => (one.what === 'later' ? [one] : []));
  const [first] = late;
  if (!first) return undefined;
  const waits = late.flatMap(({ afterMs }) => (afterMs === 'soon' ? [] : [afterMs]));
  const problem = problemText(first.problem, translatorFor(languages[0]));
  const reason = `${late.length} of ${results.length} browsers did not get the push (${problem})`;
  return new DeliveryFailed(reason, waits.length > 0 ? Math.max(...waits) : 'soon');
}

/** At most 32 characters of base64url (RFC 8030, 5.4). */
function topicOf(post: string): string {
  return createHash('sha256').update(post).digest('base64url').slice(0, 32);
}

/** The title alone fits in any case. */
function textOf(payload: WirePush): string {
  const { act: _act, ...withoutAction } = payload;
  const forms = [payload, { ...payload, body: '' }, { ...withoutAction, body: '' }].map((one) => JSON.stringify(one));
  return forms.find((one) => Buffer.byteLength(one) <= PLAINTEXT_LIMIT) ?? forms.at(-1)!;
}
