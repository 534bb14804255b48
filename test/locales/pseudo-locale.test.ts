import { expect, it } from 'vitest';
import { translatorFor } from '../../src/locales/translate.ts';
import { bypassesCatalogue, outsideBrackets, pseudo, usePseudoLocale } from '../harness/pseudo-locale.ts';

it('keeps placeholders, plurals and what people type', () => {
  expect(pseudo('Resolve')).toBe('⟦Ŕééšóóļṽéé⟧');
  expect(pseudo('Type `help` to {name}')).toBe('⟦Ţýpéé `help` ţóó {name}⟧');
  expect(pseudo('{alerts, plural, one {# alert} other {# alerts}} in {level, number}')).toContain('{alerts');
});

it('speaks pseudo texts until it is put back', () => {
  const t = translatorFor('es');
  const before = t('alerts.enough', { alerts: 2, duration: '5 min' });
  const putBack = usePseudoLocale('es');
  try {
    expect(t('alerts.enough', { alerts: 1, duration: '5 min' })).toBe('⟦1 ááļééŕţ wííţhííñ 5 min⟧');
    expect(t('alerts.enough', { alerts: 2, duration: '5 min' })).toBe('⟦2 ááļééŕţš wííţhííñ 5 min⟧');
  } finally {
    putBack();
  }
  expect(t('alerts.enough', { alerts: 2, duration: '5 min' })).toBe(before);
});

it('finds words outside of the brackets', () => {
  expect(outsideBrackets('⟦á ⟦b⟧ c⟧ · 12:05')).toBe(' · 12:05');
  expect(bypassesCatalogue('⟦á ⟦b⟧ c⟧ · 12:05')).toBe(false);
  expect(bypassesCatalogue('⟦á⟧ Nobody has it')).toBe(true);
});
