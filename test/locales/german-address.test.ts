import { expect, it } from 'vitest';
import { de } from '../../src/locales/de/index.ts';

it('speaks to people in German as Sie, in every text', () => {
  const informal =
    /\b(?:du|dir|dich|dein(?:e[mnrs]?)?|wurdest|hast|bist|kannst|musst|Nenne|Sende|Versuche es|Schreibe|Gib|Nimm|Schreib|Prüfe)\b/iu;
  const found = Object.entries(de).filter(([, text]) => informal.test(text));
  expect(found.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
});
