import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawChoices, drawCommands } from '../../../adapters/discord/registration.ts';
import type { CommandShape } from '../../../src/ports/commands.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { checkCommands } from '../../harness/fake-discord/check-commands.ts';
import { MemoryPendingAnswers } from '../../harness/fake-discord/memory-pending-answers.ts';
import { ALICE } from '../../harness/fake-discord/world.ts';
import { MemoryDialogs } from '../../harness/fake-telegram/memory-dialogs.ts';
import { RecordingCommands, sampleCatalogue } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { type DiscordUnderTest, openDiscord } from './open.ts';

const incident = sampleCatalogue.find(({ name }) => name === 'ack')?.options ?? [];

function verbs(count: number, summary = 'Does something'): CommandShape[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `verb-${i + 1}`,
    summary,
    options: incident,
  }));
}

describe('the commands that Discord shows', () => {
  it('are derived from the catalogue', () => {
    const commands = checkCommands(drawCommands(sampleCatalogue, 'guild'), 'guild');
    expect([...commands.keys()]).toEqual(['incident declare', 'incident ack', 'incident note', 'incident help']);
    expect(commands.get('incident declare')).toEqual([
      { name: 'title', autocomplete: false, maxLength: 200 },
      { name: 'severity', autocomplete: false, maxLength: 6000, choices: ['sev1', 'sev2', 'sev3', 'sev4'] },
      { name: 'service', autocomplete: true, maxLength: 200 },
      { name: 'description', autocomplete: false, maxLength: 4000 },
    ]);
  });

  it('carry their descriptions and choices in the other languages', () => {
    const inGerman = sampleCatalogue.map((shape) => ({ ...shape, summary: `de: ${shape.summary}` }));
    const drawn = drawCommands(sampleCatalogue, 'guild', { de: inGerman, 'es-ES': sampleCatalogue });
    checkCommands(drawn, 'guild');
    const [declare] = drawn[0]!.options as unknown as Record<string, unknown>[];
    expect(declare).toMatchObject({
      description: 'Declare an incident',
      description_localizations: { de: 'de: Declare an incident', 'es-ES': 'Declare an incident' },
    });
    expect(JSON.stringify(declare)).toContain('"name_localizations":{"de":"SEV1","es-ES":"SEV1"}');
  });

  it('require nothing, so that a missing option opens our form', () => {
    expect(JSON.stringify(drawCommands(sampleCatalogue, 'guild'))).not.toContain('"required":true');
  });

  it.each(['guild', 'global'] as const)('overflow beyond 25 into commands of their own (%s)', (scope) => {
    const words = [...checkCommands(drawCommands(verbs(30), scope), scope).keys()];
    expect(words).toHaveLength(30);
    expect(words[24]).toBe('incident verb-25');
    expect(words.slice(25)).toEqual(['verb-26', 'verb-27', 'verb-28', 'verb-29', 'verb-30']);
  });

  it('overflow as well where one command would hold too many words', () => {
    const wordy = verbs(25, 'x'.repeat(100)).map((verb) => ({
      ...verb,
      options: Array.from({ length: 4 }, (_, i) => ({ ...incident[0]!, name: `o${i}`, description: 'y'.repeat(100) })),
    }));
    const words = [...checkCommands(drawCommands(wordy, 'guild'), 'guild').keys()];
    expect(words).toHaveLength(25);
    expect(words.filter((word) => word.startsWith('incident ')).length).toBeLessThan(25);
  });

  it('complete to what Discord takes', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ value: String(i), label: '👩🏽‍🚒'.repeat(40) }));
    const drawn = drawChoices([{ value: 'x'.repeat(101), label: 'too long' }, ...many]);
    expect(drawn).toHaveLength(25);
    expect(drawn[0]?.value).toBe('0');
    expect(drawn[0]?.name.length).toBeLessThanOrEqual(100);
  });
});

describe('Discord, once started', () => {
  let platform: DiscordUnderTest;
  let commands: RecordingCommands;

  beforeEach(async () => {
    platform = await openDiscord();
    commands = new RecordingCommands();
  });

  afterEach(async () => {
    await platform.chat.close();
    await platform.close();
  });

  it('has the commands registered, and not again when nothing changed', async () => {
    await platform.chat.start(commands, () => {});
    await platform.chat.close();
    await platform.chat.start(commands, () => {});
    expect(platform.discord.world.registrations).toBe(1);
    platform.verify();
  });

  it('runs a command that stands by itself as it runs a verb', async () => {
    Object.defineProperty(commands, 'catalogue', { value: [...verbs(25), sampleCatalogue[1]] });
    await platform.chat.start(commands, () => {});
    platform.discord.people.gives(ALICE, 'ack', { incident: '42' });
    await eventually('alice was answered', () => platform.toldTo(ALICE));
    expect(commands.invocations).toMatchObject([{ command: 'ack', args: { incident: '42' } }]);
    platform.verify();
  });

  it('completes an option while it is typed', async () => {
    await platform.chat.start(commands, () => {});
    const typing = platform.discord.people.types(ALICE, 'incident declare', 'service', 'che');
    const choices = await eventually('choices came', () => typing.choices);
    expect(choices).toEqual([{ name: 'Checkout', value: 'checkout' }]);
    expect(commands.completions).toMatchObject([{ command: 'declare', option: 'service', typed: 'che' }]);
    platform.verify();
  });

  it('completes nothing, and in time, when that takes too long or fails', async () => {
    await platform.chat.start(commands, () => {});
    commands.complete = () => new Promise(() => {});
    const slow = platform.discord.people.types(ALICE, 'incident ack', 'incident', '4');
    commands.complete = async () => Promise.reject(new Error('the database is away'));
    expect(await eventually('choices came', () => slow.choices)).toEqual([]);
    const failing = platform.discord.people.types(ALICE, 'incident ack', 'incident', '4');
    expect(await eventually('choices came', () => failing.choices)).toEqual([]);
    platform.verify();
  });

  it('says what to do when the bot is not in the server', async () => {
    const { createDiscord } = await import('../../../adapters/discord/adapter.ts');
    const { TOKEN } = await import('../../harness/fake-discord/fake-discord.ts');
    const elsewhere = createDiscord(
      { token: TOKEN, guildId: '100000000000000777', apiUrl: platform.discord.apiUrl },
      {
        log: platform.log,
        clock: { now: () => new Date() },
        dialogs: new MemoryDialogs(),
        pendingAnswers: new MemoryPendingAnswers(),
      },
    );
    await expect(new ConnectedChat(elsewhere).start(commands)).rejects.toThrow(/DISCORD_GUILD_ID/);
  });
});
