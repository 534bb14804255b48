import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../domain/languages.ts';
import type { TextKey, Translate } from './catalogue.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';
import { ja } from './ja/index.ts';

const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, de, es, ja };

/** A text is plain: what looks like a tag in it is text as well. */
const options = { ignoreTag: true } as const;

function createTranslate(language: Language): Translate {
  const texts = catalogues[language];
  /** Parsing a text takes longer than using it a hundred times. The catalogue bounds how many there are. */
  const parsed = new Map<TextKey, IntlMessageFormat>();
  return (key, ...[values]) => {
    let format = parsed.get(key);
    if (!format) {
      format = new IntlMessageFormat(texts[key], language, undefined, options);
      parsed.set(key, format);
    }
    return String(format.format(values as Record<string, string | number | Date> | undefined));
  };
}

const translators: Readonly<Record<Language, Translate>> = {
  en: createTranslate('en'),
  de: createTranslate('de'),
  es: createTranslate('es'),
  ja: createTranslate('ja'),
};

/** Returns what says texts in this language: ICU messages, with the language's own plurals and numbers. */
export function translatorFor(language: Language): Translate {
  return translators[language];
}
