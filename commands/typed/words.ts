import type { OptionShape } from '../../src/ports/commands.ts';

type OptionName = Pick<OptionShape, 'name'>;

export interface Word {
  readonly text: string;
  /** White space before the word, kept so that a note keeps its lines. */
  readonly gap: string;
  readonly named?: { readonly option: string; readonly value: string };
}

/**
 * Splits a text into words. Straight and typographic quotes are equal, because phones insert the latter. An unclosed quote
 * is an ordinary character.
 */
export function split(text: string, options: readonly OptionName[]): Word[] {
  const words: Word[] = [];
  const pattern = /(\s*)(?:([A-Za-z]+)[:=](?="[^"]*"(?!\S)|“[^”]*”(?!\S)))?(?:"([^"]*)"(?!\S)|“([^”]*)”(?!\S)|(\S+))/gu;
  for (const [, gap = '', name, straight, curly, bare] of text.matchAll(pattern)) {
    const quoted = straight ?? curly;
    const option = options.find((one) => one.name === name?.toLowerCase());
    if (quoted !== undefined) {
      if (option) words.push({ text: quoted, gap, named: { option: option.name, value: quoted } });
      else words.push({ text: name ? `${name}:"${quoted}"` : quoted, gap });
    } else if (bare !== undefined) {
      words.push(bareWord(bare, gap, options));
    }
  }
  return words;
}

function bareWord(text: string, gap: string, options: readonly OptionName[]): Word {
  const colon = text.search(/[:=]/u);
  const option = colon > 0 && options.find(({ name }) => name === text.slice(0, colon).toLowerCase());
  const value = text.slice(colon + 1);
  return option && value ? { text, gap, named: { option: option.name, value } } : { text, gap };
}

/** Returns the words with the white space between them. */
export function joined(words: readonly Word[]): string {
  return words.map(({ gap, text }, index) => (index === 0 ? text : gap + text)).join('');
}

const polite = new Set(
  'please pls plz thanks thank you thx ty tysm tnx ta merci very much so many vielen lieben dank muchas cheers kindly then now bitte danke por favor gracias ありがとう ありがとうございます it this that the my one last latest newest alert alarm page incident now asap vorfall incidente お願いします'.split(
    ' ',
  ),
);

/** Returns whether the words are only polite: `please`, `it, thanks!` */
export function isOnlyPolite(words: readonly Word[]): boolean {
  return isForMe(words) || words.every(({ text }) => polite.has(bare(text).toLowerCase()) || bare(text) === '');
}

function isForMe(words: readonly Word[]): boolean {
  return /^(?:for me|für mich|por mí)$/iu.test(words.map(({ text }) => bare(text)).join(' '));
}

const agreeing = new Set(
  'yes yeah yep yup yess ok okay okey k sure alright y ja jo jep jawohl klar sí si vale claro dale はい うん ええ 了解'.split(
    ' ',
  ),
);

/** Whether the words only agree: `yes please`, `ok!` */
export function isOnlyAgreeing(words: readonly Word[]): boolean {
  return isForMe(words) || words.every((word) => isOnlyPolite([word]) || agreeing.has(bare(word.text).toLowerCase()));
}

/** The dot after a German date is a part of it. */
const isDate = /^\d{1,2}\.\d{1,2}\.[!?]*$/;

/** Removes polite words at both ends, and the punctuation after the last word. */
export function withoutPoliteness(words: readonly Word[]): Word[] {
  const isAsking = ({ text }: Word) =>
    /^(?:please|pls|plz|thanks|thank|thx|ty|tysm|tnx|kindly|bitte|danke|gracias)$/i.test(bare(text));
  const first = words.findIndex((word) => !isAsking(word) && bare(word.text) !== '');
  const kept = first === -1 ? [] : words.slice(first);
  while (kept.length > 0 && (isAsking(kept.at(-1)!) || bare(kept.at(-1)!.text) === '' || isYouAfterThank(kept)))
    kept.pop();
  if (kept.length > 2 && isForMe(kept.slice(-2))) kept.splice(-2);
  const last = kept.pop();
  if (last) kept.push({ ...last, text: last.text.replace(isDate.test(last.text) ? /[,;!?]+$/ : /[.,;!?]+$/, '') });
  return kept;
}

function isYouAfterThank(words: readonly Word[]): boolean {
  return /^you\W*$/i.test(words.at(-1)?.text ?? '') && /^thank$/i.test(words.at(-2)?.text ?? '');
}

/** Matches a part of an emoji, for use in regular expressions. */
export const emoji = String.raw`:(?:[a-z][\w-]*|[+-]1):|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{fe0f}|\u{200d}`;
const around = new RegExp(`^(?:${emoji}|[("'“‘,.;:!?¿¡-])+|(?:${emoji}|[)"'”’,.;:!?…？！。、-])+$`, 'gu');

/** Returns a word without punctuation and emoji around it. */
export function bare(text: string): string {
  return text.replace(around, '');
}

/** Removes leading words that match, such as “for” and “the”. */
export function without(words: readonly Word[], fillers: RegExp): Word[] {
  const first = words.findIndex(({ text }) => !fillers.test(bare(text)));
  return first === -1 ? [] : words.slice(first);
}

/** Matches articles, prepositions and “is”, which add nothing before a name or a time. */
export const fillers =
  /^(?:for|from|on|of|in|at|to|with|by|is|are|the|currently|team|equipo|gruppe|grupo|al|für|von|vom|an|die|den|der|das|de|del|el|la|los|las|para|en)$/iu;
/** Matches a word that joins a second name to the first. */
export const joiner = /^(?:and|und|y|&|\+|,|or|oder|o)$/iu;

/** Returns whether a word asks for a list, as in `override list` and `task show`. */
export function meansList({ text }: Word): boolean {
  return /^(?:list|ls|show|view|see|display|all|coming|upcoming|current|active|status|liste|anzeigen|zeigen?|alle|lista|listar|ver|mostrar|muestra|tod[oa]s|一覧|表示)$/iu.test(
    bare(text),
  );
}
