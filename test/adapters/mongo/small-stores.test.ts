import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { answersKeptMs } from '../../../src/ports/api.ts';
import { StaleIncident } from '../../../src/ports/incidents.ts';
import { dialogsContract } from '../../contracts/dialogs.ts';
import { pushStoreContract } from '../../contracts/push-store.ts';
import { signInsContract } from '../../contracts/sign-ins.ts';
import { webChatStoreContract } from '../../contracts/web-chat-store.ts';
import { declared } from '../../domain/incident/given.ts';
import { openFresh } from './opened.ts';

dialogsContract('the store on MongoDB', async () => {
  let now = Date.UTC(2026, 2, 1, 2);
  const { stores, other, close } = await openFresh({ now: () => new Date(now) });
  return {
    dialogs: stores.dialogs,
    other: other.dialogs,
    goOn: (ms) => {
      now += ms;
    },
    close,
  };
});

webChatStoreContract('the store on MongoDB', async () => {
  const { stores, close } = await openFresh();
  return { store: stores.webChat, close };
});

signInsContract('the store on MongoDB', async () => {
  const { stores, close } = await openFresh();
  return { signIns: stores.signIns, close };
});

pushStoreContract('the push store on MongoDB', async () => {
  const { stores, close } = await openFresh();
  return { pushes: stores.pushes, openPages: stores.openPages, close };
});

describe('answers that are under way, on MongoDB', () => {
  const one = { platform: 'discord', id: '42', application: '7', token: 'secret', language: 'de' } as const;

  it('are found by another process for 15 minutes, unless they were given', async () => {
    let now = Date.UTC(2026, 2, 1, 2);
    const { stores, other, close } = await openFresh({ now: () => new Date(now) });
    await stores.pendingAnswers.put(one);
    await stores.pendingAnswers.put(one);
    await stores.pendingAnswers.put({ ...one, id: '43' });
    await stores.pendingAnswers.remove('discord', '43');
    expect(await other.pendingAnswers.list('discord')).toEqual([one]);
    expect(await other.pendingAnswers.list('slack')).toEqual([]);
    now += 15 * 60_000;
    expect(await other.pendingAnswers.list('discord')).toEqual([]);
    await close();
  });

  it('are thrown away by the database itself', async () => {
    const { mongo, stores, close } = await openFresh();
    await stores.pendingAnswers.put(one);
    const indexes = await mongo.db.collection('pendingAnswers').indexes();
    expect(indexes.map(({ expireAfterSeconds }) => expireAfterSeconds)).toContain(16 * 60);
    await close();
  });
});

describe('what the API answered, on MongoDB', () => {
  const answer = (text: string) => ({ request: 'hash', status: 201, type: 'application/json', text });

  it('is kept as the first of many gave it, until it has expired and another takes its place', async () => {
    let now = Date.UTC(2026, 2, 1, 2);
    const { stores, other, close } = await openFresh({ now: () => new Date(now) });
    const keepAll = (text: string) =>
      Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          (n % 2 ? stores : other).keptAnswers.keep('key', answer(`$${text} ${n % 2 ? 1 : 2}`)),
        ),
      );
    await keepAll('early');
    const first = await stores.keptAnswers.find('key');
    expect(first?.text).toMatch(/^\$early [12]$/);
    await keepAll('late');
    expect(await other.keptAnswers.find('key')).toStrictEqual(first);
    now += answersKeptMs;
    expect(await stores.keptAnswers.find('key')).toBeUndefined();
    await keepAll('late');
    expect((await other.keptAnswers.find('key'))?.text).toMatch(/^\$late/);
    await close();
  });
});

describe('runs of jobs, on MongoDB', () => {
  it('are written by one of many who have read the same, and lose what the next state has not', async () => {
    const { stores, other, close } = await openFresh();
    const at = new Date();
    const run = {
      id: 'tidy@1',
      job: 'tidy',
      dueAt: at,
      state: 'waiting',
      attempt: 1,
      by: 'one',
      nextTryAt: at,
    } as const;
    await stores.jobRuns.begin({ ...run, events: [] });
    const seen = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? stores : other).jobRuns.latest({ limit: 1 })),
    );
    const written = await Promise.all(
      seen.map(([one], n) => {
        const { nextTryAt: _over, ...rest } = one!;
        return (n % 2 ? stores : other).jobRuns.write(one!, { ...rest, state: 'succeeded', by: `racer-${n}` });
      }),
    );
    expect(written.filter(Boolean)).toHaveLength(1);
    const { nextTryAt: _over, ...rest } = run;
    const by = `racer-${written.indexOf(true)}`;
    expect(await other.jobRuns.latest({ limit: 2 })).toStrictEqual([{ ...rest, state: 'succeeded', by, events: [] }]);
    await close();
  });
});

