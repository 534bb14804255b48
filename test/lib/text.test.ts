import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  barred,
  graphemeLength,
  graphemes,
  type Measure,
  oneLine,
  truncate,
  truncateStart,
  utf8Length,
  utf16Length,
  withoutControls,
} from '../../src/lib/text.ts';

const firefighter = '👩🏽‍🚒';
const family = '👨‍👩‍👧‍👦';
const flag = '🇩🇪';
const accented = 'e\u0301';
const zalgo = `a${'\u0301'.repeat(40)}`;

describe('truncate', () => {
  it.each<[string, string, number, string]>([
    ['what fits', 'abc', 3, 'abc'],
    ['one unit too many', 'abcd', 3, 'ab…'],
    ['nothing', '', 0, ''],
    ['no room at all', 'abc', 0, ''],
    ['room for the ellipsis alone', 'abc', 1, '…'],
    ['space before the ellipsis', 'ab cd', 4, 'ab…'],
    ['an emoji with a skin tone and a joiner', firefighter.repeat(3), 15, `${firefighter.repeat(2)}…`],
    ['an emoji that fits to the unit', `${firefighter}${firefighter}`, 14, firefighter.repeat(2)],
    ['an emoji that misses by one unit', `ab${firefighter}c`, 9, 'ab…'],
    ['a family', `${family}${family}`, 12, `${family}…`],
    ['flags, in pairs', flag.repeat(3), 9, `${flag.repeat(2)}…`],
    ['flags, one unit less', flag.repeat(3), 8, `${flag}…`],
    ['a combining mark', `${accented}${accented}${accented}`, 4, `${accented}…`],
    ['Japanese', '障害が発生しました', 5, '障害が発…'],
    ['Hangul in parts', '\u1112\u1161\u11ab\u1100\u1173\u11af', 5, '\u1112\u1161\u11ab…'],
    ['right to left', 'הבדיקה נכשלה', 8, 'הבדיקה…'],
    ['a surrogate pair without room', '🧯🧯🧯', 2, '…'],
    ['half an emoji', 'a\ud83ab', 3, 'a\ufffdb'],
    ['half an emoji at the end', 'abc\ud83a', 3, 'ab…'],
    ['a line break pair', 'ab\r\ncd', 4, 'ab…'],
    ['one character longer than the limit', zalgo, 10, `${zalgo.slice(0, 9)}…`],
    ['one emoji longer than the limit', family, 5, '👨‍…'],
  ])('in UTF-16 code units: %s', (_, text, limit, expected) => {
    expect(truncate(text, limit)).toBe(expected);
  });

  it.each<[string, string, number, string]>([
    ['what fits', 'äöü', 6, 'äöü'],
    ['the ellipsis takes three', 'äöüß', 7, 'äö…'],
    ['no room for the ellipsis', 'äöüß', 2, ''],
    ['Japanese takes three each', '障害が発生', 12, '障害が…'],
    ['an emoji takes fifteen', firefighter.repeat(2), 18, `${firefighter}…`],
  ])('in bytes: %s', (_, text, limit, expected) => {
    expect(truncate(text, limit, utf8Length)).toBe(expected);
  });

  it.each<[string, string, number, string]>([
    ['what fits', firefighter.repeat(5), 5, firefighter.repeat(5)],
    ['one too many', firefighter.repeat(6), 5, `${firefighter.repeat(4)}…`],
    ['flags and accents', `${flag}${accented}${family}x`, 3, `${flag}${accented}…`],
  ])('in graphemes: %s', (_, text, limit, expected) => {
    expect(truncate(text, limit, graphemeLength)).toBe(expected);
  });

  it('takes a length of the caller’s own, which knows where a grapheme stands', () => {
    const doubledAtEvens: Measure = (piece, index) =>
      [...piece].reduce((sum, _, at) => sum + ((index + at) % 2 === 0 ? 2 : 1), 0);
    expect(truncate('abcd', 6, doubledAtEvens)).toBe('abcd');
    expect(truncate('abcde', 6, doubledAtEvens)).toBe('abc…');
  });

  const pieces = [firefighter, family, flag, accented, 'a', ' ', '\n', '\r\n', '障', 'ב', 'क्षि', '\ud83a', '\udf00'];
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((some) => some.join(''));
  it.each([
    ['UTF-16', utf16Length],
    ['bytes', utf8Length],
    ['graphemes', graphemeLength],
  ] as const)('never exceeds the limit nor splits a grapheme, in %s', (_, measure) => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 40, max: 60 }), (text, limit) => {
        const shown = truncate(text, limit, measure);
        expect(measure(shown, 0)).toBeLessThanOrEqual(limit);
        const whole = text.toWellFormed();
        if (shown === whole) return;
        const kept = graphemes(shown.slice(0, -1));
        expect(graphemes(whole).slice(0, kept.length)).toEqual(kept);
      }),
    );
  });
});

