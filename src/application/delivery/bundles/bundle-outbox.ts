import {
  type Bundle,
  type BundleItem,
  dueAt,
  isGivenUp,
  isInBundle,
  itemOf,
  nextStep,
} from '../../../domain/incident/bundles/bundle.ts';
import { afterFailure, afterSending, withoutUnlisted } from '../../../domain/incident/bundles/sending.ts';
import { isWaitingForBundle } from '../../../domain/incident/bundles/stands-for.ts';
import type { Delivery, Progress } from '../../../domain/incident/deliveries/delivery.ts';
import { lane as laneOf, readiness } from '../../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import { DeliveryFailed } from '../../../ports/chat.ts';
import type { BundleStore } from '../../../ports/notifications.ts';
import { bundleView } from '../../../views/incident/bundle.ts';
import { houseReader, readerOf } from '../../../views/reader.ts';
import { attempt } from '../attempt.ts';
import { isClaimable, keptOf, takeOverEach, triedSince } from '../claims.ts';
import type { Dispatcher, Job } from '../dispatcher.ts';
import type { IncidentDeliveryParts } from '../incident-delivery.ts';
import type { Rank } from '../rate-limits/permit-queue.ts';
import { untilKept } from '../until-kept.ts';
import { type BundleChanges, createBundleChanges } from './bundle-changes.ts';
import type { Bundles } from './bundles.ts';
import { settle, tellFailure } from './settle-bundle.ts';
import { together } from './together.ts';

const batch = 200;

export interface BundleOutbox extends Bundles {
  /** Sends and edits the bundles that are due. Returns how many it looked at. */
  sweep(): Promise<number>;
  /** Sends the bundles that a dead process had claimed. Returns how many there were. */
  takeOver(process: string): Promise<number>;
}

export interface BundleParts extends Omit<IncidentDeliveryParts, 'bundles'> {
  readonly bundleStore: BundleStore;
  /** How long an item waits for others, in milliseconds. Absent: 400. */
  readonly gatherBundlesMs?: number;
}

/**
 * Makes the outbox of the messages that replace many pages or cards. Each is stored, then sent and edited under its own
 * claim.
 */
export function createBundleOutbox(parts: BundleParts, dispatcher: Dispatcher): BundleOutbox {
  const { bundleStore: store, clock } = parts;
  const changes = createBundleChanges({ ...parts, store });

  /** In a storm each of its incidents asks for the same bundle. */
  const lookTogether = together(async (id, asked: readonly null[]) => {
    await look(id);
    return asked;
  });

  function send(id: string): void {
    if (!dispatcher.stopped) dispatcher.run(async () => void (await lookTogether(id, null)), { bundle: id });
  }

  async function look(id: string): Promise<void> {
    const bundle = await store.load(id);
    const due = bundle && dueAt(bundle);
    if (!due || due > clock.now() || dispatcher.has(keyOf(id)) || !isClaimable(bundle.progress.claim, parts)) return;
    dispatcher.dispatch([bundleJob(parts, changes, bundle)], { bundle: id }, () => look(id));
  }

  return {
    async join(incident, delivery) {
      const { kind, to, person } = delivery;
      if (!to) throw new Error(`Delivery ${delivery.id} goes to no address of its own`);
      const bundle = await changes.join({
        lane: laneOf(incident, delivery),
        kind: kind === 'page' ? 'pages' : 'cards',
        to,
        ...(person !== undefined && { person }),
        item: itemOf(incident, delivery.id),
      });
      const due = dueAt(bundle);
      if (due && due <= clock.now()) send(bundle.id);
      return bundle.id;
    },
    async update(incident, { id, progress }) {
      if (progress.bundle === undefined) return;
      await changes.update(progress.bundle, itemOf(incident, id));
      send(progress.bundle);
    },
    async verify(incident, { id, progress }) {
      const bundle = progress.bundle === undefined ? undefined : await store.load(progress.bundle);
      if (bundle && (isInBundle(bundle, { incident: incident.id, delivery: id }) || nextStep(bundle) === 'settle'))
        return;
      const current = (await parts.store.load(incident.id))?.deliveries[id];
      if (!current || !isWaitingForBundle(current) || current.progress.bundle !== progress.bundle) return;
      parts.log.warn(
        { incident: incident.number, delivery: id, bundle: progress.bundle },
        'bundle lost a delivery; sending it alone',
      );
      await parts.store.record(incident.id, id, { shown: 0, failures: 0, notBefore: clock.now() }, []);
    },
    async sweep() {
      const due = await store.due(clock.now(), batch);
      for (const id of due) send(id);
      return due.length;
    },
    async takeOver(process) {
      const left = await store.inHandOf(process, batch);
      return takeOverEach(left, (id) => takeOver(id, process), parts.log);
    },
  };

  /** Makes the deliveries of a dead process due at once, whatever time their claim had set. */
  async function takeOver(id: string, process: string): Promise<void> {
    await changes.change(id, (bundle) =>
      bundle.progress.claim?.by === process
        ? {
            ...bundle,
            progress: { ...unclaimed(bundle.progress), ...keptOf(bundle.progress, parts.processes, bundle.begunAt) },
          }
        : undefined,
    );
    await look(id);
  }
}

function keyOf(id: string): string {
  return `bundle/${id}`;
}

