import {
  type Bundle,
  type BundleItem,
  dueAt,
  isInBundle,
  type JoinRequest,
  join,
  withChanges,
} from '../../../domain/incident/bundles/bundle.ts';
import type { BundleStore } from '../../../ports/notifications.ts';
import type { Clock } from '../../../ports/runtime.ts';
import { lookAgainMs } from '../claims.ts';
import { together } from './together.ts';

/** Each lost race means that another process wrote something meanwhile. */
const attempts = 50;

interface Parts {
  readonly store: BundleStore;
  readonly clock: Clock;
}

/** Writes of bundles. Each is a compare-and-set, tried again when somebody else was first. */
export interface BundleChanges {
  /**
   * Changes the bundle as it is kept now.
   *
   * @param change returns undefined, or the bundle itself, to leave it as it is
   * @returns the bundle after it; undefined when there is none, or when `change` returned undefined
   */
  change(id: string, change: (bundle: Bundle) => Bundle | undefined): Promise<Bundle | undefined>;
  /** Adds it to the latest bundle of its lane, or to a new one. Returns the bundle's id. What comes at once is written together. */
  join(request: JoinRequest): Promise<string>;
  /** Has the bundle show this incident as it is. What comes at once is written together. */
  update(id: string, item: BundleItem): Promise<void>;
}

export function createBundleChanges({ store, clock }: Parts): BundleChanges {
  /** @returns false when somebody else was first */
  function put(bundle: Bundle): Promise<boolean> {
    const now = clock.now();
    const lookAt = bundle.progress.claim ? new Date(now.getTime() + lookAgainMs) : dueAt(bundle);
    return store.put({ ...bundle, version: bundle.version + 1 }, lookAt);
  }

  async function change(id: string, decide: (bundle: Bundle) => Bundle | undefined): Promise<Bundle | undefined> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const bundle = await store.load(id);
      const next = bundle && decide(bundle);
      if (!next || next === bundle) return next;
      if (await put(next)) return { ...next, version: next.version + 1 };
    }
    throw new Error(`Bundle ${id} was changed by others ${attempts} times in a row`);
  }

  async function joinAll(lane: string, requests: readonly JoinRequest[]): Promise<readonly string[]> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const latest = await store.latest(lane);
      const changed = join(latest, requests, clock.now());
      if (await putAll(changed)) {
        const all = latest ? [...changed, latest] : changed;
        return requests.map(({ item }) => all.find((bundle) => isInBundle(bundle, item))?.id ?? '');
      }
    }
    throw new Error(`Bundles of ${lane} were changed by others ${attempts} times in a row`);
  }

  /** In order: what was kept of them stays, and the next attempt finds it there. */
  async function putAll(changed: readonly Bundle[]): Promise<boolean> {
    for (const bundle of changed) if (!(await put(bundle))) return false;
    return true;
  }

  const joinTogether = together(joinAll);
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
