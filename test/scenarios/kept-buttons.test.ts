import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { CommandContext } from '../../commands/command.ts';
import { restored, withKeptButtons } from '../../commands/kept-buttons.ts';
import type { Dialog } from '../../src/ports/chat.ts';
import { type CommandInput, encodeInput, mostButtonBytes } from '../../src/ports/commands/input.ts';
import { keptUnder } from '../../src/ports/commands/press.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

// What is asked has a button on every platform, however long the line is.

let stage: Stage;
const room = { places: ['room-1'] };
const words = 'the payments database answers nobody and every checkout in Europe fails since nine';

beforeAll(async () => {
  const rooms = { announce: { slack: 'C1' }, open: { slack: 'channel' } } as const;
  stage = await openStage([new ChatDouble('slack')], sampleDirectory({ rooms }));
  await stage.says('bob', 'declare Checkout is down severity:sev3');
});

afterAll(() => stage.close());

async function press(invokes: CommandInput, account: string, id: string = randomUUID()): Promise<string> {
  const { message } = await stage.tocsin.commands.run({
    ...invokes,
    id,
    from: { platform: 'slack', id: account },
    where: { address: { platform: 'slack', kind: 'channel', id: 'room-1' }, private: false, places: ['room-1'] },
  });
  await stage.tocsin.idle();
  return message.text;
}

async function asked(line: string): Promise<CommandInput> {
  const { buttons } = await stage.says('alice', line, room);
  const invokes = buttons![0]!.invokes;
  expect(Buffer.byteLength(encodeInput(invokes))).toBeLessThanOrEqual(mostButtonBytes);
  return invokes;
}

it('does what was asked once, and says so when it is pressed again', async () => {
  const invokes = await asked(`tell carol ${words}`);
  const ofCarol = () => stage.store.byNumber(1).then((one) => one?.paged.carol);
  expect(await press(invokes, 'U0BOB')).toBe('This was asked of Alice Chen. Send the line yourself.');
  expect(await ofCarol()).toBeUndefined();
  expect(await press(invokes, 'U0ALICE', 'first')).toMatch(/Paged Carol|Carol .*paged/i);
  expect(await ofCarol()).toBeDefined();
  const { seq } = (await stage.store.byNumber(1))!;
  expect(await press(invokes, 'U0ALICE')).toBe('You have pressed this button already, and it was done.');
  // The platform repeats the first press.
  await press(invokes, 'U0ALICE', 'first');
  expect((await stage.store.byNumber(1))!.seq).toBe(seq);
});

it('has one effect when it is pressed twice at once', async () => {
  const invokes = await asked(`ack ${words}, if nobody else has it`);
  const before = (await stage.store.byNumber(1))!.seq;
  await Promise.all([press(invokes, 'U0ALICE'), press(invokes, 'U0ALICE')]);
  const { seq } = (await stage.store.byNumber(1))!;
  expect(seq).toBeGreaterThan(before);
  await expect(press(invokes, 'U0ALICE')).resolves.toContain('already');
  expect((await stage.store.byNumber(1))!.seq).toBe(seq);
});

it('expires after an hour', async () => {
  const invokes = await asked(`resolve ${words}?`);
  await stage.passes(61);
  expect(await press(invokes, 'U0ALICE')).toBe('This button has expired. Send the line again.');
});

it('keeps each of a thousand questions apart', async () => {
  const directory = sampleDirectory();
  const kept = new Map<string, Dialog>();
  const dialogs = {
    put: async (key: string, dialog: Dialog) => void kept.set(key, dialog),
    find: async (key: string) => kept.get(key),
  };
  const context = { dialogs, directory: () => directory } as unknown as CommandContext;
  const person = directory.people.get('alice')!;
  const where = { address: { platform: 'slack', kind: 'channel', id: 'room-1' }, private: false, places: [] } as const;
  const invocation = { command: 'note', args: {}, id: '', from: { platform: 'slack', id: 'U0ALICE' }, where } as const;
  const questions = Array.from({ length: 1_000 }, (_, at) => ({ at, text: `${words} ${at}` }));
  const asked = await Promise.all(
    questions.map(async ({ at, text }) => {
      const invokes = { command: 'note', args: { text } };
      const message = { text: '', buttons: [{ label: 'Note', invokes }] };
      const by = { person, invocation: { ...invocation, id: `line ${at}` }, reader: {} as never };
      return (await withKeptButtons(context, message, by)).buttons![0]!.invokes;
    }),
  );
  const found = await Promise.all(
    asked.map((invokes) => restored(context, { ...invocation, ...invokes, id: 'press' }, person)),
  );
  expect(found.map((one) => one?.invocation.args.text)).toEqual(questions.map(({ text }) => text));
});

it('does not call a button expired that the database does not answer for', async () => {
  vi.useFakeTimers();
  try {
    const directory = sampleDirectory();
    const dialogs = { find: () => new Promise(() => undefined) };
    const context = { dialogs, directory: () => directory } as unknown as CommandContext;
    const { command, args } = keptUnder('0123456789abcdef', 'ack');
    const where = {
      address: { platform: 'slack', kind: 'channel', id: 'room-1' },
      private: false,
      places: [],
    } as const;
    const invocation = { command, args, id: 'press', from: { platform: 'slack', id: 'U0ALICE' }, where } as const;
    const found = restored(context, invocation, directory.people.get('alice')!).catch((err: unknown) => err);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await found).toBeInstanceOf(StoreUnavailable);
  } finally {
    vi.useRealTimers();
  }
});
