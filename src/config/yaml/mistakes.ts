import { looksLikeSecret } from '../mistakes.ts';

/** Mistakes from which no other follows. */
const ofTheirOwn: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key appears twice; expected each key once; merge the two',
  MULTIPLE_DOCS: 'a second document begins here; expected one; remove the “---” line',
  TAB_AS_INDENT: 'a tab indents this line; expected spaces; replace the tab with spaces',
};

const unclosedBrace = 'a { on this line or before it is not closed; expected a }; add it';
const unclosedBracket = 'a [ on this line or before it is not closed; expected a ]; add it';

/** By the library's code, then by the beginning of its message. */
const explanations: readonly (readonly [code: string, message: RegExp, text: string])[] = [
  ['BAD_INDENT', /end with a \}/, unclosedBrace],
  ['MISSING_CHAR', /end with a \}/, unclosedBrace],
  ['BAD_INDENT', /end with a \]/, unclosedBracket],
  ['MISSING_CHAR', /end with a \]/, unclosedBracket],
  [
    'UNEXPECTED_TOKEN',
    /^Unexpected scalar/,
    'a comma or a quote is missing on this line; expected a comma between entries; add it',
  ],
  [
    'BAD_INDENT',
    /start at the same column/,
    'this line is not indented like the entries beside it; expected as many spaces as they have; correct the indentation',
  ],
  [
    'MISSING_CHAR',
    /closing .quote/,
    'a quote before this line is never closed; expected a pair of quotes; add the second',
  ],
  ['MISSING_CHAR', /^Missing , /, 'two entries have no comma between them; expected one; add it'],
  ['MISSING_CHAR', /^Missing space after :/, 'a colon has no space behind it; expected “key: value”; add the space'],
  ['MISSING_CHAR', /without - /, 'this entry of a list has no dash; expected “- ” before it; add the dash'],
  ['MISSING_CHAR', /^Implicit map keys/, 'this line has no colon; expected “key: value”; add the colon'],
  ['MULTILINE_IMPLICIT_KEY', /./, 'this line has no colon; expected “key: value”; add the colon'],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    /./,
    'this line has two keys; expected one “key: value”; put a value with a colon in it in quotes, or the second key on a line below',
  ],
  [
    'BAD_SCALAR_START',
    /./,
    'this value begins with a sign that YAML keeps for itself; expected text in quotes; put the value in quotes',
  ],
];

/** Returns the syntax mistakes up to the first that others may follow from. */
export function withoutConsequences<T extends { readonly code: string }>(errors: readonly T[]): readonly T[] {
  const first = errors.findIndex(({ code }) => !(code in ofTheirOwn));
  return first === -1 ? errors : errors.slice(0, first + 1);
}

/** Returns what is wrong, what is expected and what to do. */
export function explained(code: string, message: string): string {
  const known = ofTheirOwn[code] ?? explanations.find(([of, begins]) => of === code && begins.test(message))?.[2];
  if (known !== undefined) return known;
  // Some messages end with the content of the file.
  const reason = message.split('\n')[0]?.replace(/: ".*$/, '') ?? '';
  const what = looksLikeSecret(reason) ? 'not valid YAML' : `not valid YAML: ${reason}`;
  return `${what}; expected YAML; correct this line or the one before it`;
}
