import { createHash, randomBytes } from 'node:crypto';
import type { PersonId } from '../../src/domain/people.ts';
import type { SignIns } from '../../src/ports/people.ts';

const LINK_MS = 10 * 60_000;
const SESSION_MS = 30 * 24 * 60 * 60_000;

interface Kept {
  readonly id: string;
  readonly person: PersonId;
  readonly openedAt: Date;
  seenAt: Date;
  readonly userAgent?: string;
}

/** SignIns that forget, for tests without a database. */
export function createMemorySignIns(idleMs = 7 * 24 * 60 * 60_000): SignIns {
  const links = new Map<string, { person: PersonId; until: number }>();
  const sessions = new Map<string, Kept>();
  const hash = (secret: string) => createHash('sha256').update(secret).digest('hex');
  const secret = () => randomBytes(32).toString('base64url');

  function isOver({ openedAt, seenAt }: Kept, now: Date): boolean {
    return now.getTime() - openedAt.getTime() > SESSION_MS || now.getTime() - seenAt.getTime() > idleMs;
  }

  function endWhere(ends: (one: Kept) => boolean): number {
    const ended = [...sessions].filter(([, one]) => ends(one));
    for (const [key] of ended) sessions.delete(key);
    return ended.length;
  }

  return {
    async issue(person, now) {
      const issued = secret();
      links.set(hash(issued), { person, until: now.getTime() + LINK_MS });
      return issued;
    },
    async redeem(spent, now, userAgent) {
      const link = links.get(hash(spent));
      links.delete(hash(spent));
      if (!link || link.until < now.getTime()) return undefined;
      const session = secret();
      const kept = { id: secret().slice(0, 22), person: link.person, openedAt: now, seenAt: now };
      sessions.set(hash(session), { ...kept, ...(userAgent && { userAgent: userAgent.slice(0, 300) }) });
      return { person: link.person, session };
    },
    async person(session, now) {
      const found = sessions.get(hash(session));
      if (!found || isOver(found, now)) return undefined;
      found.seenAt = now;
      return found.person;
    },
    async sessionsOf(person, now, current) {
      const mine = current === undefined ? undefined : sessions.get(hash(current));
      return [...sessions.values()]
        .filter((one) => one.person === person && !isOver(one, now))
        .sort((a, b) => b.seenAt.getTime() - a.seenAt.getTime())
        .map(({ person: _, ...one }) => ({ ...one, current: one.id === mine?.id }));
    },
    async end(session) {
      sessions.delete(hash(session));
    },
    async endById(person, id) {
      endWhere((one) => one.person === person && one.id === id);
    },
    async endAll(person) {
      for (const [key, link] of links) if (link.person === person) links.delete(key);
      endWhere((one) => one.person === person);
    },
    async endOthers(people) {
      for (const [key, link] of links) if (!people.includes(link.person)) links.delete(key);
      return endWhere((one) => !people.includes(one.person));
    },
  };
}
