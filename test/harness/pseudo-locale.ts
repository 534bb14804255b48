import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js';
import { de } from '../../src/locales/de/index.ts';
import { en } from '../../src/locales/en/index.ts';
import { es } from '../../src/locales/es/index.ts';
import { ja } from '../../src/locales/ja/index.ts';

// A pseudo-locale shows which texts come from the catalogue: `Resolve` becomes `⟦Ŕéésóólṽéé⟧`. What people see outside of
// the brackets is either data (a name, a title, a number) or a text that bypasses the catalogue.

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, de, es, ja };

/** Vowels are doubled: translations are longer than English, and a layout has to hold them. */
const letters: Readonly<Record<string, string>> = {
  ...{ a: 'áá', e: 'éé', i: 'íí', o: 'óó', u: 'úú', A: 'Á', E: 'É', I: 'Í', O: 'Ó', U: 'Ú' },
  ...{ c: 'ç', l: 'ļ', n: 'ñ', r: 'ŕ', s: 'š', t: 'ţ', v: 'ṽ', y: 'ý', z: 'ž' },
  ...{ C: 'Ç', L: 'Ļ', N: 'Ñ', R: 'Ŕ', S: 'Š', T: 'Ţ', V: 'Ṽ', Y: 'Ý', Z: 'Ž' },
};

/** What stands in backticks is typed by people as it is. */
function accented(literal: string): string {
  return literal
    .split(/(`[^`]*`)/)
    .map((piece) => (piece.startsWith('`') ? piece : piece.replace(/[A-Za-z]/g, (letter) => letters[letter] ?? letter)))
    .join('');
}

function accentedIn(elements: readonly MessageFormatElement[]): MessageFormatElement[] {
  return elements.map((element): MessageFormatElement => {
    if (element.type === TYPE.literal) return { ...element, value: accented(element.value) };
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return element;
    const options = Object.entries(element.options).map(
      ([form, option]) => [form, { ...option, value: accentedIn(option.value) }] as const,
    );
    return { ...element, options: Object.fromEntries(options) };
  });
}

/** Returns an ICU message accented and in brackets, with the same placeholders. */
export function pseudo(text: string): string {
  return `⟦${printAST(accentedIn(parse(text, { ignoreTag: true })))}⟧`;
}

/**
 * Replaces the texts of a language by pseudo texts, in the catalogue itself, so that everything that is made from it
 * afterwards speaks them. Returns what puts the texts back; call it when the test is over.
 */
export function usePseudoLocale(language: 'de' | 'es' | 'ja' = 'es'): () => void {
  // Nothing but a test writes to a catalogue.
  const texts = catalogues[language] as Record<string, string>;
  const before = { ...texts };
  for (const [key, text] of Object.entries(en)) texts[key] = pseudo(text);
  return () => {
    Object.assign(texts, before);
  };
}

/** Returns what of a text is outside of the brackets; brackets may stand in brackets. */
export function outsideBrackets(text: string): string {
  let depth = 0;
  let outside = '';
  for (const sign of text) {
    if (sign === '⟦') depth += 1;
    else if (sign === '⟧') depth -= 1;
    else if (depth === 0) outside += sign;
  }
  return outside;
}

/** Returns whether a text has words that bypass the catalogue. */
export function bypassesCatalogue(text: string): boolean {
  return /\p{L}/u.test(outsideBrackets(text));
}
