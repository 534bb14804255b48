import type { PersonId } from '../../src/domain/people.ts';
import {
  mostSubscriptions,
  type OpenPages,
  openPagesForMs,
  type PushKeys,
  type PushStore,
  type PushSubscription,
  subscriptionLifetimeMs,
} from '../../src/ports/chat/web-push.ts';

/** A PushStore that forgets, for tests without a database. */
export function createMemoryPushStore(): PushStore {
  const all = new Map<string, PushSubscription>();
  let known: PushKeys | undefined;
  const lastFirst = (one: PushSubscription, other: PushSubscription) =>
    other.renewedAt.getTime() - one.renewedAt.getTime();
  const removeWhere = (isMeant: (one: PushSubscription) => boolean) => {
    const meant = [...all.values()].filter(isMeant);
    for (const { id } of meant) all.delete(id);
    return meant.length;
  };
  const put = (subscription: PushSubscription) => {
    all.set(subscription.id, subscription);
    const theirs = [...all.values()].filter(({ person }) => person === subscription.person).sort(lastFirst);
    for (const { id } of theirs.slice(mostSubscriptions)) all.delete(id);
  };

  return {
    async keys(made) {
      known ??= made;
      return known;
    },
    async keep(subscription) {
      put(subscription);
    },
    async renew(id, by, now) {
      const before = all.get(id);
      if (!before) return false;
      const { session: _session, device: _device, ...known } = before;
      put({ ...known, ...by, renewedAt: now });
      return true;
    },
    async of(person, now) {
      const isCurrent = (one: PushSubscription) => now.getTime() - one.renewedAt.getTime() < subscriptionLifetimeMs;
      return [...all.values()].filter((one) => one.person === person && isCurrent(one)).sort(lastFirst);
    },
    async confirmedBetween(from, to) {
      return [...all.values()].filter(({ renewedAt }) => renewedAt > from && renewedAt <= to);
    },
    async remove(id) {
      all.delete(id);
    },
    async removeOf(person, session) {
      removeWhere((one) => one.person === person && (session === undefined || one.session === session));
    },
    removeOthers: async (people) => removeWhere(({ person }) => !people.includes(person)),
  };
}

/** OpenPages that forget. */
export function createMemoryOpenPages(): OpenPages {
  const all = new Map<string, { readonly people: readonly PersonId[]; readonly at: Date }>();
  return {
    async put(process, people, now) {
      all.set(process, { people, at: now });
    },
    async any(person, now) {
      const isCurrent = (at: Date) => now.getTime() - at.getTime() < openPagesForMs;
      return [...all.values()].some(({ people, at }) => people.includes(person) && isCurrent(at));
    },
  };
}
