import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawnFor } from '../../src/ports/commands/press.ts';
import type { Account, Invocation } from '../../src/ports/commands.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const chatPlatforms = ['slack', 'discord', 'telegram', 'web'] as const;

let stage: Stage;

beforeEach(async () => {
  stage = await openStage(chatPlatforms.map((platform) => new ChatDouble(platform)));
});

afterEach(() => stage.close());

function accountOf(person: string, platform: Account['platform']): Account {
  const known = stage.directory.people.get(person);
  const id = platform === 'web' ? person : known?.accounts[platform as 'slack'];
  return { platform, id: id ?? person, name: person };
}

function run(input: Pick<Invocation, 'command' | 'args'>, from: Account) {
  const address = { platform: from.platform, kind: 'person', id: from.id } as const;
  return stage.tocsin.commands.run({
    ...input,
    id: `${from.platform} ${JSON.stringify(input)}`,
    from,
    where: { address, private: true, places: [from.id] },
  });
}

const shown = { command: 'note', args: { incident: '1' } };

describe.each(chatPlatforms)('a form on %s', (platform) => {
  it.each([
    ['chosen', shown],
    ['pressed on a card that everybody sees', drawnFor('-', shown)],
  ])('is not opened for who may not send it, who is told so: %s', async (_, input) => {
    const { commands } = stage.tocsin;
    expect(commands.formFor(input, accountOf('bob', platform))).toBeDefined();
    const victor = accountOf('victor', platform);
    expect(commands.formFor(input, victor)).toBeUndefined();
    const { message, refused } = await run(input, victor);
    expect(message.text).toContain('You have the role viewer, and “note” needs the role responder');
    expect(refused).toEqual({});
  });

  it('is not opened for somebody unknown', async () => {
    const stranger: Account = { platform, id: 'stranger', name: 'Zoe' };
    expect(stage.tocsin.commands.formFor(shown, stranger)).toBeUndefined();
    expect((await run(shown, stranger)).message.text).toContain('I don’t know you');
  });
});

describe('an answer for one person', () => {
  it('has the buttons that they may press, and no others', async () => {
    await run({ command: 'declare', args: { title: 'Down' } }, accountOf('bob', 'slack'));
    const labelsFor = async (person: string) => {
      const { message } = await run({ command: 'show', args: { incident: '1' } }, accountOf(person, 'slack'));
      return (message.buttons ?? []).map(({ invokes }) => invokes.command);
    };
    expect(await labelsFor('bob')).toContain('ack');
    const allowed = new Set(['show', 'timeline', 'alerts', 'task', 'list']);
    expect((await labelsFor('victor')).filter((command) => !allowed.has(command))).toEqual([]);
  });
});

describe('what a form is answered', () => {
  it('names the field that is wrong', async () => {
    const bob = accountOf('bob', 'slack');
    const wrong = await run({ command: 'declare', args: { title: 'Down', service: 'chekout' } }, bob);
    expect(wrong.refused).toEqual({ option: 'service' });
    const missing = await run({ command: 'declare', args: { service: 'checkout' } }, bob);
    expect(missing.refused).toEqual({ option: 'title' });
    const over = await run({ command: 'note', args: { incident: '99', text: 'x' } }, bob);
    expect(over.refused).toEqual({});
    const done = await run({ command: 'declare', args: { title: 'Down' } }, bob);
    expect(done.refused).toBeUndefined();
  });

  it.each([
    ['CAROL DIAZ', /paged Carol Díaz/],
    ['Carol Dias', /Did you mean “carol”/],
    ['lund', /Did you mean “victor”.*Known: victor,/],
  ])('understands the name “%s”, or says what is like it', async (to, words) => {
    const { message } = await run({ command: 'page', args: { to, message: 'look' } }, accountOf('bob', 'slack'));
    expect(message.text).toMatch(words);
  });

  it('completes names with accents or without', async () => {
    const from = accountOf('bob', 'discord');
    const complete = (typed: string) =>
      stage.tocsin.commands.complete({ command: 'assign', option: 'person', typed, from });
    expect(await complete('dia')).toEqual([{ value: 'carol', label: 'Carol Díaz' }]);
    expect((await complete('')).map(({ value }) => value)).toEqual(['alice', 'bob', 'carol', 'victor']);
  });

  it('completes a hundred where so many are taken, and 25 elsewhere', async () => {
    const alice = stage.directory.people.get('alice')!;
    const many = Array.from({ length: 300 }, (_, index) => ({ ...alice, id: `p${index}`, name: `Person ${index}` }));
    stage.directory = sampleDirectory({ people: new Map([alice, ...many].map((one) => [one.id, one])) });
    await stage.refresh();
    const asked = { command: 'assign', option: 'person', typed: 'person', from: accountOf('alice', 'discord') };
    expect(await stage.tocsin.commands.complete(asked)).toHaveLength(25);
    expect(await stage.tocsin.commands.complete({ ...asked, most: 100 })).toHaveLength(100);
  });
});
