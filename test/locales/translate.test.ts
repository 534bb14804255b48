import { describe, expect, it } from 'vitest';
import { languageOf, languageOfHeader, languages } from '../../src/domain/languages.ts';
import { translatorFor } from '../../src/locales/translate.ts';

describe('a text in a language', () => {
  it.each([
    ['en', 1, '1 alert within 5 minutes'],
    ['en', 3, '3 alerts within 5 minutes'],
    ['de', 1, '1 Alarm innerhalb von 5 minutes'],
    ['es', 3, '3 alertas en 5 minutes'],
    ['ja', 3, '5 minutes以内に3 件のアラート'],
  ] as const)('uses the plural of %s for %i', (language, alerts, text) => {
    expect(translatorFor(language)('alerts.enough', { alerts, duration: '5 minutes' })).toBe(text);
  });

  it.each(languages)('takes what looks like markup as text (%s)', (language) => {
    const said = translatorFor(language)('event.renamed', { name: '<b>Ann</b>', title: "{it's} <i>down" });
    expect(said).toContain('<b>Ann</b>');
    expect(said).toContain("{it's} <i>down");
  });
});

describe('the language that a platform asks for', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['es_419', 'es'],
    ['JA-JP', 'ja'],
    ['pt-BR', undefined],
    ['', undefined],
    [undefined, undefined],
    [null, undefined],
  ])('reads the tag %s as %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });

  it.each([
    ['de-DE,de;q=0.9,en;q=0.8', 'de'],
    ['fr-FR,fr;q=0.9,ja;q=0.5,en;q=0.7', 'en'],
    ['es;q=0, de;q=0.1', 'de'],
    ['*', undefined],
    ['xx;q=broken', undefined],
    [null, undefined],
  ])('reads the header %s as %s', (header, language) => {
    expect(languageOfHeader(header)).toBe(language);
  });
});
