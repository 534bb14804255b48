import { pageSteps } from '../../domain/paging.ts';
import type { NotifyStep, PageWay, Person, Platform } from '../../domain/people.ts';
import type { Field, Message } from '../../ports/message.ts';
import { inWords, platformName, viaLabel } from '../names.ts';
import type { Reader } from '../reader.ts';
import { duration } from '../times.ts';

/** The change that the person has just made. */
type Done = 'changed' | 'reset';

/** Returns how a person is paged: by their own choice, or by the default. */
export function notifyView(person: Person, platforms: readonly Platform[], reader: Reader, done?: Done): Message {
  const { t, language } = reader;
  const line = (steps: readonly NotifyStep[], chosen: boolean) => {
    if (steps.length === 0) return t('notify.no-way');
    const named = steps.map((step) => stepText(step, reader)).join(', ');
    return chosen ? named : t('notify.default', { steps: named });
  };
  const urgent = line(pageSteps(person, 'sev1', platforms), person.notify?.urgent !== undefined);
  const normal = line(pageSteps(person, 'sev4', platforms), person.notify?.normal !== undefined);
  const fields: Field[] = [
    { label: t('notify.urgent'), value: urgent },
    { label: t('notify.normal'), value: normal },
    { label: t('notify.quiet-hours'), value: quietText(person, reader) },
    { label: t('notify.language'), value: languageText(person, reader) },
  ];
  const title = t(done ? `notify.title.${done}` : 'notify.title');
  return { text: t('notify.text', { title, urgent, normal }), title, fields, tone: 'neutral', language };
}

/** Returns a person's quiet hours. Without a change it also says how to set or end them. */
export function quietView(person: Person, reader: Reader, done?: Done): Message {
  const { t } = reader;
  const { quietHours } = person;
  const hint = t(quietHours ? 'quiet.hint.off' : 'quiet.hint.set');
  const hours = quietHours ? t('quiet.yours', { hours: quietText(person, reader) }) : t('quiet.yours.none');
  return { text: (done ? [t(`quiet.${done}`), hours] : [hours, hint]).join(' ') };
}

/** Returns the page of `notify test`. */
export function testPageView(by: Platform, { t }: Reader): Message {
  return { text: t('notify.test', { platform: platformName(by, t) }), tone: 'neutral' };
}

/** Answers `notify test`. */
export function testedView(ways: readonly PageWay[], { t, language }: Reader): Message {
  const named = ways.map((way) => platformName(way, t));
  return { text: t('notify.tested', { ways: inWords(named, language) }) };
}

function stepText({ by, afterMs }: NotifyStep, reader: Reader): string {
  const { t } = reader;
  const way = viaLabel(by, t);
  return afterMs === 0
    ? t('notify.step', { way })
    : t('notify.step.after', { way, duration: duration(afterMs, reader) });
}

/** Returns the name of the language in that language, so that a person who chose the wrong one can read it. */
function languageText({ language: chosen }: Person, { t, language }: Reader): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return chosen ? name : t('notify.language.auto', { language: name });
}

/** Returns quiet hours such as `22:00 to 07:00 (Europe/Berlin), except sev1`. */
export function quietText({ quietHours, timezone: zone }: Person, { t, language }: Reader): string {
  if (!quietHours) return t('quiet.hours.none');
  const { from, to, except } = quietHours;
  if (except.length === 0) return t('quiet.hours.always', { from, to, zone });
  return t('quiet.hours', { from, to, zone, severities: inWords(except, language) });
}
