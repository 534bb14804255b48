import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WirePost } from '../../../adapters/web-chat/wire.ts';
import { STORE_SECRET } from '../../harness/memory-web-chat-store.ts';
import { alicesMessages, card, commands, error, incidents, said, serve, served } from './served.ts';

beforeEach(() => serve());
afterEach(() => served.close());

describe('what a page may ask of the web chat', () => {
  it('takes no post from another site', async () => {
    const alice = served.as('alice');
    const refused = [
      await alice.post('say', said('hi'), { 'sec-fetch-site': 'cross-site' }),
      await alice.post('say', said('hi'), { origin: 'https://evil.example' }),
      await alice.post('say', said('hi'), { origin: 'null' }),
      await fetch(`${served.http.url}/web/api/say`, {
        method: 'POST',
        headers: { cookie: 'tocsin_person=alice', 'content-type': 'text/plain' },
        body: JSON.stringify({ action: randomUUID(), ...said('hi') }),
      }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(served.store.all).toHaveLength(0);
    expect((await alice.post('say', said('hi'), { origin: served.http.url })).status).toBe(200);
    expect((await alice.post('say', said('hi'), { origin: 'http://127.0.0.1:3000' })).status).toBe(200);
  });

  it('answers in the demo to this machine’s names only', async () => {
    const ask = (host: string) =>
      new Promise<number>((resolve, reject) => {
        const { port } = served.http;
        const asking = request({ host: '127.0.0.1', port, path: '/web/api/state', headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode!);
        });
        asking.on('error', reject);
        asking.end();
      });
    for (const host of ['127.0.0.1:3000', 'localhost', '[::1]:3000', 'tocsin.localhost:80'])
      expect([host, await ask(host)]).toEqual([host, 200]);
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.5', '0.0.0.0'])
      expect([host, await ask(host)]).toEqual([host, 403]);
  });

  it('runs a button that was edited away meanwhile, so that the desk says what happened', async () => {
    const ref = await served.chat.send(incidents, card, 'card');
    const press = (button: string, room = 'incidents', about = ref.id) =>
      served.as('bob').post('press', { room, about, button });
    await served.chat.update(ref, { ...card, buttons: [] });
    await press('ack?incident=42&seen=t0');
    expect(commands.invocations).toMatchObject([{ command: 'ack', args: { incident: '42', seen: 't0' } }]);
    await press('~nothing that a button says');
    expect(commands.invocations).toHaveLength(1);
    const told = served.store.all.filter((post) => post.onlyFor === 'bob');
    expect(told.at(-1)?.message?.text).toContain('from an earlier version');
    expect((await press('ack?incident=42', 'incidents', 'bot-0')).status).toBe(404);
    expect((await press('ack?incident=42', 'dm-bob')).status).toBe(404);
  });

  it('marks a message as edited only when something in it is new', async () => {
    const ref = await served.chat.send(incidents, card, 'card');
    await served.chat.update(ref, { ...card, zone: 'Europe/Berlin' });
    expect(served.store.all[0]?.editedAt).toBeUndefined();
    await served.chat.update(ref, { ...card, tone: 'warning' });
    const edited = served.store.all[0];
    expect(edited?.editedAt).toBeDefined();
    await served.chat.update(ref, { ...card, tone: 'warning' });
    expect(served.store.all[0]).toEqual(edited);
  });

  it('keeps direct messages and private answers to whom they are for', async () => {
    const page = await served.chat.send(alicesMessages, card, 'page');
    await served.as('alice').post('say', said('/ack 42'));
    const bob = served.as('bob');
    expect((await bob.get('posts?room=dm-alice')).status).toBe(404);
    expect((await bob.post('say', { room: 'dm-alice', text: 'hi' })).status).toBe(404);
    expect((await bob.post('press', { room: 'dm-alice', about: page.id, button: 'ack?incident=42' })).status).toBe(404);
    expect(await (await bob.get('posts?room=incidents')).json()).toMatchObject({ posts: [] });
    const answer = served.store.all.find((post) => post.by === 'bot' && post.onlyFor === 'alice')!;
    expect((await bob.post('say', { room: 'incidents', about: answer.id, text: '/ack' })).status).toBe(404);
    expect(await (await bob.get('state')).text()).not.toContain('dm-alice');
  });

  it('answers who asks the bot without a slash in a room, and leaves other talk alone', async () => {
    const alice = served.as('alice');
    await alice.post('say', said('oncall is bob, I think'));
    await alice.post('say', said('help me with this'));
    expect(commands.invocations).toEqual([]);
    await alice.post('say', said('help'));
    expect(commands.invocations).toMatchObject([{ command: 'help' }]);
    const answers = served.store.all.filter((post) => post.by === 'bot');
    expect(answers.map(({ onlyFor }) => onlyFor)).toEqual(['alice']);
    const talk = served.store.all.filter((post) => post.by === 'alice');
    expect(talk.map(({ onlyFor }) => onlyFor)).toEqual([undefined, undefined, undefined]);
  });

  it('makes no room by talking into one that is not there', async () => {
    const response = await served.as('alice').post('say', { room: 'incident-999', text: 'hello?' });
    expect(response.status).toBe(404);
    expect(await error(response)).toBe('This room does not exist.');
    expect(served.store.all).toHaveLength(0);
  });

  it('names the mistake in a body that is not right', async () => {
    const alice = served.as('alice');
    const wrong = async (body: object) => {
      const response = await alice.post('say', body);
      expect(response.status).toBe(400);
      return error(response);
    };
    expect(await wrong({ ...said('hi'), action: 'not-a-uuid' })).toContain('UUID');
    expect(await wrong({ room: 'incidents' })).toContain('“text”');
    expect(await wrong({ text: 'hi' })).toContain('“room”');
    expect(await wrong(said('   '))).toContain('Type something');
    expect(await wrong(said('a'.repeat(10_001)))).toContain('10,000');
    expect(await wrong(said(`/note ${'a'.repeat(20_000)}`))).toContain('20,000');
    const form = { room: 'incidents', command: 'declare', args: {}, values: { title: 'x', evil: 'y' } };
    expect((await alice.post('submit', form)).status).toBe(400);
    expect((await alice.post('submit', { ...form, command: 'rm' })).status).toBe(400);
  });

  it('lets the rule for titles see a title of 10,000 characters', async () => {
    await served.as('alice').post('say', said(`/incident declare ${'a'.repeat(10_000)}`));
    expect(commands.invocations[0]?.args.title).toHaveLength(10_000);
  });

  it('takes a line with a space before its slash for talk', async () => {
    await served.as('alice').post('say', said(' /var/log is full'));
    expect(served.store.all).toMatchObject([{ text: ' /var/log is full', by: 'alice' }]);
    expect(commands.invocations).toHaveLength(0);
  });

  it('keeps one post of a line that was sent twice', async () => {
    const action = randomUUID();
    for (let times = 0; times < 2; times++) await served.as('alice').post('say', { ...said('hi'), action });
    expect(served.store.all).toHaveLength(1);
    // Nobody can spend another's id.
    await served.as('bob').post('say', { ...said('hi'), action });
    expect(served.store.all).toHaveLength(2);
  });

  it('tells which message a command is about, the nearest first', async () => {
    const ref = await served.chat.send(incidents, card, 'card');
    await served.as('bob').post('say', { room: 'incidents', about: ref.id, text: '/ack' });
    expect(commands.invocations[0]?.where.places).toEqual([ref.id, 'incidents']);
  });

  it('completes options of commands that there are', async () => {
    const ask = async (query: string) => (await served.as('bob').get(`complete?${query}`)).json();
    expect(await ask('command=declare&option=service&typed=che')).toEqual({
      choices: [{ value: 'checkout', label: 'Checkout' }],
    });
    expect(await ask('command=declare&option=nonsense&typed=')).toEqual({ choices: [] });
    expect(commands.completions).toHaveLength(1);
  });

  it('serves its files and nothing beside them', async () => {
    for (const path of ['/', '/web/app.js', '/web/app.css', '/web/icon.svg'])
      expect([path, (await fetch(served.http.url + path)).status]).toEqual([path, 200]);
    for (const path of [
      '/web/../adapter.ts',
      '/web/%2e%2e/adapter.ts',
      '/web/app.ts',
      '/web/esbuild.json',
      '/web/x.js',
    ])
      expect([path, (await fetch(served.http.url + path)).status]).toEqual([path, 404]);
    const first = await fetch(`${served.http.url}/web/app.js`);
    const again = await fetch(`${served.http.url}/web/app.js`, {
      headers: { 'if-none-match': first.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
  });

  it('says that it is starting while it is not started', async () => {
    await served.chat.close();
    expect((await fetch(served.http.url)).status).toBe(200);
    expect((await served.as('alice').get('state')).status).toBe(503);
  });

  it('says so when its store fails, and tells no secret, not even to the log', async () => {
    served.store.becomes('failing');
    const response = await served.as('alice').post('say', said('hi'));
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain(STORE_SECRET);
    expect(served.log.text()).toContain('StoreFailed');
    expect(served.log.text()).not.toContain('hunter2');
  });
});

describe('what the web chat sends', () => {
  it('shows what is no link as text', async () => {
    await served.chat.send(incidents, { text: 'x', links: [{ label: 'go', url: 'javascript:alert(1)' }] }, 'bad');
    await served.chat.send(incidents, { text: 'x', links: [{ label: 'go', url: 'https://example.org' }] }, 'good');
    const { posts } = (await (await served.as('bob').get('posts?room=incidents')).json()) as { posts: WirePost[] };
    expect(posts.map((post) => post.links.map(({ url }) => url))).toEqual([[], ['https://example.org/']]);
    expect(posts.map((post) => post.text)).toEqual(['x\ngo: javascript:alert(1)', 'x']);
  });

  it('refuses for good what can never be sent', async () => {
    const buttons = Array.from({ length: 26 }, (_, n) => ({ label: `${n}`, invokes: { command: 'ack', args: {} } }));
    await expect(served.chat.send(incidents, { text: 'x', buttons }, 'k')).rejects.toMatchObject({
      retryAfterMs: 'never',
    });
    const nobody = { platform: 'web', kind: 'person', id: 'mallory' } as const;
    await expect(served.chat.send(nobody, card, 'k')).rejects.toMatchObject({ retryAfterMs: 'never' });
  });

  it('keeps one message for one key, and one room', async () => {
    const refs = [await served.chat.send(incidents, card, 'key'), await served.chat.send(incidents, card, 'key')];
    expect(refs[0]).toEqual(refs[1]);
    expect(served.store.all).toHaveLength(1);
    const room = { name: '42 Checkout', style: 'thread' } as const;
    const open = async (key: string) => (await served.chat.openRoom({ ...room, key })).address.id;
    expect(await open('incident-42')).toBe('incident-42');
    expect(await open('i/42/room')).toBe(await open('i/42/room'));
    expect(await open('i/42/room')).not.toBe(await open('i-42-room'));
    // No key leads into the announce channel or somebody's direct messages.
    expect(await open('dm-alice')).not.toBe('dm-alice');
    expect(await open('incidents')).not.toBe('incidents');
  });
});
