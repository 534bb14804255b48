import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const dayMs = 86_400_000;
let stage: Stage;
let web: ChatDouble;

beforeEach(async () => {
  web = new ChatDouble('web');
  const retention = { incidents: 100 * dayMs, runs: 5 * dayMs, audit: 200 * dayMs };
  stage = await openStage([web], sampleDirectory({ retention }));
});

afterEach(() => stage.close());

const later = (days: number) => stage.clock.set(new Date(stage.clock.now().getTime() + days * dayMs));
const count = (collection: string) => stage.db.collection(collection).countDocuments();

async function runs(): Promise<string> {
  stage.clock.set(new Date(stage.clock.now().getTime() + 1_000));
  expect((await stage.says('alice', 'jobs run retention')).text).toBe('Started retention. “jobs” shows how it ends.');
  await stage.tocsin.idle();
  return (await stage.says('alice', 'jobs')).body ?? '';
}

/** Resolved, with nothing left to send. */
async function over(title: string): Promise<void> {
  await stage.says('bob', `declare ${title} severity:sev1 service:checkout`);
  await stage.passes(1);
  const number = String(await stage.db.collection('incidents').countDocuments());
  await stage.says('alice', `resolve ${number} done`);
  await stage.passes(1);
}

describe('retention', () => {
  it('deletes what is old and over, keeps what is open, and says how much it was', async () => {
    await over('Checkout is down');
    await over('Checkout is down again');
    await stage.says('bob', 'declare Search is slow');
    await stage.passes(60);
    await over('Checkout is slow');
    // Its number is above, and it was resolved long after the others.
    const resolved = { 'decided.resolved.at': new Date(stage.clock.now().getTime() + 50 * dayMs) };
    await stage.db.collection('incidents').updateOne({ number: 4 }, { $set: resolved });
    later(101);
    const body = await runs();
    expect(body).toMatch(
      /^retention · every day at 03:40 · next .* · succeeded .*: deleted 2 incidents older than 100 days$/,
    );
    expect((await stage.db.collection('incidents').find().toArray()).map(({ number }) => number).sort()).toEqual([
      3, 4,
    ]);
    // Once more there is nothing to do.
    expect(await runs()).toContain('nothing was old enough to delete');
  });

  it('deletes all that belongs to an incident, and leaves the statistics as they are', async () => {
    await over('Checkout is down');
    const [incident] = await stage.db.collection<{ _id: string }>('incidents').find().toArray();
    await stage.db.collection<{ _id: string }>('incidentEvents').insertOne({ _id: `${incident!._id}:1` });
    await stage.db.collection<{ _id: string }>('incidentAlerts').insertOne({ _id: `${incident!._id}:abc` });
    await stage.db.collection<{ _id: string }>('incidentEvents').insertOne({ _id: `${incident!._id}0:1` });
    // Hours on call go on, with incidents or without.
    const reported = async () => (await stage.says('bob', 'report 200d')).body?.replace(/^On call: .*$/m, '');
    const before = await reported();
    later(101);
    await runs();
    expect([await count('incidents'), await count('incidentAlerts'), await count('incidentDeletions')]).toEqual([
      0, 0, 0,
    ]);
    expect((await stage.db.collection('incidentEvents').find().toArray()).map(({ _id }) => String(_id))).toEqual([
      `${incident!._id}0:1`,
    ]);
    expect(before).toContain('sev1: 1');
    expect(await reported()).toBe(before);
  });

  it.each([
    ['outboxAt', new Date('2026-01-01')],
    ['outboxBy', ['replica-1']],
    ['dueAt', new Date('2030-01-01')],
    ['uncounted', true],
  ])('touches no incident of which something is unfinished: %s', async (field, value) => {
    await over('Checkout is down');
    later(101);
    await stage.db.collection('incidents').updateOne({}, { $set: { [field]: value } });
    expect(await stage.retentionStore.incidents(stage.clock.now(), 0)).toEqual({ deleted: 0 });
    expect(await count('incidents')).toBe(1);
    await stage.db.collection('incidents').updateOne({}, { $unset: { [field]: 1 } });
    expect(await stage.retentionStore.incidents(stage.clock.now(), 0)).toEqual({ deleted: 1 });
  });

  it('finishes what a killed process began: no part of an incident is left behind', async () => {
    await stage.db
      .collection<{ _id: string }>('incidentDeletions')
      .insertOne({ _id: 'gone', rooms: ['room-gone'] } as never);
    await stage.db.collection<{ _id: string }>('incidentEvents').insertOne({ _id: 'gone:7' });
    await stage.db.collection<{ _id: string }>('webPosts').insertOne({ _id: 'p1', room: 'room-gone' } as never);
    await runs();
    expect([await count('incidentDeletions'), await count('incidentEvents'), await count('webPosts')]).toEqual([
      0, 0, 0,
    ]);
  });

  describe('of alerts that recur', () => {
    const alert = {
      source: 'prometheus',
      title: 'Disk full',
      fingerprint: 'disk-full',
      status: 'firing',
      labels: [],
    } as const;
    const come = async (status: 'firing' | 'resolved', process = stage.tocsin) => {
      const [receipt] = await process.alerts.receive([{ ...alert, status }]);
      await process.idle();
      return receipt?.incident;
    };
    const fourTimes = async () => {
      for (const status of ['firing', 'resolved', 'firing', 'resolved', 'firing', 'resolved'] as const) {
        await come(status);
        await stage.passes(20);
      }
      later(101);
      expect(await come('firing')).toBe(4);
      await stage.passes(1);
    };
    const left = async () =>
      (await stage.db.collection('incidents').find().toArray()).map(({ number }) => number).sort();

    it('brings an alert to its open incident when earlier ones were deleted, by a process that has just started', async () => {
      await fourTimes();
      await runs();
      // The first one stays for as long as there is a later one: by it a process knows that there are others.
      expect(await left()).toEqual([1, 4]);
      const started = stage.replica();
      expect(await come('firing', started)).toBe(4);
      expect(await come('resolved', started)).toBe(4);
      expect((await stage.store.byNumber(4))?.state).toBe('resolved');
    });

    it('does so in a storm', async () => {
      await fourTimes();
      await runs();
      const started = stage.replica();
      const others = ['a', 'b', 'c', 'd', 'e'].map((fingerprint) => ({ ...alert, fingerprint, title: fingerprint }));
      const receipts = await started.alerts.receive([...others, alert]);
      await started.idle();
      expect(receipts.at(-1)?.incident).toBe(4);
    });

    it('counts anew when all were deleted, in a process that remembers them', async () => {
      await fourTimes();
      await come('resolved');
      await stage.passes(1);
      later(202);
      await runs();
      await runs();
      expect(await left()).toEqual([]);
      const number = await come('firing');
      const started = stage.replica();
      expect(await come('resolved', started)).toBe(number);
    });
  });

  it('deletes old payloads, audit entries and runs by their ages', async () => {
    await over('Checkout is down');
    await stage.tocsin.idle();
    later(6);
    await runs();
    later(6);
    expect(await runs()).toContain('deleted 1 run of jobs older than 5 days');
    later(195);
    expect(await runs()).toMatch(/\d+ audit entries older than 200 days/);
  });

  it('deletes no incident and no audit entry when the file gives no age', async () => {
    await stage.close();
    stage = await openStage([web], sampleDirectory());
    await over('Checkout is down');
    await stage.tocsin.idle();
    const audited = await count('audit');
    expect(audited).toBeGreaterThan(0);
    later(4_000);
    await runs();
    expect(await count('incidents')).toBe(1);
    expect(await count('audit')).toBeGreaterThanOrEqual(audited);
  });

  it('is for admins to run, and for everybody to see', async () => {
    expect((await stage.says('victor', 'jobs')).body).toContain('retention · every day at 03:40');
    expect((await stage.says('victor', 'jobs run retention')).text).toContain('admin');
    expect((await stage.says('alice', 'jobs run tidy')).text).toBe('“tidy” is not a recurring job. Jobs: retention.');
    expect((await stage.says('alice', 'jobs run')).text).toBe(
      'Name the job to run: “jobs run retention”. Jobs: retention.',
    );
  });
});
