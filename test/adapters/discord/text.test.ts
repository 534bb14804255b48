import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, withLinks } from '../../../adapters/discord/words/text.ts';
import { splitLinks } from '../../../src/lib/linkify.ts';
import { read, visible } from '../../harness/fake-discord/visible.ts';

const pieces = ['\\', '*', '_', '~', '`', '|', '<', '>', '[', ']', '(', ')', '#', '-', '+', '.', ':', '/', '@', '!'];
const words = [
  'a',
  '1',
  ' ',
  '\n',
  'http://x.yz/',
  'https://x.yz/_a_*b*',
  'everyone',
  '<t:1:R>',
  '<@1>',
  '</a:1>',
  '-# ',
  '👩🏽‍🚒',
  'ﷺ',
];
const written = fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 40 }).map((some) => some.join(''));

describe('text that people wrote', () => {
  it('shows exactly as they wrote it', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(read(escaped(text, 100_000))).toEqual({ text, links: [], mentions: [] });
      }),
    );
  });

  it('shows so with its links live, and with nothing else', () => {
    fc.assert(
      fc.property(written, (text) => {
        const links = splitLinks(text).flatMap(({ url }) => url ?? []);
        expect(read(withLinks(text, 100_000))).toEqual({ text, links, mentions: [] });
      }),
    );
  });

  it.each([escaped, withLinks])('is cut to the limit, never inside an escape or a character', (draw) => {
    fc.assert(
      fc.property(written, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const cut = draw(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        const shown = visible(cut);
        if (shown === text) return;
        expect(shown.endsWith('…')).toBe(true);
        expect(text.startsWith(shown.slice(0, -1))).toBe(true);
      }),
    );
  });
});
