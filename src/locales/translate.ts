import type { Language } from '../domain/languages.ts';
import type { Catalogue, TextKey, Translate, TranslatePartsOf } from './catalogue.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';
import { createTranslator, type Translator } from './format.ts';
import { ja } from './ja/index.ts';

const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, de, es, ja };

const translators: Readonly<Record<Language, Translator<Catalogue>>> = {
  en: createTranslator<Catalogue>(en, 'en'),
  de: createTranslator<Catalogue>(de, 'de'),
  es: createTranslator<Catalogue>(es, 'es'),
  ja: createTranslator<Catalogue>(ja, 'ja'),
};

/** Returns what says texts in this language: ICU messages, with the language's own plurals and numbers. */
export function translatorFor(language: Language): Translate {
  return translators[language].text;
}

/** Returns the same for texts whose placeholders hold elements of a page. */
export function partsTranslatorFor<Element extends object>(language: Language): TranslatePartsOf<Catalogue, Element> {
  return translators[language].partsOf<Element>();
}

/** Returns the texts of a language as they stand in its catalogue, for a page that formats them itself. */
export function textsIn(language: Language): Readonly<Record<TextKey, string>> {
  return catalogues[language];
}