describe('ends of alerts, on MongoDB', () => {
  it('stay when they were put off at the moment at which the earlier ones are removed', async () => {
    const { stores, other, close } = await openFresh();
    const ends = Array.from({ length: 20 }, (_, n) => ({
      alert: { source: 'x', fingerprint: `f${n}` },
      at: new Date(1),
    }));
    const later = ends.map(({ alert }) => ({ alert, at: new Date(2) }));
    await stores.alertEnds.put(ends);
    await Promise.all([stores.alertEnds.remove(ends), other.alertEnds.put(later)]);
    expect(await stores.alertEnds.due(new Date(1), 100)).toEqual([]);
    expect(await stores.alertEnds.due(new Date(2), 100)).toHaveLength(20);
    await close();
  });
});

describe('old incidents, on MongoDB', () => {
  it('are deleted or reopened, never both', async () => {
    const { stores, other, close } = await openFresh();
    const at = new Date('2026-03-02T02:00:00Z');
    const by = { by: 'bob', via: 'slack' } as const;
    const open = declared();
    const old = (number: number): Incident => ({
      ...open,
      id: `i${number}`,
      number,
      version: 1,
      state: 'resolved',
      resolved: { ...by, at },
    });
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    for (const number of numbers) await stores.incidents.commit({ next: old(number), events: [] });
    const seen = await Promise.all(numbers.map((number) => other.incidents.load(`i${number}`)));
    /** Reopens the latest first, while the retention deletes the earliest first, so that the two meet. */
    async function reopenAll(): Promise<Incident[]> {
      const reopened: Incident[] = [];
      for (const from of seen.toReversed().flatMap((one) => one ?? [])) {
        const next: Incident = { ...open, id: from.id, number: from.number, version: 2, title: 'Again' };
        await other.incidents.commit({ next, from, events: [] }).then(
          () => reopened.push(next),
          (err: unknown) => expect(err).toBeInstanceOf(StaleIncident),
        );
      }
      return reopened;
    }
    const [{ deleted }, reopened] = await Promise.all([
      stores.retentionStore.incidents(new Date(at.getTime() + 1), 0),
      reopenAll(),
    ]);
    for (const { id, title } of reopened) {
      expect(await stores.incidents.load(id)).toMatchObject({ state: 'triggered', title, version: 2 });
    }
    expect(await stores.incidents.idsFrom('i', 100)).toHaveLength(reopened.length);
    expect(deleted + reopened.length).toBe(20);
    await close();
  });
});

describe('the stores on MongoDB', () => {
  it('keep no secret of a link or a session', async () => {
    const { mongo, stores, close } = await openFresh();
    const now = new Date();
    const link = await stores.signIns.issue('alice', now);
    const spent = await stores.signIns.issue('alice', now);
    const opened = await stores.signIns.redeem(spent, now);
    const kept = await Promise.all(
      ['signInLinks', 'sessions'].map((collection) => mongo.db.collection(collection).find().toArray()),
    );
    expect(kept.map((documents) => documents.length)).toEqual([1, 1]);
    for (const secret of [link, spent, opened!.session]) expect(JSON.stringify(kept)).not.toContain(secret);
    await close();
  });

  it('keep posts of one moment in the order in which they were added', async () => {
    const { stores, close } = await openFresh();
    const at = new Date();
    for (let index = 0; index < 5; index += 1)
      await stores.webChat.add({ id: `p${9 - index}`, room: 'r', at, by: 'bot', text: `${index}` });
    const posts = await stores.webChat.posts('r', 'alice', 10);
    expect(posts.map((post) => post.text)).toEqual(['0', '1', '2', '3', '4']);
    await close();
  });

  it('find by an index all that is asked for often', async () => {
    const { mongo, close } = await openFresh();
    const indexes = async (collection: string) =>
      (await mongo.db.collection(collection).indexes()).map(({ key }) => Object.keys(key).join(' '));
    expect(await indexes('incidents')).toEqual(
      expect.arrayContaining(['number', 'places number', 'outboxAt', 'dueAt']),
    );
    for (const collection of ['dialogs', 'signInLinks', 'sessions'])
      expect(await indexes(collection)).toContain('storedAt');
    // Once more changes nothing: every start does it.
    await mongo.ensureIndexes();
    await close();
  });
});