/** Returns the job of a bundle. */
function bundleJob(parts: BundleParts, changes: BundleChanges, first: Bundle): Job {
  const { processes } = parts;
  const { id, to, lane } = first;
  const isSent = nextStep(first) === 'send';
  let claimed: string | undefined;

  /** @returns the stored bundle with the claim; undefined when another process has it */
  async function claimIt(): Promise<Bundle | undefined> {
    const by = await processes.register();
    const bundle = await changes.change(id, (kept) => {
      if (kept.progress.claim?.by === by) return kept;
      return isClaimable(kept.progress.claim, parts)
        ? { ...kept, progress: { ...kept.progress, ...keptOf(kept.progress, processes, kept.begunAt), claim: { by } } }
        : undefined;
    });
    claimed = bundle && by;
    return processes.name() === by ? bundle : undefined;
  }

  function released(kept: Bundle): Bundle {
    const isOurs = claimed !== undefined && kept.progress.claim?.by === claimed;
    return isOurs ? { ...kept, progress: unclaimed(kept.progress) } : kept;
  }

  return {
    key: keyOf(id),
    permit: isSent ? { platform: to.platform, lane, rank: rankOf(first) } : undefined,
    claim: async () => (await claimIt()) !== undefined,
    unclaim: async () => void (await changes.change(id, released)),
    async send(_isFresh, sent) {
      const bundle = await claimIt();
      if (!bundle) return;
      const read = new Map<string, Incident>();
      const result = nextStep(bundle) === 'send' ? await sendOnce(parts, changes, bundle, read) : bundle;
      sent();
      if (result && nextStep(result) === 'settle') {
        await settle(parts, result, read);
        const settled = isGivenUp(result) ? result.items.length : result.listed;
        await untilKept(() => changes.change(id, (kept) => released({ ...kept, settled })));
        return;
      }
      await untilKept(() => changes.change(id, released));
    },
  };
}

/** Pages go first and do not wait for cards. */
function rankOf({ kind, items, listed }: Bundle): Rank {
  if (items.length === listed) return 'edit';
  return kind === 'pages' ? 'bundle' : 'card';
}

/**
 * @param read receives the incidents that were read for the bundle
 * @returns the stored bundle after the attempt
 */
async function sendOnce(
  parts: BundleParts,
  changes: BundleChanges,
  claimed: Bundle,
  read: Map<string, Incident>,
): Promise<Bundle | undefined> {
  const now = parts.clock.now();
  const fresh = await withFreshItems(parts, claimed, read);
  const save = async (change: (kept: Bundle) => Bundle) => {
    let saved: Bundle | undefined;
    await untilKept(async () => {
      saved = await changes.change(claimed.id, change);
    });
    return saved;
  };
  if (fresh.items.every(({ dropped }) => dropped)) {
    // Nobody needs any item, so nothing is sent, and the next item to join is the first.
    return save((kept) => {
      const before = { ...kept, items: kept.items.slice(0, fresh.items.length) };
      const { items, listed } = withoutUnlisted(before);
      const isAll = kept.items.length === items.length;
      const shown = isAll ? kept.revision : kept.progress.shown;
      return {
        ...kept,
        items: [...items, ...kept.items.slice(items.length)],
        listed,
        progress: { ...kept.progress, shown },
      };
    });
  }
  const about = { bundle: fresh.id, incidents: fresh.items.length };
  const result = await attempt(parts, fresh.progress, about, () => deliver(parts, fresh));
  if (!('failed' in result)) return save((kept) => afterSending(kept, fresh, result.progress, parts.clock.now()));
  const failed = await save((kept) => afterFailure(kept, fresh, result.progress, now));
  if (failed && !failed.sentAt && !failed.progress.dead) await tellFailure(parts, failed);
  return failed;
}

async function deliver(parts: BundleParts, bundle: Bundle): Promise<{ readonly progress: Progress }> {
  const { id, to, person, revision, progress, begunAt } = bundle;
  const chat = parts.chats.get(to.platform);
  if (!chat) throw new DeliveryFailed(`${to.platform} is not set up any more`, 'never');
  const [directory, now] = [parts.directory(), parts.clock.now()];
  const pagedPerson = directory.people.get(person ?? '');
  const reader = pagedPerson ? readerOf(pagedPerson, directory, now) : houseReader(directory, now);
  const message = bundleView(bundle, reader);
  // One that is there, and whose reader was not told everywhere yet, is sent again under the same key.
  const known = progress.shown > 0 ? progress.ref : undefined;
  if (known) await chat.update(known, message);
  const tried = triedSince(progress, parts.processes, begunAt);
  const ref = known ?? (await chat.send(to, message, `bundle/${id}`, tried));
  return { progress: { shown: revision, ref, failures: 0 } };
}

/** Returns the bundle with the present state of the items since the last message, without those that nobody needs any more. */
async function withFreshItems(
  { store, clock }: BundleParts,
  bundle: Bundle,
  read: Map<string, Incident>,
): Promise<Bundle> {
  const fresh = await Promise.all(
    bundle.items.slice(bundle.listed).map(async (item): Promise<BundleItem> => {
      if (item.dropped) return item;
      const incident = await store.load(item.incident);
      if (incident) read.set(incident.id, incident);
      const delivery = incident?.deliveries[item.delivery];
      const isNeeded = incident && delivery && isUnsent(incident, delivery, bundle, clock.now());
      return isNeeded ? itemOf(incident, delivery.id) : { ...item, dropped: true };
    }),
  );
  return { ...bundle, items: [...bundle.items.slice(0, bundle.listed), ...fresh] };
}

function isUnsent(incident: Incident, delivery: Delivery, { id }: Bundle, now: Date): boolean {
  const { progress } = delivery;
  if (progress.shown > 0 || progress.dead || (progress.bundle !== undefined && progress.bundle !== id)) return false;
  const { bundle: _this, ...free } = progress;
  return readiness(incident, { ...delivery, progress: free }, now) !== 'pointless';
}

function unclaimed({ claim: _dropped, ...progress }: Progress): Progress {
  return progress;
}
