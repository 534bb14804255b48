import { createHash, randomUUID } from 'node:crypto';
import { literalOf } from '../../../src/lib/network/public-address.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { deviceOf } from '../device.ts';
import { answered } from '../http/answers.ts';
import type { ApiParts } from '../http/api-parts.ts';
import { BadBody, type Body } from '../http/body.ts';
import { languageFor } from '../http/language.ts';
import type { Visitor } from '../http/visitor.ts';
import { directRoom } from '../rooms.ts';
import { within } from '../within.ts';
import { areBrowserKeys } from './encrypt.ts';
import { testPayload } from './payload.ts';
import { mayBeUsed, problemText } from './send.ts';

const ENDPOINT_LIMIT = 1_000;
const DEVICE_LIMIT = 100;

/** Lists the browsers that get the visitor's pages by push. Their endpoints stay here. */
export async function listPush({ pushStore, pushKeys, clock }: ApiParts, { person }: Visitor, t: Translate) {
  const [found, { publicKey }] = await Promise.all([within(pushStore.of(person.id, clock.now())), pushKeys()]);
  const browsers = found.map(({ id, device, since }) => ({
    id,
    device: device ?? t('web-session.unknown-device'),
    since: since.toISOString(),
  }));
  return answered<'push'>({ key: publicKey, browsers });
}

/** What a page posts about pushes. */
export async function changePush(
  path: 'subscribe' | 'renew-push' | 'unsubscribe' | 'try-push',
  parts: ApiParts,
  visitor: Visitor,
  request: Request,
  body: Body,
): Promise<Response> {
  switch (path) {
    case 'subscribe':
      return subscribe(parts, visitor, request, body);
    case 'renew-push':
      return renewPush(parts, visitor, request, body);
    case 'unsubscribe':
      return removePush(parts, visitor, body);
    case 'try-push':
      return tryPush(parts, visitor, request);
    default:
      return path satisfies never;
  }
}

/** Keeps a browser's subscription. Its endpoint is a URL from outside; each request to it is checked once more. */
async function subscribe(parts: ApiParts, visitor: Visitor, request: Request, body: Body): Promise<Response> {
  const [endpoint, p256dh, auth] = [endpointIn(body), body.text('p256dh'), body.text('auth')];
  const isNamed =
    endpoint.length <= ENDPOINT_LIMIT && mayBeUsed(endpoint) && literalOf(new URL(endpoint)) === undefined;
  if (!isNamed && !parts.allowsPrivatePushes)
    throw new BadBody('“endpoint” must be the https address of a push service.');
  if (!areBrowserKeys({ p256dh, auth })) throw new BadBody('“p256dh” and “auth” must be the keys of a subscription.');
  const now = parts.clock.now();
  const id = idOf(endpoint);
  const by = await subscriberOf(parts, visitor, request);
  await within(parts.pushStore.keep({ id, endpoint, p256dh, auth, since: now, renewedAt: now, ...by }));
  return answered<'subscribe'>({ browser: id });
}

async function renewPush(parts: ApiParts, visitor: Visitor, request: Request, body: Body): Promise<Response> {
  const id = idOf(endpointIn(body));
  const by = await subscriberOf(parts, visitor, request);
  const isKept = await within(parts.pushStore.renew(id, by, parts.clock.now()));
  const { publicKey: key } = await parts.pushKeys();
  return answered<'renew-push'>(isKept ? { browser: id, key } : { key });
}

async function removePush({ pushStore, clock }: ApiParts, { person }: Visitor, body: Body): Promise<Response> {
  const theirs = await within(pushStore.of(person.id, clock.now()));
  const found = theirs.find(({ id }) => id === body.text('browser'));
  if (found) await within(pushStore.remove(found.id));
  return answered<'unsubscribe'>({});
}

/** Removes what a session has subscribed. */
export async function removePushesOf(parts: ApiParts, person: string, session: string): Promise<void> {
  const id = await sessionId(parts, person, session);
  if (id !== undefined) await within(parts.pushStore.removeOf(person, id));
}

/** Sends a test notification to all of the visitor's browsers, once. */
async function tryPush(parts: ApiParts, { person }: Visitor, request: Request): Promise<Response> {
  const language = languageFor(request, person, parts.directory());
  const results = await parts.pushes.test(person, testPayload(`test-${randomUUID()}`, directRoom(person.id), language));
  // A browser that has unsubscribed is off the list.
  const failed = results.filter(({ what }) => what === 'later' || what === 'refused');
  const problem = failed.flatMap((one) =>
    'problem' in one ? [problemText(one.problem, translatorFor(language))] : [],
  )[0];
  return answered<'try-push'>({
    sent: results.filter(({ what }) => what === 'taken').length,
    failed: failed.length,
    ...(problem !== undefined && { problem }),
  });
}

async function subscriberOf(parts: ApiParts, { person, session }: Visitor, request: Request) {
  const id = session === undefined ? undefined : await sessionId(parts, person.id, session);
  const device = deviceOf(request.headers.get('user-agent') ?? undefined)?.slice(0, DEVICE_LIMIT);
  return { person: person.id, ...(id !== undefined && { session: id }), ...(device !== undefined && { device }) };
}

async function sessionId({ signIns, clock }: ApiParts, person: string, session: string): Promise<string | undefined> {
  const all = await within(signIns.sessionsOf(person, clock.now(), session));
  return all.find(({ current }) => current)?.id;
}

function endpointIn(body: Body): string {
  return body.text('endpoint').slice(0, ENDPOINT_LIMIT + 1);
}

function idOf(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('base64url');
}
