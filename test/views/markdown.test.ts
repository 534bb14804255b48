import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { inLine, inLines } from '../../src/views/markdown.ts';

/** Everything that means something to somebody's Markdown, and what lies beside it. */
const pieces = (
  '* ** _ __ ` `` ``` ~ ~~~ [ ] ( ) < > & &amp; &#60; # ## - + 1. 1) = === --- | :-: ![ ]( \\ $x$ { } ! : . , " \' … ' +
  'http://a.b/c_d https://x.y/?q=(a) http:// www.a.b a@b.c me@x.org @bob @a/b ftp://x.y mailto:a@b.c javascript:alert(1) ' +
  '<script> </li> <!-- --> [x] [^1] [^1]: [a]: 1\\. a é 👩🏽‍🚒'
)
  .split(' ')
  .concat(' ', '    ', '\t', '\n', '\n\n', '\r\n', '\u2028', '\u0000', '\v', 'snake_case', '- ', '# ');
const hostile = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 14 });

const html = (markdown: string) => marked.parse(markdown, { async: false });
const tagsOf = (page: string) => [...page.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag);
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/** What somebody reads who looks at the page. */
function read(page: string): string {
  return page
    .replace(/<br>\n?/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name]!)
    .trim();
}

/** The lines that people wrote, without what no page shows. */
function written(text: string): string[] {
  return text
    .split(/\r\n?|[\n\u2028\u2029\u0085\v\f]/)
    .map((line) =>
      line
        .replace(/\t/g, ' ')
        .replace(/\p{Cc}/gu, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean);
}

/** The words are there, and nothing besides the frame around them but links that lead where they say. */
function isText(markdown: string, frame: readonly string[], words: string): void {
  const page = html(`${markdown}\n\nend\n`);
  const links = [...page.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)];
  for (const [, href = '', label = ''] of links) {
    // Both as the page spells an address.
    const [target, shown] = [read(href).replace(/^mailto:/, ''), read(label)];
    expect(target).toBe(encodeURI(shown).replace(/%25/g, '%'));
    expect(href).toMatch(/^(https?|mailto):/);
  }
  expect(tagsOf(page).filter((tag) => !['a', 'code', 'br'].includes(tag ?? ''))).toEqual([...frame, 'p']);
  expect(read(page).replace(/\s*end$/, '')).toBe(words.trim());
}

describe('what people wrote, in Markdown', () => {
  it('is text on one line, whatever is in it', () => {
    fc.assert(
      fc.property(hostile, (some) => {
        const text = some.join('');
        isText(`# At first: ${inLine(text)} at last`, ['h1'], `At first: ${written(text).join(' ')} at last`);
        isText(`- [ ] Task 1: ${inLine(text)}`, ['ul', 'li', 'input'], `Task 1: ${written(text).join(' ')}`);
      }),
      { numRuns: 1_500 },
    );
  });

  it('is text on several, within its list item or its paragraph', () => {
    fc.assert(
      fc.property(hostile, (some) => {
        const text = some.join('');
        const lines = written(text).join('\n');
        isText(`- **Noon** ${inLines(text, '  ')}`, ['ul', 'li', 'strong'], `Noon ${lines}`);
        isText(inLines(text, ''), lines ? ['p'] : [], lines);
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ['Checkout is down - it is #1, 50% off!', 'Checkout is down - it is #1, 50% off!'],
    ['a snake_case in R&D at 5 < 6', 'a snake_case in R&D at 5 &lt; 6'],
    ['see https://g.example.org/d/a_b?x=1&y=2.', 'see <https://g.example.org/d/a_b?x=1&y=2>.'],
    ['ask @bob or bob@example.org', 'ask `@bob` or <bob@example.org>'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['1. first', '1\\. first'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ])('stays readable in its source: %s', (text, markdown) => {
    expect(inLine(text)).toBe(markdown);
  });
});
