import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommand } from '../../adapters/amqp/read-command.ts';
import type { Command } from '../../commands/command.ts';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import { type Api, openApi } from '../adapters/api/ask.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

// Each command runs with the options of its own example, so a new one is in here without being named.

// `merge` takes two incidents, and asks first in a chat: test/scenarios/merge.test.ts.
const forPrograms = commands.filter(({ name, onlyInChat }) => !onlyInChat && name !== 'merge');
const isOnIncident = ({ options }: Command) => options.some(({ name }) => name === 'incident');

let stage: Stage;
let api: Api;
let keys = 0;

beforeAll(async () => {
  stage = await openStage([new ChatDouble('slack')]);
  api = await openApi(stage.tocsin.api);
});
afterAll(async () => {
  await api.close();
  await stage.close();
});

/** What somebody did, and what came of it. */
interface Outcome {
  readonly text?: string;
  readonly incident: Incident;
  readonly types: readonly string[];
}

/** One way to give a command. Throws when it is refused. */
type Way = (input: CommandInput) => Promise<{ readonly text?: string; readonly number?: number }>;

const chat: Way = async (input) => {
  keys += 1;
  const { message } = await stage.tocsin.commands.run({
    ...input,
    id: `chat-${keys}`,
    from: { platform: 'slack', id: 'U0ALICE' },
    where: { address: { platform: 'slack', kind: 'channel', id: 'C0NOWHERE' }, private: false, places: [] },
  });
  return { text: message.text };
};

const amqp: Way = async ({ command, args }) => {
  keys += 1;
  const verbs = stage.tocsin.programs.catalogue.map(({ name }) => name);
  const read = readCommand({ messageId: `amqp-${keys}`, body: { command, args, by: 'alice' } }, verbs);
  if ('wrong' in read) throw new Error(read.wrong);
  const { message, incident } = await stage.tocsin.programs.run(read.command);
  return { text: message.text, ...(incident && { number: incident.number }) };
};

const http: Way = async ({ command, args: { incident, ...options } }) => {
  const { path = command } = commands.find(({ name }) => name === command) ?? {};
  const at = incident === undefined ? '/v1/incidents' : `/v1/incidents/${incident}/${path}`;
  const { status, body, text } = await api.ask(at, { body: { by: 'alice', ...options } });
  if (status >= 300) throw new Error(text);
  return { number: body.number };
};

const before: readonly (readonly CommandInput[])[] = [
  [],
  [{ command: 'ack', args: {} }],
  [{ command: 'resolve', args: {} }],
];

async function declared(steps: readonly CommandInput[]): Promise<number> {
  const { number = 0 } = await amqp({ command: 'declare', args: { title: 'Checkout is down', service: 'checkout' } });
  for (const { command } of steps) await amqp({ command, args: { incident: String(number) } });
  return number;
}

/** Runs it on an incident of its own in the first state that takes it: triggered, acknowledged or resolved. */
async function outcomeOf(way: Way, command: Command, steps: readonly CommandInput[]): Promise<Outcome> {
  const number = isOnIncident(command) ? await declared(steps) : undefined;
  const { args } = readLine(command.example, commands);
  const from = number === undefined ? 0 : (await timelineOf(number)).length;
  const given = { command: command.name, args: number === undefined ? args : { ...args, incident: String(number) } };
  const answer = await way(given);
  await stage.tocsin.idle();
  const latest = async () => (await stage.store.list({ state: 'all', limit: 1 })).items[0]!.number;
  const about = number ?? (await latest());
  const incident = (await stage.store.byNumber(about))!;
  const types = (await timelineOf(about)).slice(from);
  return { incident, types, ...(answer.text && { text: answer.text.replaceAll(/#\d+|(?<=“snooze )\d+/g, '#N') }) };
}

async function timelineOf(number: number): Promise<string[]> {
  const { id } = (await stage.store.byNumber(number))!;
  const entries = await stage.store.timeline(id);
  return entries.map(({ event: { at: _at, ...event } }) => JSON.stringify(event).replace(/"via":"\w+"/, '"via":"…"'));
}

/** All that must not depend on the way: no numbers, ids and versions, and not through what it came. */
function comparable({ incident }: Outcome): unknown {
  const { id: _id, number: _number, handled: _handled, deliveries, version: _version, ...rest } = incident;
  const kinds = Object.keys(deliveries).sort();
  return JSON.parse(JSON.stringify({ ...rest, kinds }).replaceAll(/"via":"\w+"/g, '"via":"…"'));
}

async function firstThatTakes(command: Command): Promise<readonly CommandInput[]> {
  const refusals: unknown[] = [];
  for (const steps of before) {
    try {
      await outcomeOf(amqp, command, steps);
      return steps;
    } catch (err) {
      refusals.push(err);
    }
  }
  throw new Error(`No state takes the example of “${command.name}”: ${refusals.join(' ')}`);
}

describe.each(forPrograms.map((command) => [command.name, command] as const))('%s', (_, command) => {
  it('does the same in a chat, by AMQP and over HTTP', async () => {
    const steps = await firstThatTakes(command);
    const inChat = await outcomeOf(chat, command, steps);
    const byBroker = await outcomeOf(amqp, command, steps);
    if (command.reads !== true) expect(inChat.types.length, inChat.text).toBeGreaterThan(0);
    expect(byBroker.text).toBe(inChat.text);
    expect(byBroker.types).toEqual(inChat.types);
    expect(comparable(byBroker)).toEqual(comparable(inChat));
    if (command.reads === true) return;
    const overHttp = await outcomeOf(http, command, steps);
    expect(overHttp.types).toEqual(inChat.types);
    expect(comparable(overHttp)).toEqual(comparable(inChat));
  });

  it('has no second effect under the same key', async () => {
    const steps = await firstThatTakes(command);
    const number = isOnIncident(command) ? await declared(steps) : undefined;
    const { args } = readLine(command.example, commands);
    const given = {
      command: command.name,
      args: number === undefined ? args : { ...args, incident: String(number) },
      by: 'alice',
      via: 'api',
      client: 'ci',
      idempotencyKey: `again-${command.name}`,
    } as const;
    const first = await stage.tocsin.programs.run(given);
    const second = await stage.tocsin.programs.run(given);
    expect(second.events).toEqual([]);
    expect(second.incident?.number).toBe(first.incident?.number);
    if (command.reads !== true) expect(first.events.length).toBeGreaterThan(0);
  });
});

describe.each(commands.filter(({ onlyInChat }) => onlyInChat).map(({ name }) => name))('%s', (name) => {
  it('is for chats alone', async () => {
    await expect(amqp({ command: name, args: {} })).rejects.toThrow('no command');
    await expect(http({ command: name, args: { incident: '1' } })).rejects.toThrow(/"status":40[45]/);
  });
});
