import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accepted } from '../../config/reading.ts';
import { ChatDouble } from '../../harness/chat-double.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { openStage, type Stage } from '../../harness/tocsin.ts';
import { serveWebChat } from '../../harness/web-chat-server.ts';

const file = {
  people: {
    alice: { name: 'Alice Chen', accounts: { slack: 'U0ALICE' }, role: 'admin' },
    vera: { accounts: { slack: 'U0VERA' }, role: 'viewer', language: 'de' },
  },
  policies: { default: { levels: [{ page: [{ person: 'alice' }] }] } },
  services: { shop: {} },
  rooms: { announce: { slack: 'C1' } },
};

let stage: Stage;
let served: Awaited<ReturnType<typeof serveWebChat>>;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack')], accepted(JSON.stringify(file)).directory!);
  served = await serveWebChat({}, stage.clock, () => stage.directory, undefined, stage.tocsin.jobPage);
  await served.chat.start(new RecordingCommands());
});

afterEach(async () => {
  await served.close();
  await stage.close();
});

// biome-ignore lint/suspicious/noExplicitAny: what is answered is compared, whatever it is
const read = async (person: string, path: string): Promise<any> => (await served.as(person).get(path)).json();
const action = '0b6c0f6e-6a51-4d55-9c3b-0f1f6b7a9d10';
const run = (person: string, job: string, as = person) => served.as(person).post('run-job', { as, job, action });

describe('the recurring jobs in the web', () => {
  it('are listed to everybody who is signed in, who may run them or not', async () => {
    for (const [person, mayRun] of [
      ['alice', true],
      ['vera', false],
    ] as const) {
      const { jobs, ...listed } = await read(person, 'jobs');
      expect(listed).toEqual({ mayRun });
      expect(jobs).toEqual([
        { name: 'retention', rule: 'every day at 03:40', zone: 'UTC', next: expect.stringMatching(/T03:40:00/) },
      ]);
      expect(await read(person, 'runs?job=retention')).toEqual({ runs: [] });
    }
  });

  it('show nothing to who is not signed in', async () => {
    for (const path of ['jobs', 'runs?job=retention']) expect((await served.as('stranger').get(path)).status).toBe(401);
    expect((await run('stranger', 'retention')).status).toBe(401);
    const { url } = served.http;
    expect((await fetch(`${url}/jobs`)).status).toBe(401);
    const page = await fetch(`${url}/jobs`, { headers: { cookie: 'tocsin_person=vera' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<title>Wiederkehrende Aufgaben · Tocsin</title>');
  });

  it('are run once by an admin, with what it did in the language of the reader', async () => {
    for (const _ of ['first', 'retry']) expect((await run('alice', 'retention')).status).toBe(200);
    await stage.tocsin.idle();
    const { runs } = await read('vera', 'runs?job=retention');
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({
      state: 'succeeded',
      byHand: true,
      result: 'nichts war alt genug, um gelöscht zu werden',
      events: [{ type: 'started' }, { type: 'succeeded' }],
    });
    const { jobs } = await read('alice', 'jobs');
    expect(jobs[0].last).toMatchObject({ state: 'succeeded', result: 'nothing was old enough to delete' });
  });

  it('refuse everybody else in a sentence, and the audit log says who tried', async () => {
    const refused = await run('vera', 'retention');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual({ error: 'Nur Admins können eine Aufgabe ausführen.' });
    expect((await run('vera', 'retention', 'alice')).status).toBe(409);
    const missing = await run('alice', 'gone');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({ error: 'There is no recurring job of this name any more.' });
    await stage.tocsin.idle();
    const log = await stage.db.collection('audit').find({ act: 'jobs' }).toArray();
    expect(log.map(({ via, by, outcome }) => ({ via, by, outcome }))).toEqual(
      expect.arrayContaining([
        { via: 'web', by: 'vera', outcome: 'refused:not-allowed' },
        { via: 'web', by: 'alice', outcome: 'refused:unknown-job' },
      ]),
    );
    expect((await read('alice', 'runs?job=retention')).runs).toEqual([]);
  });

  it('say that a run is under way already', async () => {
    const dueAt = stage.clock.now();
    const events = [{ at: dueAt, type: 'started', by: 'p1' }];
    const run1 = { job: 'retention', dueAt, state: 'running', attempt: 1, by: 'p1', events, version: 1 };
    await stage.db.collection<{ _id: string }>('jobRuns').insertOne({ _id: 'retention@p1', ...run1 });
    const refused = await run('alice', 'retention');
    expect(refused.status).toBe(422);
    expect(await refused.json()).toEqual({ error: 'This job is running already. Wait for its end.' });
  });
});
