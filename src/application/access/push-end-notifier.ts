import { quietUntil } from '../../domain/paging.ts';
import {
  endToldBeforeMs,
  type PushStore,
  type PushSubscription,
  subscriptionLifetimeMs,
} from '../../ports/chat/web-push.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import type { Cursors } from '../../ports/runtime.ts';
import { pushEndView } from '../../views/push-end.ts';
import { readerOf } from '../../views/reader.ts';
import { addressesOf } from '../delivery/addresses.ts';
import { lookedSince } from '../runtime/looked-since.ts';
import type { World } from '../world.ts';

const everyMs = 10 * 60_000;
const cursor = 'push-end/looked';
const toldAfterMs = subscriptionLifetimeMs - endToldBeforeMs;

export interface PushEndStores {
  readonly pushes: Pick<PushStore, 'confirmedBetween'>;
}

type Parts = Pick<World, 'clock' | 'directory' | 'platforms' | 'outbox'> &
  PushEndStores & { readonly publicUrl: string };

/** Tells people that a browser will soon get no pushes any more, because Tocsin was not opened in it. */
export interface PushEndNotifier {
  /** At most every 10 minutes it does something. Returns how many browsers there were. */
  look(): Promise<number>;
}

/** The id of each notification derives from the subscription and its last confirmation, so that many processes tell it once. */
export function createPushEndNotifier(parts: Parts, cursors: Cursors): PushEndNotifier {
  const { clock, pushes, outbox } = parts;
  let looked: Date | undefined;

  return {
    async look() {
      const now = clock.now();
      if (looked && now.getTime() - looked.getTime() < everyMs) return 0;
      const after = await lookedSince(cursors, cursor, now, endToldBeforeMs);
      const found = await pushes.confirmedBetween(before(after, toldAfterMs), before(now, toldAfterMs));
      if (found.length > 0) await outbox.notify(found.flatMap((one) => notificationsAbout(parts, one)));
      await cursors.advance(cursor, now);
      looked = now;
      return found.length;
    },
  };
}

/** Nobody is woken by it: in quiet hours it waits for their end. */
function notificationsAbout(
  { clock, directory, platforms, publicUrl }: Parts,
  { id, person: whose, device, renewedAt }: PushSubscription,
): NotificationRequest[] {
  const person = directory().people.get(whose);
  if (!person) return [];
  const now = clock.now();
  const quiet = quietUntil(person, 'sev4', now);
  const until = new Date(renewedAt.getTime() + subscriptionLifetimeMs);
  const reader = readerOf(person, directory(), quiet ?? now);
  const message = pushEndView({ device, since: renewedAt, until, publicUrl }, reader);
  return addressesOf(person, platforms).map((to) => ({
    id: `push-end/${id}/${renewedAt.toISOString()}/${to.platform}`,
    to,
    message,
    until,
    ...(quiet && { notBefore: quiet }),
  }));
}

function before(at: Date, ms: number): Date {
  return new Date(at.getTime() - ms);
}
