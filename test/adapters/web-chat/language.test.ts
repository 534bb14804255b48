import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatDouble } from '../../harness/chat-double.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { openStage } from '../../harness/tocsin.ts';
import { eventually } from '../../harness/wait.ts';
import { serveWebChat, team } from '../../harness/web-chat-server.ts';

let served: Awaited<ReturnType<typeof serveWebChat>>;
let commands: RecordingCommands;

async function serve(settings: Parameters<typeof serveWebChat>[0] = {}): Promise<void> {
  await served?.close();
  served = await serveWebChat(settings);
  commands = new RecordingCommands();
  await served.chat.start(commands, () => {});
}

beforeEach(() => serve());
afterEach(() => served.close());

const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(served.http.url + path, { redirect: 'manual', ...init, headers });

describe('the language of the web chat', () => {
  it.each([
    ['de-AT,de;q=0.9', 'de', 'Offene Vorfälle'],
    ['es-419', 'es', 'Incidentes abiertos'],
    ['ja', 'ja', 'オープン中のインシデント'],
    ['fr', 'en', 'Open incidents'],
  ])('is the browser’s: %s', async (header, language, text) => {
    const response = await ask('/', { 'accept-language': header });
    expect(response.headers.get('vary')).toContain('accept-language');
    const [, lang, address = ''] = /<html lang="(\w+)" data-texts="([^"]+)"/.exec(await response.text()) ?? [];
    expect(lang).toBe(language);
    const texts = await ask(address);
    expect(texts.headers.get('cache-control')).toContain('immutable');
    expect(await texts.json()).toMatchObject({ 'web.open-incidents': text });
  });

  it('is the person’s own where they have chosen one, for the page and for what is refused', async () => {
    const alice = team.people.get('alice')!;
    Object.assign(alice, { language: 'ja' });
    try {
      const headers = { cookie: 'tocsin_person=alice', 'accept-language': 'de' };
      expect(await (await ask('/', headers)).text()).toContain('<html lang="ja"');
      const refused = await ask('/web/api/posts?room=dm-bob', headers);
      expect(await refused.json()).toEqual({ error: 'このルームは存在しません。' });
    } finally {
      Object.assign(alice, { language: undefined });
    }
  });

  it('is remembered once the page was opened, without a command', async () => {
    const response = await ask('/web/api/state', { cookie: 'tocsin_person=alice', 'accept-language': 'ja' });
    expect(response.status).toBe(200);
    expect(commands.languagesSeen).toMatchObject([{ platform: 'web', id: 'alice', language: 'ja' }]);
    await ask('/web/api/state', { cookie: 'tocsin_person=alice', 'accept-language': 'fr' });
    expect(commands.languagesSeen).toHaveLength(1);
  });

  it('is that of a page to somebody who has only opened the web chat', async () => {
    const web = new ChatDouble('web');
    const stage = await openStage([web]);
    try {
      stage.tocsin.commands.rememberLanguage({ platform: 'web', id: 'alice', language: 'ja' });
      const isKept = async () => (await stage.runtimeChanges.ofPerson('alice')).platformLanguages?.web === 'ja';
      await eventually('the language is kept', isKept);
      await stage.refresh();
      await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
      expect(JSON.stringify(web.pagesTo('alice'))).toMatch(/インシデント|対応/);
    } finally {
      await stage.close();
    }
  });

  it('serves texts of another version without letting anybody keep them', async () => {
    const response = await ask('/web/texts/de.0123456789abcdef.json');
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect((await ask('/web/texts/fr.0123456789abcdef.json')).status).toBe(404);
  });
});

describe('the address of an incident', () => {
  it('leads to its room, and says so when there is no such incident', async () => {
    const headers = { cookie: 'tocsin_person=alice' };
    const response = await ask('/incidents/42', headers);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('data-room="incident-42" data-room-name="42 Checkout is down"');
    const list = await ask('/incidents/', headers);
    expect([list.status, list.headers.get('location')]).toEqual([302, '/#/dashboard']);
    for (const path of ['/incidents/43', '/incidents/x', '/incidents/1234567890', '/incidents/42/y']) {
      const missing = await ask(path, headers);
      expect([path, missing.status, missing.headers.get('content-type')]).toEqual([
        path,
        404,
        'text/html; charset=utf-8',
      ]);
    }
  });

  it('looks again by itself while its room is being opened', async () => {
    const response = await ask('/incidents/44', { cookie: 'tocsin_person=alice' });
    expect([response.status, response.headers.get('refresh')]).toEqual([200, '2']);
    expect(await response.text()).toContain('#44 was just declared');
  });

  it('is where signing in leads that began there, and nowhere else', async () => {
    await serve({ demo: false });
    const signIn = async (cookie: string) => {
      const secret = await served.signIns.issue('bob', new Date());
      const response = await ask(`/sign-in/${secret}`, { cookie }, { method: 'POST' });
      return response.headers.get('location');
    };
    for (const path of ['/incidents/42', '/incidents/42/postmortem.md', '/on-call', '/jobs', '/integrations']) {
      const before = await ask(path);
      expect(before.status).toBe(401);
      expect(await signIn(before.headers.get('set-cookie')!.split(';')[0]!)).toBe(path);
    }
    for (const forged of ['//evil.example', 'https://evil.example', '/incidents/42/../../x', '/web/api/state'])
      expect(await signIn(`tocsin_return=${encodeURIComponent(forged)}`)).toBe('/');
    expect((await ask('/')).headers.get('set-cookie')).toBeNull();
  });
});
