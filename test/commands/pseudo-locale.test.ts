import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import type { Account } from '../../src/ports/commands.ts';
import type { Message } from '../../src/ports/message.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { outsideBrackets, usePseudoLocale } from '../harness/pseudo-locale.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
let putBack: () => void;

beforeAll(() => {
  putBack = usePseudoLocale('es');
});
afterAll(() => putBack());
beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack')]);
});
afterEach(() => stage.close());

const bob: Account = { platform: 'slack', id: 'U0BOB', language: 'es' };
const names = new Set([
  ...commands.map(({ name }) => name),
  ...commands.flatMap(({ options }) => options.map(({ name }) => name)),
  ...commands.flatMap(({ options }) => options.flatMap(({ choices = [] }) => choices.map(({ value }) => value))),
]);

/** The words that are neither of the catalogue, nor names of commands, options or choices. */
function strayWords(text: string): string[] {
  return (outsideBrackets(text).match(/[\p{L}\p{N}][\p{L}\p{N}-]*/gu) ?? []).filter(
    (word) => /\p{L}/u.test(word) && !names.has(word),
  );
}

async function told(input: CommandInput, from = bob): Promise<Message> {
  const address = { platform: 'slack', kind: 'person', id: from.id } as const;
  const where = { address, private: true, places: [from.id] };
  return (await stage.tocsin.commands.run({ ...input, id: `press-${Math.random()}`, from, where })).message;
}

function textsOf({ text, title, body, buttons = [] }: Message): string {
  return [text, title, body, ...buttons.map(({ label }) => label)].filter(Boolean).join('\n');
}

describe.each(commands.map((command) => [command.name, command] as const))('%s', (name, command) => {
  it('is described, asked for and explained in the words of the catalogue', async () => {
    const shape = stage.tocsin.commands.catalogueIn('es').find((one) => one.name === name)!;
    const form = stage.tocsin.commands.formFor({ command: name, args: {} }, bob);
    const shown = [
      shape.summary,
      ...shape.options.flatMap(({ description, choices = [] }) => [description, ...choices.map(({ label }) => label)]),
      ...(form ? [form.title, form.submit, ...form.fields.map(({ label }) => label)] : []),
    ];
    expect(shown.flatMap(strayWords)).toEqual([]);
    const help = textsOf(await told({ command: 'help', args: { about: name } }));
    expect(strayWords(help.replaceAll(command.example, ''))).toEqual([]);
  });
});

it('shows help and its groups in the words of the catalogue', async () => {
  const help = await told({ command: 'help', args: {} });
  expect(strayWords(textsOf(help).replaceAll('Checkout is down', ''))).toEqual([]);
  expect(help.buttons?.map(({ invokes }) => invokes)).toHaveLength(4);
  for (const { invokes } of help.buttons ?? []) {
    const examples = commands.map(({ example }) => example);
    const group = examples.reduce((text, one) => text.replaceAll(one, ''), textsOf(await told(invokes)));
    expect(strayWords(group)).toEqual([]);
  }
});

it.each<[string, CommandInput]>([
  ['a missing option', { command: 'snooze', args: { incident: '1' } }],
  ['an unknown option', { command: 'ack', args: { zzz: '1' } }],
  ['an unknown incident', { command: 'ack', args: { incident: '77' } }],
  ['no number', { command: 'ack', args: { incident: '!!' } }],
  ['a role that is missing', { command: 'audit', args: {} }],
  ['an unknown service', { command: 'declare', args: { title: 'x', service: '??' } }],
  ['unknown help', { command: 'help', args: { about: '??' } }],
  ['a time that is none', { command: 'snooze', args: { incident: '1', for: '??' } }],
  ['an unknown window', { command: 'maintenance', args: { action: 'stop', window: '??' } }],
  ['no hours', { command: 'quiet', args: { from: '22:00' } }],
  ['an unknown way', { command: 'notify', args: { urgent: '??' } }],
])('refuses %s in the words of the catalogue', async (_, input) => {
  await stage.says('alice', 'declare title:42');
  const answer = await told(input);
  expect(answer.text).toContain('⟦');
  const data = new Set(['responder', 'admin', 'checkout', 'search', 'slack', 'discord', 'telegram', 'web', 'email']);
  expect(strayWords(answer.text).filter((word) => !data.has(word))).toEqual([]);
});

it('asks before a button pages somebody in the words of the catalogue', async () => {
  await stage.says('alice', 'declare title:42 service:checkout');
  const asked = await told({ command: 'escalate', args: { incident: '1', seen: 't0' } });
  expect(asked.buttons).toHaveLength(1);
  expect(asked.text).toContain('⟦');
});
