import { createSlack } from '../../../adapters/slack/adapter.ts';
import { usualWaits, type Waits } from '../../../adapters/slack/limits.ts';
import type { Address, MessageRef } from '../../../src/domain/address.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import type { Drawn, PlatformUnderTest } from '../../contracts/chat-adapter/platform-under-test.ts';
import { ConnectedChat } from '../connected-chat.ts';
import { MemoryDialogs } from '../fake-telegram/memory-dialogs.ts';
import { KeptLog } from '../kept-log.ts';
import { buttonsOf, labelOf, linksOf, mentionsOf, visibleText } from './display.ts';
import { type Acknowledged, httpLine, SIGNING_SECRET, socketLine } from './line.ts';
import { type People, people } from './people.ts';
import { FakeSlackServer } from './server.ts';
import { ALICE, BOB, OPS, type Posted } from './workspace.ts';

export interface SlackUnderTest extends PlatformUnderTest {
  readonly adapter: ReturnType<typeof createSlack>;
  readonly server: FakeSlackServer;
  readonly people: People;
  readonly log: KeptLog;
  readonly dialogs: MemoryDialogs;
}

export interface FakeSlackOptions {
  readonly mode: 'socket' | 'http';
  readonly ackMs?: number;
  readonly triggerMs?: number;
  readonly waits?: Partial<Waits>;
  /** The servers of another one: a second process of the same bot. */
  readonly at?: FakeSlackServer;
}

/** Short, so that a test of a platform that hangs takes no 10 s. */
const shortWaits: Partial<Waits> = { callMs: 1_500, deliveryMs: 2_500, helloMs: 1_500, reconnectMs: 10 };

/** The real adapter on the real SDK, against a fake of Slack's servers. */
export async function openSlack(options: FakeSlackOptions): Promise<SlackUnderTest> {
  const { mode, ackMs = 3_000, triggerMs = 3_000, waits = {} } = options;
  const server = options.at ?? new FakeSlackServer();
  if (!options.at) await server.listen();
  const log = new KeptLog();
  const dialogs = new MemoryDialogs();
  const adapter = createSlack(
    {
      botToken: server.botToken,
      apiUrl: server.apiUrl,
      ...(mode === 'socket' ? { appToken: server.appToken } : { signingSecret: SIGNING_SECRET }),
    },
    { log, clock: systemClock, dialogs },
    { ...usualWaits, ...shortWaits, ...waits },
  );
  const { routes } = adapter;
  const line = routes ? httpLine((...asked) => routes.handle(...asked), ackMs) : socketLine(server, ackMs);
  const crowd = people(server, line, triggerMs);
  const { workspace } = server;

  /** Whoever does something need not wait until the app says that it heard. */
  async function goes(acknowledged: Promise<Acknowledged>): Promise<void> {
    acknowledged.catch((err: unknown) => server.rules.complain(`the app failed: ${String(err)}`));
  }

  function at({ kind, id }: Address): readonly Posted[] {
    const [channel = '', thread] = (kind === 'person' ? workspace.direct(id) : id).split(':', 2);
    const here = workspace.messages.filter((one) => one.channel === channel && one.onlyFor === undefined);
    if (thread) return here.filter((one) => one.ts === thread || one.thread === thread);
    return kind === 'person' ? here : here.filter((one) => one.thread === undefined);
  }

  return {
    adapter,
    dialogs,
    chat: new ConnectedChat(adapter),
    server,
    people: crowd,
    log,
    channel: { platform: 'slack', kind: 'channel', id: OPS },
    alice: ALICE,
    bob: BOB,
    secrets: [server.botToken, server.appToken, SIGNING_SECRET],
    shown: (where) => at(where).map(draw),
    nameOf: async ({ id }) => workspace.channels.get(id)?.name,
    says: (user, text, where) => goes(where === 'channel' ? crowd.slash(user, text, OPS) : crowd.writes(user, text)),
    presses: async (user, ref, label) => {
      const { channel, ts } = split(ref);
      await goes(crowd.presses(user, { channel, ts }, label));
    },
    opens: async (user, ref, label) => {
      const { channel, ts } = split(ref);
      await goes(crowd.presses(user, { channel, ts }, label));
    },
    fillsIn: async (user, values) => void (await crowd.fillsIn(user, values)),
    toldTo: (user) => {
      const direct = workspace.direct(user);
      const toThem = (one: Posted) => one.onlyFor === user || one.channel === direct;
      const view = [...workspace.views.values()].find((one) => one.user === user && one.said);
      // What a form says is read there, until something is told in another way.
      if (view?.said && workspace.messages.findLastIndex(toThem) < view.said.after)
        return draw({ channel: direct, ts: view.id, text: view.said.text, blocks: [], edited: false, onlyFor: user });
      return workspace.messages.filter(toThem).map(draw).at(-1);
    },
    repeatsLast: async () => void (await crowd.repeatsLast()),
    becomes: (health) => {
      server.health = health;
    },
    verify: () => {
      const wrong = [...server.complaints];
      for (const secret of [server.botToken, server.appToken, SIGNING_SECRET])
        if (log.text().includes(secret)) wrong.push('a secret in the log');
      if (wrong.length > 0) throw new Error(`Slack complains:\n${wrong.join('\n')}`);
    },
    close: () => server.close(),
  };
}

export function split(ref: Pick<MessageRef, 'id'>): { readonly channel: string; readonly ts: string } {
  const [channel = '', ts = ''] = ref.id.split(':', 2);
  return { channel, ts };
}

function pictureOf({ blocks }: Posted): Pick<Drawn, 'picture'> {
  const block = blocks.find(({ type }) => type === 'image');
  return block ? { picture: String(block.image_url) } : {};
}

function draw(message: Posted): Drawn {
  return {
    id: `${message.channel}:${message.ts}`,
    text: visibleText({ text: message.text, blocks: message.blocks }),
    textLinks: linksOf(message),
    mentions: mentionsOf(message),
    buttons: buttonsOf(message.blocks)
      .filter(({ url }) => url === undefined)
      .map(labelOf),
    links: buttonsOf(message.blocks)
      .filter(({ url }) => url !== undefined)
      .map((button) => ({ label: labelOf(button), url: String(button.url) })),
    ...pictureOf(message),
    ...(message.onlyFor && { onlyFor: message.onlyFor }),
    ...(message.edited && { edited: true }),
  };
}
