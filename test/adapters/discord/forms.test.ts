import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Choice, Reply } from '../../../src/ports/commands.ts';
import { MemoryPendingAnswers } from '../../harness/fake-discord/memory-pending-answers.ts';
import { ALICE } from '../../harness/fake-discord/world.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { type DiscordUnderTest, openDiscord } from './open.ts';

const services = (count: number): readonly Choice[] =>
  Array.from({ length: count }, (_, index) => ({ value: `service-${index}`, label: `Service ${index}` }));

let platform: DiscordUnderTest;
let commands: RecordingCommands;
let pending: MemoryPendingAnswers;
const people = () => platform.discord.people;

beforeEach(async () => {
  pending = new MemoryPendingAnswers();
  platform = await openDiscord(undefined, pending);
  commands = new RecordingCommands();
  await platform.chat.start(commands, () => {});
});

afterEach(async () => {
  await platform.chat.close();
  await platform.close();
  expect(platform.log.text()).not.toContain('interaction-token');
});

const replyOf = (id: string) =>
  eventually('it is answered', () => {
    const reply = platform.discord.world.interactions.find((one) => one.id === id)?.reply;
    return reply && !reply.loading ? reply : undefined;
  });

describe('forms on Discord', () => {
  it('say what each field is for', async () => {
    people().gives(ALICE, 'incident declare', {});
    const { modal } = await people().formOf(ALICE);
    expect(modal.fields.map(({ id, description }) => [id, description])).toContainEqual(['title', 'the title']);
    platform.verify();
  });

  it('hold up to 25 services, and have the name of one of more typed', async () => {
    commands.choices = services(25);
    people().gives(ALICE, 'incident declare', {});
    const fits = await people().formOf(ALICE);
    expect(fits.modal.fields.find(({ id }) => id === 'service')?.options).toHaveLength(25);
    await people().fillsIn(ALICE, { title: 'Down', service: 'service-24' });
    commands.choices = services(26);
    people().gives(ALICE, 'incident declare', {});
    const more = await people().formOf(ALICE);
    expect(more.modal.fields.find(({ id }) => id === 'service')?.options).toBeUndefined();
    await people().fillsIn(ALICE, { title: 'Down', service: 'Service 25' });
    await eventually('it ran', () => commands.invocations[1]?.args.service === 'Service 25');
    platform.verify();
  });

  it('open again with what was typed when they are refused, also after a restart', async () => {
    commands.answer = () => ({ message: { text: 'There is no service “Chekout”.' }, refused: { option: 'service' } });
    commands.choices = services(26);
    people().gives(ALICE, 'incident declare', {});
    await people().fillsIn(ALICE, { title: 'Down', severity: 'sev1', service: 'Chekout', description: 'all of it' });
    const [submitted] = platform.discord.world.interactions.slice(-1);
    const refused = await replyOf(submitted!.id);
    expect(platform.toldTo(ALICE)).toMatchObject({ text: 'There is no service “Chekout”.' });
    expect(platform.toldTo(ALICE)?.buttons).toEqual(['Edit and send again']);
    await platform.chat.close();
    await platform.chat.start(commands, () => {});
    people().presses(ALICE, refused, 'Edit and send again');
    const again = await people().formOf(ALICE);
    expect(Object.fromEntries(again.modal.fields.map(({ id, value }) => [id, value]))).toEqual({
      title: 'Down',
      severity: 'sev1',
      service: 'Chekout',
      description: 'all of it',
    });
    commands.answer = () => ({ message: { text: 'declared' } });
    await people().fillsIn(ALICE, { service: 'Checkout' });
    await eventually('it ran', () => commands.invocations.length === 2);
    expect(commands.invocations[1]?.args).toEqual({
      title: 'Down',
      severity: 'sev1',
      service: 'Checkout',
      description: 'all of it',
    });
    await eventually('she is told', () => platform.toldTo(ALICE)?.text === 'declared');
    expect(platform.toldTo(ALICE)?.buttons).toEqual([]);
    platform.verify();
  });
});

describe('an answer that is under way on Discord', () => {
  it('is ended by the next process when this one is gone, in the language of its person', async () => {
    commands.languageFor = () => 'de';
    commands.answer = () => new Promise<Reply>(() => {});
    const asked = people().gives(ALICE, 'incident ack', { incident: '42' });
    await eventually('it runs', () => commands.invocations.length === 1);
    expect(pending.size).toBe(1);
    // Another process on the same database and the same Discord: this one never answers.
    const { createDiscord } = await import('../../../adapters/discord/adapter.ts');
    const { TOKEN } = await import('../../harness/fake-discord/fake-discord.ts');
    const { MemoryDialogs } = await import('../../harness/fake-telegram/memory-dialogs.ts');
    const { GUILD } = await import('../../harness/fake-discord/world.ts');
    const next = createDiscord(
      { token: TOKEN, guildId: GUILD, apiUrl: platform.discord.apiUrl },
      { log: platform.log, clock: { now: () => new Date() }, dialogs: new MemoryDialogs(), pendingAnswers: pending },
    );
    const connection = await next.connect(() => {});
    await connection.listen(new RecordingCommands());
    const reply = await replyOf(asked.id);
    expect(reply.body.content).toContain('Tocsin wurde neu gestartet');
    await eventually('it is forgotten', () => pending.size === 0);
    await connection.close();
  });

  it('is forgotten once it is given, and left alone when only the connection is new', async () => {
    let finish: (reply: Reply) => void = () => {};
    commands.answer = () => new Promise((resolve) => (finish = resolve));
    const asked = people().gives(ALICE, 'incident ack', { incident: '42' });
    await eventually('it runs', () => commands.invocations.length === 1);
    await platform.chat.close();
    await platform.chat.start(commands, () => {});
    finish({ message: { text: 'done at last' } });
    expect((await replyOf(asked.id)).body.content).toBe('done at last');
    await eventually('it is forgotten', () => pending.size === 0);
    platform.verify();
  });
});
