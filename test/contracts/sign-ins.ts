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

    it('ends a session after 30 days', async () => {
      const opened = await signIns.redeem(await signIns.issue('alice', start), start);
      expect(await signIns.person(opened!.session, later(30 * DAY - 1))).toBe('alice');
      expect(await signIns.person(opened!.session, later(30 * DAY + 1))).toBeUndefined();
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
