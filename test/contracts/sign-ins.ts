import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignIns } from '../../src/ports/people.ts';

const start = new Date('2026-03-01T02:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What signing in on the web relies on, wherever the secrets' hashes are kept. `open` gives an empty one. */
export function signInsContract(name: string, open: () => Promise<{ signIns: SignIns; close(): Promise<void> }>): void {
  describe(`${name} keeps the contract of signing in`, () => {
    let signIns: SignIns;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ signIns, close } = await open());
    });

    afterEach(async () => {
      await close();
    });

    it('signs a person in by their link', async () => {
      const opened = await signIns.redeem(await signIns.issue('alice', start), later(9 * MINUTE));
      expect(opened?.person).toBe('alice');
      expect(await signIns.person(opened!.session, later(10 * MINUTE))).toBe('alice');
    });

    it('issues secrets that cannot be guessed and stand in a link as they are', async () => {
      const secrets = await Promise.all([signIns.issue('alice', start), signIns.issue('alice', start)]);
      expect(secrets[0]).not.toBe(secrets[1]);
      for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{22,100}$/);
      const opened = await signIns.redeem(secrets[0], start);
      expect(opened?.session).toMatch(/^[A-Za-z0-9_-]{22,100}$/);
      expect(opened?.session).not.toBe(secrets[0]);
    });

    it('takes a link once, also from many at the same moment', async () => {
      const secret = await signIns.issue('alice', start);
      const opened = await Promise.all(Array.from({ length: 10 }, () => signIns.redeem(secret, start)));
      expect(opened.filter(Boolean)).toHaveLength(1);
      expect(await signIns.redeem(secret, start)).toBeUndefined();
    });

    it('takes no link after 10 minutes, and none that it did not issue', async () => {
      const secret = await signIns.issue('alice', start);
      expect(await signIns.redeem(secret, later(10 * MINUTE + 1))).toBeUndefined();
      expect(await signIns.redeem('A'.repeat(43), start)).toBeUndefined();
      expect(await signIns.redeem('', start)).toBeUndefined();
    });

    const signIn = async (person: string, at = start, userAgent?: string) => {
      const opened = await signIns.redeem(await signIns.issue(person, at), at, userAgent);
      return opened!.session;
    };

    it('ends a session after 30 days, however much it is used', async () => {
      const session = await signIn('alice');
      for (let day = 1; day < 30; day += 1) expect(await signIns.person(session, later(day * DAY))).toBe('alice');
      expect(await signIns.person(session, later(30 * DAY - 1))).toBe('alice');
      expect(await signIns.person(session, later(30 * DAY + 1))).toBeUndefined();
    });

    it('ends a session that is not used for 7 days, and not one that is', async () => {
      const [used, idle] = [await signIn('alice'), await signIn('alice')];
      expect(await signIns.person(used, later(4 * DAY))).toBe('alice');
      expect(await signIns.person(used, later(8 * DAY))).toBe('alice');
      expect(await signIns.person(idle, later(7 * DAY + 1))).toBeUndefined();
      expect(await signIns.sessionsOf('alice', later(8 * DAY))).toHaveLength(1);
    });

    it('lists a person’s sessions, the one used last first, and says which one asks', async () => {
      const phone = await signIn('alice', start, 'a phone');
      const desk = await signIn('alice', later(MINUTE), `a desk ${'x'.repeat(1_000)}`);
      await signIn('bob');
      await signIns.person(phone, later(60 * MINUTE));
      const listed = await signIns.sessionsOf('alice', later(60 * MINUTE), desk);
      expect(listed.map(({ userAgent, current }) => [userAgent?.slice(0, 7), current])).toEqual([
        ['a phone', false],
        ['a desk ', true],
      ]);
      expect(listed[0]).toMatchObject({ openedAt: start, seenAt: later(60 * MINUTE) });
      expect(listed[1]?.userAgent).toHaveLength(300);
      expect(JSON.stringify(listed)).not.toContain(phone);
      expect(await signIns.person(listed[0]!.id, later(60 * MINUTE))).toBeUndefined();
    });

    it('ends a session by its id, for its own person alone', async () => {
      const session = await signIn('alice');
      const [listed] = await signIns.sessionsOf('alice', start);
      await signIns.endById('bob', listed!.id);
      expect(await signIns.person(session, start)).toBe('alice');
      await signIns.endById('alice', listed!.id);
      expect(await signIns.person(session, start)).toBeUndefined();
    });

    it('ends all of a person’s sessions and unused links', async () => {
      const [session, other] = [await signIn('alice'), await signIn('bob')];
      const link = await signIns.issue('alice', start);
      await signIns.endAll('alice');
      expect(await signIns.person(session, start)).toBeUndefined();
      expect(await signIns.redeem(link, start)).toBeUndefined();
      expect(await signIns.person(other, start)).toBe('bob');
    });

    it('ends the sessions and links of everybody who is not among these people', async () => {
      const [session, other] = [await signIn('alice'), await signIn('bob')];
      const link = await signIns.issue('alice', start);
      expect(await signIns.endOthers(['bob', 'carol'])).toBe(1);
      expect(await signIns.person(session, start)).toBeUndefined();
      expect(await signIns.redeem(link, start)).toBeUndefined();
      expect(await signIns.person(other, start)).toBe('bob');
    });

    it('ends one session and leaves the others', async () => {
      const first = await signIns.redeem(await signIns.issue('alice', start), start);
      const second = await signIns.redeem(await signIns.issue('alice', start), start);
      await signIns.end(first!.session);
      await signIns.end(first!.session);
      expect(await signIns.person(first!.session, start)).toBeUndefined();
      expect(await signIns.person(second!.session, start)).toBe('alice');
    });

    it('does not take a link’s secret for a session', async () => {
      const secret = await signIns.issue('alice', start);
      expect(await signIns.person(secret, start)).toBeUndefined();
    });
  });
}
