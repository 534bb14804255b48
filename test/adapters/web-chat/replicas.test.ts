import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHttp } from '../../../adapters/http/server.ts';
import { connectMongo } from '../../../adapters/mongo/connection/connect.ts';
import { openStores } from '../../../adapters/mongo/stores.ts';
import { createWebChat } from '../../../adapters/web-chat/adapter.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { freshDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { calm, noIntegrations, noJobs, noOnCall, team } from '../../harness/web-chat-server.ts';

const incidents = { platform: 'web', kind: 'channel', id: 'incidents' } as const;
const card = { text: '#42 down', title: '#42 Checkout is down', tone: 'danger' } as const;

interface Heard {
  readonly event: string;
  readonly data: { readonly id?: string; readonly title?: string; readonly text?: string; readonly tone?: string };
}

const closings: (() => Promise<void>)[] = [];
let uri: string;

beforeEach(async () => {
  const database = await freshDatabase();
  uri = database.uri;
  closings.push(database.drop);
});

afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

/** One process with the web chat, on the database of them all. */
async function replica() {
  const log = new KeptLog();
  const mongo = await connectMongo(uri, { log });
  const { webChat: store, pushes, openPages, signIns } = await openStores(mongo);
  const settings = { publicUrl: 'http://127.0.0.1:3000', demo: true };
  const adapter = createWebChat(settings, { store, pushes, openPages, directory: () => team, clock: systemClock, log });
  const chat = new ConnectedChat(adapter);
  const routes = adapter.routesFor({
    signIns,
    dashboard: { look: async () => calm, openIncidents: async () => [], roomOf: async () => undefined },
    postmortems: { read: async () => '' },
    integrationPage: noIntegrations,
    jobPage: noJobs,
    onCallPage: noOnCall,
  });
  const ready = async () => ({ ready: true, reasons: [] });
  const http = await startHttp({ host: '127.0.0.1', port: 0, routes: [routes], ready, log });
  await chat.start(new RecordingCommands());
  closings.push(async () => {
    await chat.close();
    await http.stop();
    await mongo.close();
  });
  return { chat, store, listens: (person: string) => listen(http.url, person) };
}

/** What a page of this person's is told, by the live stream. */
async function listen(url: string, person: string): Promise<readonly Heard[]> {
  const over = new AbortController();
  closings.push(async () => over.abort());
  const headers = { cookie: `tocsin_person=${person}` };
  const response = await fetch(`${url}/web/api/live`, { headers, signal: over.signal });
  const heard: Heard[] = [];
  void (async () => {
    let text = '';
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      const parts = (text + piece).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const [, event = '', data = ''] = /^event: (.+)\ndata: (.+)$/.exec(part) ?? [];
        heard.push({ event, data: JSON.parse(data) });
      }
    }
  })().catch(() => undefined);
  await eventually('the stream began', () => heard.some(({ event }) => event === 'hello'));
  return heard;
}

const about = (heard: readonly Heard[], id: string) => heard.filter(({ data }) => data.id === id);

it('pages see what another process writes, edits and opens, each once', async () => {
  const [here, there] = [await replica(), await replica()];
  const heard = await here.listens('bob');
  const { id } = await there.chat.send(incidents, card, 'card');
  await eventually('the card is there', () => about(heard, id).length > 0);
  expect(about(heard, id)).toMatchObject([{ event: 'post', data: { title: '#42 Checkout is down', tone: 'danger' } }]);

  await there.chat.update({ at: incidents, id }, { ...card, tone: 'success' });
  const edit = await eventually('it was edited', () => about(heard, id)[1]);
  expect(edit.data.tone).toBe('success');

  const { address } = await there.chat.openRoom({
    key: 'incident-42',
    name: '42 Checkout',
    style: 'thread',
  });
  await eventually('the room is there', () => about(heard, address.id).length > 0);
  expect(about(heard, address.id)[0]?.event).toBe('room');

  // What comes later shows that nothing came twice.
  const { id: last } = await there.chat.send(incidents, { text: 'the last' }, 'last');
  await eventually('the last one came', () => about(heard, last).length > 0);
  expect(about(heard, id)).toHaveLength(2);
  expect(about(heard, address.id)).toHaveLength(1);
});

it('pages are told of what their own process writes at once, and not again', async () => {
  const [here, there] = [await replica(), await replica()];
  const heard = await here.listens('bob');
  const { id } = await here.chat.send(incidents, card, 'card');
  await here.chat.update({ at: incidents, id }, { ...card, tone: 'success' });
  const { id: last } = await there.chat.send(incidents, { text: 'from the other' }, 'last');
  await eventually('the other one’s came', () => about(heard, last).length > 0);
  expect(about(heard, id).map(({ event }) => event)).toEqual(['post', 'edit']);
});

it('what is for one person stays so', async () => {
  const [here, there] = [await replica(), await replica()];
  const [alice, bob] = [await here.listens('alice'), await here.listens('bob')];
  const toAlice = { platform: 'web', kind: 'person', id: 'alice' } as const;
  const page = await there.chat.send(toAlice, card, 'page');
  const open = await there.chat.send(incidents, { text: 'for everybody' }, 'open');
  await eventually('alice sees both', () => about(alice, page.id).length > 0 && about(alice, open.id).length > 0);
  await eventually('bob sees his', () => about(bob, open.id).length > 0);
  expect(about(bob, page.id)).toEqual([]);
});

it('asks for what is new by a cursor, and tells nothing twice nor leaves anything out', async () => {
  const [here, there] = [await replica(), await replica()];
  let { cursor } = await here.store.changes();
  const seen: string[] = [];
  const look = async () => {
    const changes = await here.store.changes(cursor);
    cursor = changes.cursor;
    seen.push(...changes.posts.map(({ id }) => id));
  };
  const posts = Array.from({ length: 60 }, (_, n) => ({
    id: `p${n}`,
    room: 'incidents',
    // The clock of who wrote it may be anywhere.
    at: new Date(Date.UTC(2020 + (n % 12), 0, 1)),
    by: 'bot' as const,
    message: { text: `post ${n}` },
  }));
  let writing = true;
  const written = Promise.all(posts.map((post) => there.store.add(post))).finally(() => {
    writing = false;
  });
  while (writing) await look();
  await written;
  await here.store.add({ ...posts[0]!, id: 'own' });
  await look();
  await look();
  expect(seen.toSorted()).toEqual(posts.map(({ id }) => id).toSorted());
});
