import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped } from '../../../adapters/discord/text.ts';
import { visible } from '../../harness/fake-discord/visible.ts';

const pieces = ['\\', '*', '_', '~', '`', '|', '<', '>', '[', ']', '(', ')', '#', '-', '+', '.', ':', '/', '@', '!'];
const words = ['a', '1', ' ', '\n', 'http://x.yz/', 'everyone', '<t:1:R>', '<@1>', '</a:1>', '-# ', '👩🏽‍🚒', 'ﷺ'];
const written = fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 40 }).map((some) => some.join(''));

describe('text that people wrote', () => {
  it('shows exactly as they wrote it', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(visible(escaped(text, 100_000))).toBe(text);
      }),
    );
  });

  it('is cut to the limit, never inside an escape or a character', () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const cut = escaped(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        const shown = visible(cut);
        if (shown === text) return;
        expect(shown.endsWith('…')).toBe(true);
        expect(text.startsWith(shown.slice(0, -1))).toBe(true);
      }),
    );
  });
});
