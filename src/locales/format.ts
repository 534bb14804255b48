import { IntlMessageFormat } from 'intl-messageformat';
import type { Texts, TranslateOf, TranslatePartsOf } from './catalogue.ts';

/** Texts are plain: what looks like a tag in one is text as well. */
const options = { ignoreTag: true } as const;

export interface Translator<C extends Texts> {
  readonly text: TranslateOf<C>;
  /** `Element`: what the placeholders may hold. */
  partsOf<Element extends object>(): TranslatePartsOf<C, Element>;
}

/**
 * Returns what formats these texts: ICU messages, with the plurals and numbers of the language.
 *
 * @param texts one for each key of `C`
 * @param locale a BCP 47 tag
 */
export function createTranslator<C extends Texts>(
  texts: Readonly<Record<keyof C & string, string>>,
  locale: string,
): Translator<C> {
  /** Parsing a text takes longer than using it a hundred times. The catalogue bounds how many there are. */
  const parsed = new Map<string, IntlMessageFormat>();

  function formatOf(text: string): IntlMessageFormat {
    let format = parsed.get(text);
    if (!format) {
      format = new IntlMessageFormat(text, locale, undefined, options);
      parsed.set(text, format);
    }
    return format;
  }

  return {
    text: (key, ...[values]) =>
      String(formatOf(texts[key]).format(values as Record<string, string | number | Date> | undefined)),
    partsOf: () => (key, values) =>
      formatOf(texts[key])
        .formatToParts<never>(values as Record<string, never>)
        .map(({ value }) => value),
  };
}
