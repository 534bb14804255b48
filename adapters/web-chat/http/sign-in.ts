import type { Language } from '../../../src/domain/languages.ts';
import { escapeHtml } from '../../../src/lib/html.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import type { SignIns } from '../../../src/ports/people.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import { removePushesOf } from '../push/api.ts';
import { json } from './answers.ts';
import type { ApiParts } from './api-parts.ts';
import type { Body } from './body.ts';
import type { WebRateLimits } from './rate-limits.ts';
import { smallPage, typed } from './small-page.ts';
import { createReturnAddress, fromOurPages, type Visitor, type Visitors } from './visitor.ts';

/** Opens a sign-in link from the bot. GET does not use it up, because chats and mail scanners open links. */
export async function answerSignIn(
  request: Request,
  secret: string,
  language: Language,
  address: string,
  parts: { publicUrl: string; signIns: SignIns; visitors: Visitors; clock: Clock; limits: WebRateLimits },
): Promise<Response> {
  const t = translatorFor(language);
  const returnAddress = createReturnAddress(parts.publicUrl);
  if (request.method === 'GET' || request.method === 'HEAD') {
    const button = `<button class="button primary wide" type="submit">${escapeHtml(t('sign-in.button'))}</button>`;
    return smallPage(language, 200, t('sign-in.title'), [
      t('sign-in.once'),
      { html: `<form method="post">${button}</form>` },
    ]);
  }
  if (request.method !== 'POST') return smallPage(language, 405, t('web-page.method'), [t('sign-in.method.text')]);
  if (!fromOurPages(request, parts.publicUrl))
    return smallPage(language, 403, t('sign-in.foreign'), [t('sign-in.foreign.text')]);
  const userAgent = request.headers.get('user-agent') ?? undefined;
  const redeemed = await parts.signIns.redeem(secret, parts.clock.now(), userAgent);
  // A valid link works despite earlier wrong ones: behind a proxy everybody may have one address.
  const wait = redeemed ? undefined : await parts.limits.wrongLink(address);
  if (wait !== undefined)
    return smallPage(language, 429, t('sign-in.too-many'), [t('sign-in.too-many.text', { seconds: wait })], {
      'retry-after': String(wait),
    });
  // A second press of the button, or Back: this browser is signed in already.
  if (!redeemed && (await parts.visitors.recognise(request)))
    return new Response(null, { status: 303, headers: { location: '/', 'cache-control': 'no-store' } });
  if (!redeemed) return smallPage(language, 410, t('sign-in.expired'), [t('sign-in.expired.text')]);
  const headers = new Headers({ location: returnAddress.read(request) ?? '/', 'cache-control': 'no-store' });
  headers.append('set-cookie', parts.visitors.welcome(redeemed.person, redeemed.session));
  headers.append('set-cookie', returnAddress.forget());
  return new Response(null, { status: 303, headers });
}

/**
 * Returns the page for a visitor who has not signed in.
 *
 * @param path where the visitor wanted to go; signing in leads there
 * @param publicUrl decides the kind of cookie that stores the path
 */
export function howToSignIn(language: Language, path: string, publicUrl: string): Response {
  const t = translatorFor(language);
  return smallPage(
    language,
    401,
    t('sign-in.title'),
    [t('sign-in.type'), typed('/incident web'), t('sign-in.how'), typed('tocsin sign-in <person>')],
    createReturnAddress(publicUrl).remember(path),
  );
}

/** Signs this browser out. It gets no pushes any more. */
export async function signOut(parts: ApiParts, { person, session }: Visitor): Promise<Response> {
  if (session !== undefined) {
    await removePushesOf(parts, person.id, session);
    await parts.signIns.end(session);
  }
  return signedOut(parts, person.id);
}

export async function signOutEverywhere(parts: ApiParts, { person }: Visitor): Promise<Response> {
  await parts.pushStore.removeOf(person.id);
  await parts.signIns.endAll(person.id);
  return signedOut(parts, person.id);
}

async function signedOut({ live, visitors }: ApiParts, person: string): Promise<Response> {
  await live.recheck(person);
  return json({}, 200, { 'set-cookie': visitors.farewell() });
}

export async function endSession(
  { pushStore, signIns, live }: ApiParts,
  { person }: Visitor,
  body: Body,
): Promise<Response> {
  await pushStore.removeOf(person.id, body.text('session'));
  await signIns.endById(person.id, body.text('session'));
  await live.recheck(person.id);
  return json({});
}
