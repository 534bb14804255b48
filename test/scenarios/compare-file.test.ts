import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareFile } from '../../src/application/reporting/compare-file.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { runVerb } from '../harness/verb.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack')]);
  await stage.tocsin.sweep();
});

afterEach(() => stage.close());

/** What the file would change, as the API says it. */
async function compared(next: Directory): Promise<readonly string[]> {
  const { clock, runtimeChanges } = stage;
  const amended = { file: () => stage.directory, refresh: async () => undefined, current: () => stage.directory };
  const { changes } = await compareFile({ clock, runtimeChanges, amended }, 'the file', () => ({ directory: next }));
  return changes;
}

function withPrimary(people: readonly string[], gone: readonly string[] = []): Directory {
  const known = stage.directory.schedules.get('primary')!;
  const layers = known.layers.map((layer) => ({ ...layer, people }));
  const everybody = new Map([...stage.directory.people].filter(([id]) => !gone.includes(id)));
  return { ...stage.directory, people: everybody, schedules: new Map([['primary', { ...known, layers }]]) };
}

describe('a file that is compared with the running one', () => {
  it('changes nothing when it says the same', async () => {
    expect(await compared(sampleDirectory())).toEqual([]);
  });

  it('shows who is on call when in the next 14 days, before and after', async () => {
    expect(await compared(withPrimary(['alice', 'carol', 'bob']))).toEqual([
      '~ schedules.primary: layers changed',
      '  primary: from Mon 16 Mar 09:00 CET to Mon 23 Mar 09:00 CET: Carol Díaz, before: Bob Okafor',
      '  primary: from Mon 23 Mar 09:00 CET to Mon 23 Mar 13:00 CET: Bob Okafor, before: Carol Díaz',
    ]);
    expect((await stage.runtimeChanges.ofSchedule('primary')).version).toBe(1);
  });

  it('shows the end of a layer, and its successor in another zone', async () => {
    const known = stage.directory.schedules.get('primary')!;
    const [layer] = known.layers;
    const successor = { people: ['bob'], every: { days: 7 }, starts: '2026-03-12T12:00', timezone: 'America/New_York' };
    const layers = [{ ...layer!, ends: '2026-03-12T15:00' }, successor];
    expect(await compared({ ...stage.directory, schedules: new Map([['primary', { ...known, layers }]]) })).toEqual([
      '~ schedules.primary: layers changed',
      '  primary: from Thu 12 Mar 15:00 CET to Thu 12 Mar 17:00 CET: nobody, before: Alice Chen',
      '  primary: from Thu 12 Mar 17:00 CET to Mon 16 Mar 09:00 CET: Bob Okafor, before: Alice Chen',
      '  primary: from Mon 23 Mar 09:00 CET to Mon 23 Mar 13:00 CET: Bob Okafor, before: Carol Díaz',
    ]);
  });

  it('names overrides that fall away with their person', async () => {
    await stage.says('bob', 'override from:2026-03-14T09:00 to:2026-03-14T17:00');
    const changes = await compared(withPrimary(['alice', 'carol'], ['bob']));
    expect(changes).toContain('- people.bob: taken out');
    expect(changes).toContain(
      '  primary: Bob Okafor leaves, so the override from Sat 14 Mar 14:00 CET to Sat 14 Mar 22:00 CET falls away',
    );
  });

  it('names people, policies and services that come, go and change', async () => {
    const { services, policies, people } = stage.directory;
    const search = { ...services.get('search')!, severity: 'sev1' as const };
    const next = {
      ...stage.directory,
      services: new Map([['search', search] as const]),
      policies: new Map([...policies, ['other', { ...policies.get('default')!, id: 'other' }] as const]),
      people: new Map([...people, ['dave', { ...people.get('bob')!, id: 'dave' }] as const]),
    };
    expect(await compared(next)).toEqual([
      '+ people.dave: added',
      '+ policies.other: added',
      '- services.checkout: taken out',
      '~ services.search: severity changed',
    ]);
  });
});

describe('tocsin check --diff', () => {
  const requests: { url?: string; authorization?: string; body: string }[] = [];
  let answer = { status: 200, body: {} as object };
  let folder = '';
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { authorization } = request.headers;
      requests.push({ body, ...(request.url && { url: request.url }), ...(authorization && { authorization }) });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
  });

  beforeEach(async () => {
    requests.length = 0;
    folder = await mkdtemp(join(tmpdir(), 'tocsin-diff-'));
    await writeFile(join(folder, 'new.yaml'), 'people: { alice: {} }\n');
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });

  afterEach(async () => {
    await new Promise((closed) => server.close(closed));
    await rm(folder, { recursive: true });
  });

  async function check(more: readonly string[] = []): Promise<{ code: number; text: string }> {
    const env = {
      PUBLIC_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      API_TOKENS: 'ci:0123456789abcdef0123456789abcdef',
    };
    const { code, stdout, stderr } = await runVerb(['check', join(folder, 'new.yaml'), '--diff', ...more], { env });
    return { code, text: stdout + stderr };
  }

  it('prints what the running server says, and exits with 0', async () => {
    answer = { status: 200, body: { mistakes: [], changes: ['+ people.alice: added'] } };
    const { code, text } = await check();
    expect(text).toMatch(/is in order: 1 person\..*What would change at http:.*:\n {2}\+ people\.alice: added\n$/s);
    expect(code).toBe(0);
    expect(requests).toEqual([
      {
        url: '/v1/configuration/diff',
        authorization: 'Bearer 0123456789abcdef0123456789abcdef',
        body: JSON.stringify({ file: 'people: { alice: {} }\n' }),
      },
    ]);
    answer = { status: 200, body: { mistakes: [], changes: [] } };
    expect((await check()).text).toContain('Nothing would change at');
  });

  it('exits with 1 when the server finds mistakes, 4 when it wants a token, 3 when it does not answer', async () => {
    answer = { status: 200, body: { mistakes: ['people.alice: …'], changes: [] } };
    expect(await check()).toMatchObject({ code: 1 });
    answer = { status: 401, body: { detail: 'No such token.' } };
    const refused = await check(['--token', 'wrong']);
    expect(refused.code).toBe(4);
    expect(refused.text).toMatch(/No such token\. Give a token with --token or TOCSIN_TOKEN\./);
    const away = await check(['--url', 'http://127.0.0.1:2']);
    expect(away.code).toBe(3);
    expect(away.text).toMatch(/does not answer \(ECONNREFUSED\)\. Start Tocsin there, or name its address with --url/);
  });
});
