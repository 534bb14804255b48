import type { GetICUArgs } from '@schummar/icu-type-parser';
import type { en } from './en/index.ts';

/** Every text that people read, by key, in English: the other languages follow it. */
export type Catalogue = typeof en;
export type TextKey = keyof Catalogue;

type Accepted = { ICUArgument: string | number; ICUNumberArgument: number; ICUDateArgument: Date };

/** What a text has to be given: one value for each of its placeholders. */
export type TextValues<K extends TextKey> = GetICUArgs<Catalogue[K], Accepted>;

/** A text without placeholders takes no values; one that has some does not compile without them. */
type Values<K extends TextKey> = Record<never, never> extends TextValues<K> ? [] : [values: TextValues<K>];

/** Says a text in one language. */
export type Translate = <K extends TextKey>(key: K, ...values: Values<K>) => string;

/** The keys of one English file, each with a text in another language. */
export type Translation<English extends Readonly<Record<string, string>>> = Readonly<Record<keyof English, string>>;
