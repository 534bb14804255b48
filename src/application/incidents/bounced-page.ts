import { addressKey } from '../../domain/address.ts';
import { namedIn } from '../../domain/incident/bundles/bundle.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Bounce, Bounces, SignedPage } from '../../ports/chat/bounces.ts';
import type { BundleStore } from '../../ports/notifications.ts';
import type { World } from '../world.ts';
import { changeIncident } from './change-incident.ts';

interface Page {
  readonly incident: Incident;
  readonly page: Delivery;
}

/** Between the drawing of a mail and the note that it was sent. */
const sendingTakesMs = 120_000;

type Bundles = Pick<BundleStore, 'load' | 'byMessage'>;

/** Makes what marks a page by mail as failed when a mail server returns it later. */
export function createBounces(world: World, bundles: Bundles): Bounces {
  return {
    async bounced(bounce) {
      let isOurs = false;
      for (const page of await pagesOf(world, bundles, bounce)) isOurs = (await fail(world, page, bounce)) || isOurs;
      return isOurs;
    },
  };
}

/** Returns false when it failed before. */
async function fail(world: World, { incident, page }: Page, { reason }: Bounce): Promise<boolean> {
  const { id, platform, person } = page;
  const dead = { reason, because: 'bounced', at: world.clock.now() } as const;
  const { sentAt } = page.progress;
  const progress = { shown: 0, failures: 1, lastFailure: reason, dead, ...(sentAt && { sentAt }) };
  const intent = { type: 'give-up', delivery: id, platform, reason, bounced: true, ...(person && { person }) } as const;
  // Two copies of one report may arrive at once; the cause lets one of them count.
  const cause = `bounce-${id}-${sentAt?.getTime() ?? 0}`;
  const { events } = await changeIncident(world, incident.id, intent, cause, { result: { delivery: id, progress } });
  if (events.length > 0) world.log.warn({ incident: incident.number, delivery: id, reason }, 'page by mail bounced');
  return events.length > 0;
}

/** Returns the pages that the mail was, but for those that failed before. */
async function pagesOf({ store }: World, bundles: Bundles, { messageIds, signed }: Bounce): Promise<readonly Page[]> {
  for (const messageId of messageIds) {
    const incident = await store.byAddress(addressKey('email', messageId));
    const page = incident && byMail(incident).find(({ progress }) => progress.ref?.id === messageId);
    if (page) return hasArrived(page) ? [{ incident, page }] : [];
    const bundle = await bundles.byMessage('email', messageId);
    if (bundle) return inBundle(bundle.id);
  }
  const incident = signed && (await store.byNumber(signed.incident));
  const page = incident && signedPage(incident, signed);
  if (!page || !hasArrived(page)) return [];
  return page.progress.bundle === undefined ? [{ incident, page }] : inBundle(page.progress.bundle);

  async function inBundle(id: string): Promise<readonly Page[]> {
    const bundle = await bundles.load(id);
    const items = bundle ? namedIn(bundle, bundle.listed) : [];
    const loaded = await Promise.all(items.map(async (item) => ({ item, incident: await store.load(item.incident) })));
    return loaded.flatMap(({ item, incident: one }) => {
      const found = one?.deliveries[item.delivery];
      return one && found?.progress.bundle === id && hasArrived(found) ? [{ incident: one, page: found }] : [];
    });
  }
}

/** Returns the page of the signed address: the one that was sent when the address was made, and not another mail. */
function signedPage(incident: Incident, { sentAt, isTo }: SignedPage): Delivery | undefined {
  const pages = byMail(incident).filter(({ to }) => to && isTo(to.id));
  if (!sentAt) return pages.filter(hasArrived).at(-1);
  const apart = ({ progress }: Delivery) => Math.abs((progress.sentAt ?? sentAt).getTime() - sentAt.getTime());
  const [nearest] = pages.sort((a, b) => apart(a) - apart(b));
  return nearest && apart(nearest) < sendingTakesMs ? nearest : undefined;
}

/** Returns the pages by mail in their order. One that goes to several addresses may have reached another. */
function byMail({ deliveries }: Incident): Delivery[] {
  return Object.values(deliveries)
    .filter(({ kind, platform, to }) => kind === 'page' && platform === 'email' && !to?.id.includes(','))
    .sort((a, b) => (a.call ?? 0) - (b.call ?? 0));
}

function hasArrived({ progress }: Delivery): boolean {
  return progress.shown > 0 && !progress.dead;
}
