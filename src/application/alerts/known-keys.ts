import { alertKey } from '../../domain/alerts/alert.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { createCache } from '../../lib/cache.ts';

/** The most incidents whose keys are remembered. */
const mostIncidents = 20;
/** A filter takes 128 KiB. With 100,000 keys it wrongly reports about one key in a hundred. */
const filterBits = 1 << 20;
const hashesPerKey = 4;

interface KeyFilter {
  add(key: string): void;
  /** False: the key was never added. True: it was almost certainly added. */
  mayHave(key: string): boolean;
}

export type KnownKeys = ReturnType<typeof createKnownKeys>;

/** Remembers the alerts of long groups, so that a new alert is recognized without a read of the database. */
export function createKnownKeys() {
  const filters = createCache<string, { readonly total: number; readonly filter: KeyFilter }>({ max: mostIncidents });

  /** Returns a filter that has every alert of this incident; undefined when this process does not know them all. */
  function filterOf({ id, alerts }: Incident): KeyFilter | undefined {
    const known = filters.get(id);
    // Alerts never leave a group, so an equal total means that no other process has added one.
    return known && !alerts?.more && known.total === alerts?.total ? known.filter : undefined;
  }

  /** @param next the stored incident after `from` took in these arrivals */
  function tookIn(from: Incident, next: Incident, arrivals: readonly RoutedAlert[]): void {
    const { alerts: before } = from;
    const { alerts: after } = next;
    if (!before || !after || after.total <= after.alerts.length) return;
    const isListed = !before.more && before.total <= before.alerts.length;
    const filter = filterOf(from) ?? (isListed ? createKeyFilter() : undefined);
    if (!filter) return;
    for (const one of before.alerts) filter.add(alertKey(one));
    for (const { alert } of arrivals) filter.add(alertKey(alert));
    filters.set(next.id, { total: after.total, filter });
  }

  return { filterOf, tookIn };
}

/** A Bloom filter. */
export function createKeyFilter(): KeyFilter {
  const bits = new Uint32Array(filterBits / 32);
  const positionsOf = (key: string) => {
    let [one, other] = [0x811c9dc5, 0x9747b28c];
    for (let index = 0; index < key.length; index += 1) {
      const unit = key.charCodeAt(index);
      one = Math.imul(one ^ unit, 0x01000193);
      other = Math.imul(other ^ unit, 0x5bd1e995);
      other ^= other >>> 15;
    }
    return Array.from({ length: hashesPerKey }, (_, index) => ((one + index * (other | 1)) >>> 0) % filterBits);
  };
  return {
    add(key) {
      for (const position of positionsOf(key)) bits[position >>> 5]! |= 1 << (position & 31);
    },
    mayHave: (key) => positionsOf(key).every((position) => (bits[position >>> 5]! & (1 << (position & 31))) !== 0),
  };
}
