import type { Status } from '../../src/domain/incident/roles.ts';
import type { Language } from '../../src/domain/languages.ts';
import type { Impact, ServiceState } from '../../src/domain/status/outside.ts';
import type { Catalogue, Translate, TranslatePartsOf } from '../../src/locales/catalogue.ts';
import { partsTranslatorFor, translatorFor } from '../../src/locales/translate.ts';
import type { PublicMaintenance, StatusPage } from '../../src/ports/reporting.ts';
import { escaped, type Markup } from './markup.ts';
import { type Times, timesIn } from './times.ts';

/** The texts and times of the page in one language. */
export interface Words extends Times {
  readonly language: Language;
  readonly t: Translate;
  readonly parts: TranslatePartsOf<Catalogue, Markup>;
}

const known = new Map<Language, Words>();

export function wordsIn(language: Language): Words {
  const words = known.get(language) ?? {
    language,
    t: translatorFor(language),
    parts: partsTranslatorFor(language),
    ...timesIn(language),
  };
  known.set(language, words);
  return words;
}

/** Returns a text with markup in its placeholders as HTML. */
export function htmlOf(parts: readonly (string | Markup)[]): string {
  return parts.map((part) => (typeof part === 'string' ? escaped(part) : part.html)).join('');
}

export function stateWord(state: ServiceState, { t }: Words): string {
  return t(`status-page.state.${state}`);
}

export function statusWord(status: Status, { t }: Words): string {
  return t(`status-page.status.${status}`);
}

/** Returns the public name of an incident: its title is internal. */
export function nameOf(
  { service, impact }: { readonly service: string; readonly impact: Impact },
  { t }: Words,
): string {
  return t(`status-page.problem.${impact}`, { service });
}

/** Returns the services of a maintenance window: one line, also when the page has a hundred. */
export function servicesOf(
  { services }: PublicMaintenance,
  { services: all }: Pick<StatusPage, 'services'>,
  { t }: Words,
): string {
  const isAll = all.length > 1 && services.length === all.length;
  return isAll ? t('status-page.maintenance.all') : services.join(', ');
}

/** Returns the headline, the only line that most visitors read. */
export function headline({ state, services, outdated }: StatusPage, { t }: Words): string {
  if (!state) return t('status-page.headline.none');
  const extent = extentOf(state, services);
  const current = t(`status-page.headline.${extent}`);
  return outdated ? t('status-page.headline.outdated', { headline: current }) : current;
}

function extentOf(
  state: ServiceState,
  services: StatusPage['services'],
): 'operational' | 'under-maintenance' | 'some' | 'all' {
  if (state === 'operational' || state === 'under-maintenance') return state;
  return services.every((service) => service.state === 'major-outage') ? 'all' : 'some';
}
