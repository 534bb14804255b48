import type { Language } from '../../../src/domain/languages.ts';
import { escapeHtml } from '../../../src/lib/html.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import type { SignIns } from '../../../src/ports/people.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import { smallPage, typed } from './small-page.ts';
import { fromOurPages, returnAddress, type Visitors } from './visitor.ts';

/** A link that the bot sent is opened here. Looking at it does not spend it: chats and mail scanners look at links. */
export async function answerSignIn(
  request: Request,
  secret: string,
  language: Language,
  parts: { publicUrl: string; signIns: SignIns; visitors: Visitors; clock: Clock },
): Promise<Response> {
  const t = translatorFor(language);
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
  const redeemed = await parts.signIns.redeem(secret, parts.clock.now());
  if (!redeemed) return smallPage(language, 410, t('sign-in.expired'), [t('sign-in.expired.text')]);
  const headers = new Headers({ location: returnAddress.read(request) ?? '/', 'cache-control': 'no-store' });
  headers.append('set-cookie', parts.visitors.welcome(redeemed.person, redeemed.session));
  headers.append('set-cookie', returnAddress.forget());
  return new Response(null, { status: 303, headers });
}

/**
 * What somebody gets who has not signed in.
 *
 * @param path where they wanted to go: signing in leads there
 */
export function howToSignIn(language: Language, path: string): Response {
  const t = translatorFor(language);
  return smallPage(
    language,
    401,
    t('sign-in.title'),
    [t('sign-in.type'), typed('/incident web'), t('sign-in.how'), typed('tocsin sign-in <person>')],
    returnAddress.remember(path),
  );
}
