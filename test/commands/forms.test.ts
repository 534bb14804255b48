import { describe, expect, it } from 'vitest';
import { formFor } from '../../commands/form.ts';
import { commands } from '../../commands/index.ts';
import { languages } from '../../src/domain/languages.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { drawnFor } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

/** What the platforms show of a form whole; the smallest of Slack, Discord and Telegram. */
const limits = { title: 24, submit: 24, label: 45, hint: 100, fallback: 100, choice: 64 };

const directory = sampleDirectory();
const inputs: readonly Record<string, string>[] = [{}, { incident: '123456' }];

/** Every form that there is: of commands that lack something, and of buttons that ask. */
function formsIn(language: (typeof languages)[number]) {
  const t = translatorFor(language);
  return commands.flatMap((command) =>
    inputs.slice(0, command.options.some(({ kind }) => kind === 'incident') ? 2 : 1).flatMap((args) => {
      const input = { command: command.name, args };
      const forms = [input, drawnFor('-', input)].map((one) => formFor(command, one, { directory, t }));
      return forms.flatMap((form) => (form ? [{ command, form }] : []));
    }),
  );
}

describe.each(languages)('the forms in %s', (language) => {
  it('are shown whole on every platform', () => {
    for (const { command, form } of formsIn(language)) {
      const texts = [
        [form.title, limits.title],
        [form.submit, limits.submit],
        ...form.fields.flatMap(({ label, hint, fallback, choices, kind }) => [
          [label, limits.label],
          [hint, limits.hint],
          [fallback ?? '', limits.fallback],
          ...(kind === 'choice' ? (choices ?? []).map((choice) => [choice.label, limits.choice]) : []),
        ]),
      ] as [string, number][];
      for (const [text, most] of texts)
        expect([command.name, text, text.length <= most]).toEqual([command.name, text, true]);
    }
  });

  it('have titles of their own and say what each field is for', () => {
    const all = formsIn(language);
    expect(all.length).toBeGreaterThan(10);
    for (const { command, form } of all) {
      expect([command.name, command.form !== undefined]).toEqual([command.name, true]);
      for (const { option, hint } of form.fields) expect([option, hint.trim() !== '']).toEqual([option, true]);
    }
  });
});

describe('a form', () => {
  const t = translatorFor('en');
  const fieldsOf = (name: string, args: Record<string, string> = {}) => {
    const command = commands.find((one) => one.name === name)!;
    const form = formFor(command, { command: name, args }, { directory, t });
    return Object.fromEntries((form?.fields ?? []).map((field) => [field.option, field]));
  };

  it('asks for everything required, except for the incident, which the place may tell', () => {
    const lacking = commands.flatMap((command) => {
      const fields = fieldsOf(command.name);
      const required = command.options.filter(({ required, name }) => required && name !== 'incident');
      return required.filter(({ name }) => !fields[name]).map(({ name }) => `${command.name} ${name}`);
    });
    expect(lacking).toEqual([]);
    expect(fieldsOf('merge', { incident: '14' })).toMatchObject({
      other: { label: 'Incident to close', required: true },
    });
    expect(fieldsOf('ack')).toEqual({});
  });

  it('shows what holds for a field that is left empty', () => {
    expect(fieldsOf('declare').severity?.fallback).toBe('Default: sev3');
    const [id] = [...directory.services.values()].filter(({ severity }) => severity === 'sev2').map((one) => one.id);
    expect(fieldsOf('declare', { service: id! }).severity?.fallback).toBe('Default: sev2');
    expect(fieldsOf('assign').role?.fallback).toBe('Default: commander');
    expect(fieldsOf('declare').title?.fallback).toBeUndefined();
  });

  it('offers everybody, however many they are', () => {
    const everybody = Array.from({ length: 300 }, (_, index) => {
      const alice = directory.people.get('alice')!;
      return { ...alice, id: `person-${index}`, name: `Person ${index}`, accounts: {} };
    });
    const many = { ...directory, people: new Map(everybody.map((one) => [one.id, one])) };
    const assign = commands.find(({ name }) => name === 'assign')!;
    const form = formFor(assign, { command: 'assign', args: {} }, { directory: many, t });
    expect(form?.fields[0]?.choices).toHaveLength(300);
  });
});
