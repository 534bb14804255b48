import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWebUrl, splitLinks } from '../../src/lib/linkify.ts';
import { truncate } from '../../src/lib/text.ts';

function urls(text: string): string[] {
  return splitLinks(text).flatMap(({ url }) => url ?? []);
}

describe('the links of a text', () => {
  it.each([
    ['see https://a.example/c_d_e(f).', 'https://a.example/c_d_e(f)'],
    ['(https://x.example/a)', 'https://x.example/a'],
    ['「https://x.example/a」です', 'https://x.example/a'],
    ['https://x.example/a。', 'https://x.example/a'],
    ['[run](http://x.example/r)', 'http://x.example/r'],
    ['"https://x.example/a?b=1&c=%20#f", and', 'https://x.example/a?b=1&c=%20#f'],
    ['http://localhost:3000/d', 'http://localhost:3000/d'],
    ['http://10.0.0.1/ is it', 'http://10.0.0.1/'],
    ['HTTPS://X.example/A', 'HTTPS://X.example/A'],
    ['https://例え.jp/パス', 'https://例え.jp/パス'],
    ['https://user:pw@host.example/a', 'https://user:pw@host.example/a'],
    ['https://bank.example@evil.example/', 'https://bank.example@evil.example/'],
    ['two: https://a.example/1, https://b.example/2', 'https://a.example/1 https://b.example/2'],
  ])('are found in %s', (text, found) => {
    expect(urls(text).join(' ')).toBe(found);
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT://x.example/%0aalert(1)',
    'data:text/html,<b>',
    'ftp://x.example/',
    'mailto:a@x.example',
    'a@x.example',
    'x.example/a',
    '//x.example/a',
    'https://',
    'https://x.example/\u202Egnp.exe',
    'https://x.example/a\u200Bb',
    `https://x.example/${'a'.repeat(3_000)}`,
  ])('are none of %s', (text) => {
    expect(urls(text)).toEqual([]);
  });

  it('are never what is left of a longer one', () => {
    const text = 'look at https://dashboards.example/d/abc?from=now-1h&to=now for more';
    for (let limit = 1; limit < text.length; limit++)
      for (const url of urls(truncate(text, limit))) expect(text).toContain(`${url} `);
    expect(urls(truncate(text, text.length))).toHaveLength(1);
  });

  it('leave the text as it is', () => {
    const piece = fc.constantFrom(
      'https://',
      'http://x.example',
      '/a',
      '…',
      ' ',
      '(',
      ')',
      '.',
      'é',
      '\n',
      '<',
      '@',
      '[',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const split = splitLinks(text);
        expect(split.map((one) => one.text).join('')).toBe(text);
        for (const { text: shown, url } of split) if (url) expect([url, isWebUrl(url)]).toEqual([shown, true]);
      }),
    );
  });
});