describe('a long text', () => {
  const marks = '\u0301';
  const whole = 'a\u{1D165}👩🏽\u200D🚒🇩🇪\r\nहिन्दी한e\u0301';

  it.each<[string, string]>([
    ['of anything', whole.repeat(200)],
    ['with a grapheme of a thousand marks', `${whole.repeat(20)}a${marks.repeat(1_000)}${whole.repeat(20)}`],
    ...[0, 1, 2, 3, 4, 5].map(
      (moved) => [`moved by ${moved}`, 'x'.repeat(moved) + whole.repeat(50)] as [string, string],
    ),
  ])('has the same graphemes as in one piece: %s', (_, text) => {
    const inOne = [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment);
    expect(graphemes(text)).toEqual(inOne);
  });

  // Each step of the segmenter copies all of the text that it was given.
  it('is never given to the segmenter as a whole, whatever measures it', () => {
    const given = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    onTestFinished(() => given.mockRestore());
    const text = whole.repeat(5_000);
    for (const measure of [graphemeLength, (piece: string) => 2 * piece.length]) truncate(text, 10_000, measure);
    expect(given.mock.calls.length).toBeGreaterThan(10);
    expect(Math.max(...given.mock.calls.map(([part]) => part.length))).toBeLessThan(1_000);
  });
});

describe('truncateStart', () => {
  it.each<[string, string, number, string]>([
    ['what fits', 'abc', 3, 'abc'],
    ['one unit too many', 'abcd', 3, '…cd'],
    ['no room', 'abc', 0, ''],
    ['an emoji', firefighter.repeat(3), 15, `…${firefighter.repeat(2)}`],
    ['an emoji that misses by one unit', firefighter.repeat(3), 14, `…${firefighter}`],
    ['a combining mark', accented.repeat(3), 4, `…${accented}`],
  ])('%s', (_, text, limit, expected) => {
    expect(truncateStart(text, limit)).toBe(expected);
  });
});

it.each<[string, string, string]>([
  ['line breaks', 'a\r\nb\u2028c\u0085d', 'a b c d'],
  ['controls and runs of spaces', ' a\0\t  b\u00a0\u3000c ', 'a b c'],
  ['an override', 'gpj\u202e.exe', 'gpj.exe'],
  ['half an emoji', 'a\ud83a', 'a\ufffd'],
  ['right to left, with its marks', '\u200fהבדיקה נכשלה\u200f', '\u200fהבדיקה נכשלה\u200f'],
])('one line of %s', (_, text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

it.each<[string, string, string]>([
  ['line breaks', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['controls but tab and line feed', 'a\0\tb\n\u009bc\u007f', 'a\tb\nc'],
  ['isolates', 'a\u2066b\u2069', 'ab'],
  ['half an emoji', '\udf00a', '\ufffda'],
])('text without control characters: %s', (_, text, expected) => {
  expect(withoutControls(text)).toBe(expected);
});

describe('what hides in a text', () => {
  it.each([
    ['a\u202Eb\u2066c', 'abc'],
    ['a\u200Bb\uFEFFc\u2060d', 'abcd'],
    ['می\u200Cخواهم क्\u200Dष 👩🏽\u200D🚒', 'می\u200Cخواهم क्\u200Dष 👩🏽\u200D🚒'],
    ['a \u200D \u200C b', 'a b'],
    ['one\u2028two\u0085three\vfour', 'one two three four'],
    // Marks stay beside right-to-left letters; elsewhere they only move numbers and signs.
    ['\u200F#42 sev1 \u200F10\u200E-\u200F20\u061C', '#42 sev1 10-20'],
    ['\u200Fהבדיקה\u200F\u200F\u200E 42', '\u200Fהבדיקה\u200F 42'],
    ['خطأ\u200F!', 'خطأ\u200F!'],
    ['a\u206Ab\u206Fc\uFFF9d\uFFFAe\uFFFB', 'abcde'],
    [
      'a\u{E0041}\u{E0042}b 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
      'ab 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    ],
  ])('is left out of one line: %j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  it('stays in the lines of right-to-left text and leaves the others', () => {
    expect(withoutControls('\u200Fשלום\u200F\n\u200Fresolved by Bob\u200F')).toBe('\u200Fשלום\u200F\nresolved by Bob');
  });

  it('shows further lines behind a bar', () => {
    expect(barred(withoutControls('a\r\nb\u2028c'))).toBe('a\n│ b\n│ c');
  });
});

it('counts bytes as UTF-8 has them, surrogates that stand alone too', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('\ud83d', '\ude92', 'a', 'é', '語')),
      (text, units) => {
        const whole = text + units.join('');
        expect(utf8Length(whole, 0)).toBe(Buffer.byteLength(whole));
      },
    ),
  );
});

it('puts plain words on one line as it does all others', () => {
  const ascii = fc.string({ unit: 'grapheme-ascii' });
  fc.assert(
    fc.property(ascii, fc.constantFrom('', ' ', '  ', '\t', '\n', ' a', '\u007f'), (text, end) => {
      // What hides in a text is left out, and nothing is left out without a look at each character.
      expect(oneLine(text + end)).toBe(oneLine(`\u200B${text}${end}`));
    }),
  );
});

describe('what a cut text holds in memory', () => {
  it('is the part alone, not the text that it was cut from', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const used = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const cuts = {
      truncate: (text: string) => truncate(text, 4_000),
      'truncate by bytes': (text: string) => truncate(text, 4_000, utf8Length),
      truncateStart: (text: string) => truncateStart(text, 4_000),
    };
    for (const [name, cut] of Object.entries(cuts)) {
      const before = used();
      const kept = Array.from({ length: 20 }, (_, index) => cut(JSON.parse(`"${index}${'x'.repeat(500_000)}"`)));
      const megabytes = (used() - before) / 1e6;
      expect({ name, holdsAll: megabytes > 5, kept: kept.length }).toEqual({ name, holdsAll: false, kept: 20 });
    }
  });
});
