import {
  type Bundle,
  type BundleItem,
  dueAt,
  isInBundle,
  type JoinRequest,
  join,
  laneOf,
  withChanges,
} from '../../../domain/incident/bundles/bundle.ts';
import { createCache } from '../../../lib/cache.ts';
import { retried, WriteConflict } from '../../../lib/retried.ts';
import type { BundleStore } from '../../../ports/notifications.ts';
import type { Clock } from '../../../ports/runtime.ts';
import { lookAgainMs } from '../claims.ts';
import { together } from './together.ts';

/**
 * How long an item waits for others to be written with it, because a storm would otherwise write a bundle again and again.
 * Without the bundle it would have waited for more than 10 s.
 */
const defaultGatherMs = 400;
/** The most bundles that this process remembers as it has written them. Each takes up to 50 KiB. */
const mostRemembered = 50;

interface Parts {
  readonly store: BundleStore;
  readonly clock: Clock;
  /** How long an item waits for others, in milliseconds. */
  readonly gatherBundlesMs?: number;
}

/** Writes bundles by compare-and-set, and retries when another process was first. */
export interface BundleChanges {
  /**
   * Changes the stored bundle.
   *
   * @param change returns undefined, or the bundle itself, to change nothing
   * @returns the changed bundle; undefined when there is none, or when `change` returned undefined
   */
  change(id: string, change: (bundle: Bundle) => Bundle | undefined): Promise<Bundle | undefined>;
  /**
   * Adds an item to the latest bundle of its lane, or to a new one. Returns the bundle. Simultaneous items are written
   * together.
   */
  join(request: JoinRequest): Promise<Bundle>;
  /** Shows the present state of this incident in the bundle. Simultaneous updates are written together. */
  update(id: string, item: BundleItem): Promise<void>;
}

export function createBundleChanges({ store, clock, gatherBundlesMs = defaultGatherMs }: Parts): BundleChanges {
  /**
   * The latest bundle of each lane, as this process has written it. The compare-and-set finds out whether another process
   * has changed it since, so it may be the base of a write, but never a reason to omit one.
   */
  const remembered = createCache<string, Bundle>({ max: mostRemembered });

  /** @returns the stored bundle; undefined when another process was first */
  async function put(bundle: Bundle): Promise<Bundle | undefined> {
    const { lane } = bundle;
    const now = clock.now();
    const lookAt = bundle.progress.claim ? new Date(now.getTime() + lookAgainMs) : dueAt(bundle);
    const next = { ...bundle, version: bundle.version + 1 };
    const isRemembered = remembered.get(lane)?.id === bundle.id;
    // Until the database answers, it is unknown whether the bundle was stored.
    if (isRemembered) remembered.delete(lane);
    if (!(await store.put(next, lookAt))) return undefined;
    if (isRemembered) remembered.set(lane, next);
    return next;
  }

  async function change(id: string, decide: (bundle: Bundle) => Bundle | undefined): Promise<Bundle | undefined> {
    const known = remembered.get(laneOf(id));
    const ahead = known?.id === id ? decide(known) : undefined;
    const written = ahead && ahead !== known ? await put(ahead) : undefined;
    if (written) return written;
    return retried(async () => {
      const bundle = await store.load(id);
      const next = bundle && decide(bundle);
      if (!next || next === bundle) return next;
      return (await put(next)) ?? conflictOn(id);
    });
  }

  function joinAll(lane: string, requests: readonly JoinRequest[]): Promise<readonly Bundle[]> {
    return retried(async (attempt) => {
      const known = attempt === 1 ? remembered.get(lane) : undefined;
      const latest = known ?? (await store.latest(lane));
      const changed = join(latest, requests, clock.now());
      // That all are in the remembered bundle is certain only once it was read.
      const kept = known && changed.length === 0 ? conflictOn(lane) : await putAll(changed);
      const all = latest ? [...kept, latest] : kept;
      remembered.set(
        lane,
        all.reduce((last, one) => (one.number > last.number ? one : last)),
      );
      const joined = requests.map(({ item }) => all.find((bundle) => isInBundle(bundle, item)));
      return joined.every((bundle) => bundle !== undefined) ? joined : conflictOn(lane);
    });
  }

  /** In order: bundles that were stored stay, and the next attempt finds them. Throws WriteConflict. */
  async function putAll(changed: readonly Bundle[]): Promise<readonly Bundle[]> {
    const all: Bundle[] = [];
    for (const bundle of changed) all.push((await put(bundle)) ?? conflictOn(bundle.id));
    return all;
  }

  const joinTogether = together(joinAll, gatherBundlesMs);
  const updateTogether = together(async (id, items: readonly BundleItem[]) => {
    await change(id, (bundle) => withChanges(bundle, items));
    return items.map(() => undefined);
  });

  return {
    change,
    join: (request) => joinTogether(request.lane, request),
    update: (id, item) => updateTogether(id, item),
  };
}

function conflictOn(what: string): never {
  throw new WriteConflict(`Bundle ${what} has changed since it was read`);
}
