import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIntegrationPage } from '../../../adapters/intake/integration-page.ts';
import { accepted } from '../../config/reading.ts';
import { ChatDouble } from '../../harness/chat-double.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { openStage, type Stage } from '../../harness/tocsin.ts';
import { serveWebChat } from '../../harness/web-chat-server.ts';

const file = {
  people: {
    alice: { name: 'Alice Chen', accounts: { slack: 'U0ALICE' }, role: 'admin' },
    bob: { accounts: { slack: 'U0BOB' } },
    vera: { accounts: { slack: 'U0VERA' }, role: 'viewer' },
  },
  policies: { default: { levels: [{ page: [{ person: 'alice' }] }] } },
  services: { shop: {} },
  rooms: { announce: { slack: 'C1' } },
  integrations: { 'kuma-shop': { sender: 'uptime-kuma', service: 'shop', severity: 'sev2' } },
};
const down = JSON.stringify({
  heartbeat: { monitorID: 1, status: 0, msg: 'timeout' },
  monitor: { id: 1, name: 'Shop' },
  msg: 'm',
});

let stage: Stage;
let served: Awaited<ReturnType<typeof serveWebChat>>;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack')], accepted(JSON.stringify(file)).directory!);
  const { alerts: intake, integrations } = stage.tocsin;
  const directory = () => stage.directory;
  const publicUrl = 'https://tocsin.example.org/';
  const page = createIntegrationPage({ intake, integrations, directory, clock: stage.clock, publicUrl });
  served = await serveWebChat({}, stage.clock, directory, page);
  await served.chat.start(new RecordingCommands());
  stage.tocsin.payloads.record({
    integration: 'kuma-shop',
    sender: 'uptime-kuma',
    receivedAt: stage.clock.now(),
    method: 'POST',
    rest: '',
    status: 202,
    alerts: 1,
    incidents: [1],
    body: JSON.parse(down),
  });
  await stage.tocsin.idle();
});

afterEach(async () => {
  await served.close();
  await stage.close();
});

// biome-ignore lint/suspicious/noExplicitAny: what is answered is compared, whatever it is
const answerOf = async (response: Promise<Response>): Promise<any> => (await response).json();
const read = (person: string, path: string) => answerOf(served.as(person).get(path));
const replay = async (person: string, id: string, as = person) =>
  served.as(person).post('replay', { as, integration: 'kuma-shop', payload: id });
const idOfLast = async () => (await read('alice', 'payloads?integration=kuma-shop')).payloads[0].id as string;

describe('the integrations in the web', () => {
  it('are listed to everybody who is signed in, with their address and what they sent', async () => {
    for (const [person, mayReplay] of [
      ['alice', true],
      ['bob', false],
      ['vera', false],
    ] as const) {
      const listed = await read(person, 'integrations');
      expect(listed.mayReplay).toBe(mayReplay);
      expect(listed.integrations).toEqual([
        {
          name: 'kuma-shop',
          sender: 'uptime-kuma',
          address: 'https://tocsin.example.org/v1/integrations/kuma-shop',
          inFile: true,
          lastReceivedAt: stage.clock.now().toISOString(),
          payloads: 1,
          refused: 0,
        },
      ]);
      const { payloads } = await read(person, 'payloads?integration=kuma-shop');
      expect(payloads).toMatchObject([{ status: 202, alerts: 1, incidents: [1], truncated: false }]);
    }
  });

  it('show nothing to who is not signed in', async () => {
    for (const path of ['integrations', 'payloads?integration=kuma-shop'])
      expect((await served.as('stranger').get(path)).status).toBe(401);
    expect((await replay('stranger', await idOfLast())).status).toBe(401);
    const { url } = served.http;
    expect((await fetch(`${url}/integrations`)).status).toBe(401);
    expect((await fetch(`${url}/integrations`, { headers: { cookie: 'tocsin_person=vera' } })).status).toBe(200);
  });

  it('say what would come of a payload, and change nothing', async () => {
    const attempt = (payload: string, integration = 'kuma-shop') =>
      served.as('vera').post('try', { integration, payload });
    const trial = await answerOf(attempt(down));
    expect(trial.alerts).toMatchObject([
      { outcome: 'opens', service: 'shop', severity: 'sev2', pages: ['Alice Chen'] },
    ]);
    const unusable = await answerOf(attempt('{"broken": '));
    expect(unusable).toMatchObject({ alerts: [], refused: [{ message: expect.any(String) }] });
    expect((await attempt(down, 'missing')).status).toBe(404);
    expect((await stage.store.list({ state: 'all', limit: 9 })).items).toEqual([]);
  });

  it('replay a payload for admins, once, and tell others that only admins can', async () => {
    const id = await idOfLast();
    for (const person of ['bob', 'vera']) {
      const refused = await replay(person, id);
      expect(refused.status).toBe(403);
      expect(await refused.json()).toEqual({ error: 'Only admins can replay a payload.' });
    }
    expect((await replay('bob', id, 'alice')).status).toBe(409);
    expect((await replay('alice', 'gone')).status).toBe(404);

    const action = '0b6c0f6e-6a51-4d55-9c3b-0f1f6b7a9d10';
    const body = { as: 'alice', integration: 'kuma-shop', payload: id, action };
    for (const _ of ['first', 'retry'])
      expect(await (await served.as('alice').post('replay', body)).json()).toEqual({ accepted: 1, incidents: [1] });
    await stage.tocsin.idle();
    expect((await stage.store.byNumber(1))?.alerts?.received).toBe(1);
    const log = await stage.db.collection('audit').find({ act: 'replay' }).toArray();
    const args = { integration: 'kuma-shop', payload: id };
    const by = (person: string, outcome: string) => expect.objectContaining({ via: 'web', by: person, args, outcome });
    expect(log).toHaveLength(4);
    expect(log).toEqual(
      expect.arrayContaining([
        by('bob', 'refused:not-allowed'),
        by('vera', 'refused:not-allowed'),
        by('alice', 'done'),
      ]),
    );
  });
});
