import { type Bundle, type BundleItem, isGivenUp, namedIn } from '../../../domain/incident/bundles/bundle.ts';
import { consequences } from '../../../domain/incident/deliveries/consequences.ts';
import type { Delivery, Progress } from '../../../domain/incident/deliveries/delivery.ts';
import { failOverMs, readiness } from '../../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import { countAttempt } from '../../telemetry/count-attempt.ts';
import type { IncidentDeliveryParts } from '../incident-delivery.ts';
import { untilKept } from '../until-kept.ts';

/** Incidents that are told side by side: as many as one write takes in. */
const atOnce = 50;

type Parts = Pick<IncidentDeliveryParts, 'store' | 'clock' | 'metrics' | 'report'>;

/** Tells the incidents of a bundle what became of it: that it was sent or given up, or that they go out another way. */
export async function settle(parts: Parts, bundle: Bundle): Promise<void> {
  const last = isGivenUp(bundle) ? bundle.items.length : bundle.listed;
  const others = Math.max(0, namedIn(bundle, bundle.listed).length - 1);
  await each(bundle.items.slice(bundle.settled, last), (item) => settleItem(parts, bundle, item, others));
}

/** Tells the incidents that wait for a bundle that it failed, so that a person's next way is taken. */
export async function tellFailure(parts: Parts, bundle: Bundle): Promise<void> {
  const { failures, failingSince = parts.clock.now(), lastFailure, needsRepair } = bundle.progress;
  const failed = {
    failures,
    failingSince,
    ...(lastFailure !== undefined && { lastFailure }),
    ...(needsRepair && { needsRepair }),
    // When the next way is due: the incident is looked at then.
    notBefore: needsRepair ? parts.clock.now() : new Date(failingSince.getTime() + failOverMs),
  };
  await each(bundle.items.slice(bundle.listed), async (item) => {
    const found = await waitingFor(parts, bundle, item);
    if (found) await write(parts, found, { shown: 0, bundle: bundle.id, ...failed });
  });
}

async function settleItem(parts: Parts, bundle: Bundle, item: BundleItem, others: number): Promise<void> {
  const found = await waitingFor(parts, bundle, item);
  if (!found) return;
  const { incident, delivery } = found;
  const { dead, ...rest } = bundle.progress;
  if (item.dropped || (isGivenUp(bundle) && bundle.kind === 'cards')) {
    const now = parts.clock.now();
    const free: Delivery = { ...delivery, progress: { shown: 0, failures: 0 } };
    if (readiness(incident, free, now) !== 'pointless') await write(parts, found, { ...free.progress, notBefore: now });
    return;
  }
  if (isGivenUp(bundle)) return write(parts, found, { ...withoutClaim(rest), shown: 0, ...(dead && { dead }) });
  if (bundle.kind === 'pages') {
    // Before it counts as sent: a process that dies in between says it twice rather than not at all.
    await untilKept(() => parts.report(incident.id, { type: 'bundle', delivery: delivery.id, others }));
  }
  await write(parts, found, { shown: item.revision, failures: 0, bundle: bundle.id });
}

interface Found {
  readonly incident: Incident;
  readonly delivery: Delivery;
}

/** Undefined when nothing of it waits for this bundle any more. */
async function waitingFor(
  { store }: Parts,
  bundle: Bundle,
  { incident: id, delivery: name }: BundleItem,
): Promise<Found | undefined> {
  const incident = await store.load(id);
  const delivery = incident?.deliveries[name];
  if (!incident || !delivery || delivery.progress.shown > 0) return undefined;
  // Without it, the process that had it join died before it could write that.
  const waits = delivery.progress.bundle === bundle.id || delivery.progress.bundle === undefined;
  return waits && !delivery.progress.dead ? { incident, delivery } : undefined;
}

async function write(parts: Parts, { incident, delivery }: Found, progress: Progress): Promise<void> {
  await untilKept(async () => void (await parts.store.mark(incident.id, delivery.id, progress, [])));
  if (progress.failures > 0 || progress.shown > 0) {
    countAttempt(parts, incident, delivery, { progress, places: [] }, undefined);
  }
  for (const what of consequences(incident, delivery, progress, parts.clock.now())) {
    await untilKept(() => parts.report(incident.id, what));
  }
}

function withoutClaim({ claim: _dropped, ...progress }: Progress): Progress {
  return progress;
}

async function each(items: readonly BundleItem[], work: (item: BundleItem) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
