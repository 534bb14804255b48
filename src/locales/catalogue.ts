import type { GetICUArgs } from '@schummar/icu-type-parser';
import type { en } from './en/index.ts';

/** Texts in one language, by key, as ICU messages. */
export type Texts = Readonly<Record<string, string>>;

/** Every text that people read, by key, in English: the other languages follow it. */
export type Catalogue = typeof en;
export type TextKey = keyof Catalogue;

type Accepted = { ICUArgument: string | number; ICUNumberArgument: number; ICUDateArgument: Date };

/** What a text has to be given: one value for each of its placeholders. */
export type ValuesOf<Text extends string> = GetICUArgs<Text, Accepted>;

/** A text without placeholders takes no values; one that has some does not compile without them. */
type Given<Values> = Record<never, never> extends Values ? [] : [values: Values];

/** Returns a text of the catalogue `C` in one language. */
export type TranslateOf<C extends Texts> = <K extends keyof C & string>(
  key: K,
  ...values: Given<ValuesOf<C[K]>>
) => string;

/** The same where a placeholder may hold an element of a page: returns strings and elements in their order. */
export type TranslatePartsOf<C extends Texts, Element extends object> = <K extends keyof C & string>(
  key: K,
  values: { readonly [Name in keyof ValuesOf<C[K]>]: ValuesOf<C[K]>[Name] | Element },
) => readonly (string | Element)[];

/** Returns a text in one language. */
export type Translate = TranslateOf<Catalogue>;

/** The texts that take no values. */
export type PlainKey = {
  [K in TextKey]: Record<never, never> extends ValuesOf<Catalogue[K]> ? K : never;
}[TextKey];

/** The keys of one English file, each with a text in another language. */
export type Translation<English extends Texts> = Readonly<Record<keyof English, string>>;
