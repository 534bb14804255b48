import { addressKey } from '../../domain/address.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Bounce, Bounces } from '../../ports/chat/bounces.ts';
import type { World } from '../world.ts';
import { changeIncident } from './change-incident.ts';

/** Makes what marks a page by mail as failed when a mail server returns it later. */
export function createBounces(world: World): Bounces {
  const { clock, log } = world;
  return {
    async bounced(bounce) {
      const found = await pageOf(world, bounce);
      if (!found) return false;
      const { incident, page } = found;
      const { id, platform, person } = page;
      const { reason } = bounce;
      const dead = { reason, because: 'bounced', at: clock.now() } as const;
      const progress = { shown: 0, failures: 1, lastFailure: reason, dead };
      const intent = {
        type: 'give-up',
        delivery: id,
        platform,
        reason,
        bounced: true,
        ...(person && { person }),
      } as const;
      // Two copies of one report may arrive at once; the cause lets one of them count.
      const cause = `bounce-${id}-${page.progress.sentAt?.getTime() ?? 0}`;
      const { events } = await changeIncident(world, incident.id, intent, cause, {
        result: { delivery: id, progress },
      });
      if (events.length === 0) return false;
      log.warn({ incident: incident.number, delivery: id, reason }, 'page by mail bounced');
      return true;
    },
  };
}

async function pageOf(
  { store }: Pick<World, 'store'>,
  { messageIds, signed }: Bounce,
): Promise<{ incident: Incident; page: Delivery } | undefined> {
  for (const messageId of messageIds) {
    const incident = await store.byAddress(addressKey('email', messageId));
    const page = incident && arrived(incident).find(({ progress }) => progress.ref?.id === messageId);
    if (page) return { incident, page };
  }
  if (messageIds.length > 0 || !signed) return undefined;
  const incident = await store.byNumber(signed.incident);
  const isIts = ({ to }: Delivery) => to?.id.toLowerCase() === signed.address.toLowerCase();
  const page = incident && arrived(incident).filter(isIts).at(-1);
  return page && { incident, page };
}

/** Returns the pages by mail that count as sent, in their order. One that goes to several addresses may have reached another. */
function arrived({ deliveries }: Incident): Delivery[] {
  return Object.values(deliveries)
    .filter(({ kind, platform, progress }) => kind === 'page' && platform === 'email' && progress.shown > 0)
    .filter(({ progress, to }) => !progress.dead && !to?.id.includes(','))
    .sort((a, b) => (a.call ?? 0) - (b.call ?? 0));
}
