import type { Language } from '../../../src/domain/languages.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { link, smallPage } from './small-page.ts';

const lookAgainS = 2;

export function incidentNotFound(language: Language): Response {
  const t = translatorFor(language);
  return smallPage(language, 404, t('web-page.no-incident'), [
    t('web-page.no-incident.text'),
    link('/', t('web-page.to-chat')),
  ]);
}

/** Returns the page for an incident declared a moment ago: its room will exist soon, and the page reloads. */
export function roomOpening(language: Language, number: number): Response {
  const t = translatorFor(language);
  return smallPage(language, 200, t('web-page.room-opening', { number }), [t('web-page.room-opening.text')], {
    refresh: String(lookAgainS),
  });
}
