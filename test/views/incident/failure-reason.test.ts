import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../src/domain/incident/deliveries/failure-reason.ts';
import { languages } from '../../../src/domain/languages.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { deadText, failureText } from '../../../src/views/failure-reason.ts';

const [en, de] = [translatorFor('en'), translatorFor('de')];

describe('why something was not delivered', () => {
  it('is said in each language', () => {
    for (const code of failureCodes) {
      const texts = languages.map((language) => failureText(code, translatorFor(language)));
      expect(new Set(texts).size, code).toBe(languages.length);
      expect(texts).not.toContain(code);
    }
  });

  it('is what the platform said where Tocsin has no words for it', () => {
    expect(failureText('554 moon phase', de)).toBe('554 moon phase');
    expect(deadText({ reason: 'channel_not_found' }, de)).toBe('channel_not_found');
  });

  it('says that a mail bounced, or that it was too late', () => {
    expect(deadText({ reason: 'mailbox-full', because: 'bounced' }, en)).toBe('The mail bounced: mailbox full');
    expect(deadText({ reason: 'mailbox-full', because: 'bounced' }, de)).toBe('Die E-Mail kam zurück: Postfach voll');
    expect(deadText({ reason: 'Slack is away', because: 'late' }, en)).toBe(
      'It was not delivered in time: Slack is away',
    );
    expect(deadText({ reason: '', because: 'late' }, de)).toBe('Nicht rechtzeitig zugestellt');
  });

  // What versions before stored.
  it.each([
    ['no open browser and no push subscription', 'kein offener Browser und kein Push-Abo'],
    ['mailbox unavailable', 'Postfach nicht verfügbar'],
    ['The mail bounced: mailbox full', 'Die E-Mail kam zurück: Postfach voll'],
    ['The mail bounced: 554 moon phase', 'Die E-Mail kam zurück: 554 moon phase'],
    ['It was not delivered in time: Slack is away', 'Nicht rechtzeitig zugestellt: Slack is away'],
    ['It was not delivered in time', 'Nicht rechtzeitig zugestellt'],
  ])('reads the English sentence of an earlier record: %s', (stored, german) => {
    expect(deadText({ reason: stored }, de)).toBe(german);
    expect(deadText({ reason: stored }, en)).toBe(stored);
  });
});
