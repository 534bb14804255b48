import { type Bundle, type BundleItem, isGivenUp, namedIn } from '../../../domain/incident/bundles/bundle.ts';
import { waitsFor } from '../../../domain/incident/bundles/stands-for.ts';
import { consequences } from '../../../domain/incident/deliveries/consequences.ts';
import type { Delivery, Progress } from '../../../domain/incident/deliveries/delivery.ts';
import { failedAt, failOverMs, isAllSent, readiness } from '../../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import { withProgress } from '../../../ports/incidents.ts';
import { countAttempt } from '../../telemetry/count-attempt.ts';
import type { IncidentDeliveryParts } from '../incident-delivery.ts';
import { untilKept } from '../until-kept.ts';

/** How many incidents are updated in parallel: as many as one write takes. */
const atOnce = 50;

type Parts = Pick<IncidentDeliveryParts, 'store' | 'clock' | 'metrics' | 'report'>;

/**
 * Tells the incidents of a bundle whether it was sent or given up, or whether they are sent another way.
 *
 * @param read the incidents that were read just before the bundle was sent, by their ids
 */
export async function settle(parts: Parts, bundle: Bundle, read: ReadonlyMap<string, Incident>): Promise<void> {
  const last = isGivenUp(bundle) ? bundle.items.length : bundle.listed;
  const others = Math.max(0, namedIn(bundle, bundle.listed).length - 1);
  await each(bundle.items.slice(bundle.settled, last), (item) =>
    settleItem(parts, bundle, item, { others, read: read.get(item.incident) }),
  );
}

/** Tells the incidents that wait for a bundle that it failed, so that the person's next way is used. */
export async function tellFailure(parts: Parts, bundle: Bundle): Promise<void> {
  const { failures, lastFailure, needsRepair } = bundle.progress;
  const next = failedAt(bundle.progress) ?? parts.clock.now();
  const failed = {
    failures,
    // The pause that the platform asks for is the bundle's, so what remains of it counts as past here.
    failingSince: new Date(next.getTime() - (needsRepair ? 0 : failOverMs)),
    ...(lastFailure !== undefined && { lastFailure }),
    ...(needsRepair && { needsRepair }),
    // The incident is looked at when the next way is due.
    notBefore: next,
  };
  await each(bundle.items.slice(bundle.listed), async (item) => {
    const found = waitingFor(bundle, item, await parts.store.load(item.incident));
    if (found) await write(parts, found, { shown: 0, bundle: bundle.id, ...failed });
  });
}

async function settleItem(
  parts: Parts,
  bundle: Bundle,
  item: BundleItem,
  { others, read }: { readonly others: number; readonly read: Incident | undefined },
): Promise<void> {
  const wasSent = !isGivenUp(bundle) && !item.dropped;
  // No other process sends the items of this bundle, so the earlier read is valid unless a person has acted since.
  const known = wasSent && read ? waitingFor(bundle, item, read) : undefined;
  if (known && (await tellSent(parts, bundle, known, item, others))) return;
  const found = waitingFor(bundle, item, await parts.store.load(item.incident));
  if (!found) return;
  if (wasSent) {
    if (!(await tellSent(parts, bundle, found, item, others))) await write(parts, found, sentIn(bundle, item));
    return;
  }
  const { incident, delivery } = found;
  if (isGivenUp(bundle) && bundle.kind === 'pages' && !item.dropped) {
    const { dead, ...rest } = bundle.progress;
    return write(parts, found, { ...withoutClaim(rest), shown: 0, ...(dead && { dead }) });
  }
  const now = parts.clock.now();
  const free: Delivery = { ...delivery, progress: { shown: 0, failures: 0 } };
  if (readiness(incident, free, now) !== 'pointless') await write(parts, found, { ...free.progress, notBefore: now });
}

function sentIn({ id, kind, sentAt }: Bundle, { revision }: BundleItem): Progress {
  return { shown: revision, failures: 0, bundle: id, ...(kind === 'pages' && sentAt && { sentAt }) };
}

/** Returns whether the result was written; not when the incident has nothing to record about a page. */
async function tellSent(
  parts: Parts,
  bundle: Bundle,
  found: Found,
  item: BundleItem,
  others: number,
): Promise<boolean> {
  const progress = sentIn(bundle, item);
  if (bundle.kind === 'cards') {
    await write(parts, found, progress);
    return true;
  }
  const { incident, delivery } = found;
  const intent = { type: 'bundle', bundle: bundle.id, delivery: delivery.id, others } as const;
  let which: Incident | string = incident;
  const told = await untilKept(() => {
    const asked = parts.report(which, intent, { delivery: delivery.id, progress });
    // It may be stored without an answer, so the next attempt reads it.
    which = incident.id;
    return asked;
  });
  if (told) await tellConsequences(parts, found, progress);
  return told;
}

interface Found {
  readonly incident: Incident;
  readonly delivery: Delivery;
}

function waitingFor(bundle: Bundle, item: BundleItem, incident: Incident | undefined): Found | undefined {
  const delivery = incident?.deliveries[item.delivery];
  return incident && delivery && waitsFor(delivery, bundle.id) ? { incident, delivery } : undefined;
}

async function write(parts: Parts, { incident, delivery }: Found, progress: Progress): Promise<void> {
  const after = withProgress(incident, delivery.id, progress);
  const isLast = isAllSent(after, parts.clock.now());
  await untilKept(() => {
    const recorded = parts.store.record(incident.id, delivery.id, progress, []);
    // In the same write, unless another process has written. It runs in the background; otherwise a sweep looks.
    if (isLast) parts.store.settle(after, { lookAt: undefined, by: [] }).catch(() => undefined);
    return recorded;
  });
  await tellConsequences(parts, { incident, delivery }, progress);
}

async function tellConsequences(parts: Parts, { incident, delivery }: Found, progress: Progress): Promise<void> {
  if (progress.failures > 0 || progress.shown > 0) {
    countAttempt(parts, incident, delivery, { progress, addresses: [] }, undefined);
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
