import { expect, it } from 'vitest';
import { createAlertsOffList } from '../../../adapters/mongo/incidents/alerts-off-list.ts';
import type { GroupedAlert } from '../../../src/domain/alerts/grouped-alert.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';

const at = new Date('2026-03-09T12:00:00Z');

function alert(fingerprint: string, count = 1): GroupedAlert {
  const times = { since: at, changedAt: at, seenAt: at, turns: [] };
  return { source: 'api', fingerprint, title: fingerprint, status: 'firing', count, ...times };
}

const several = (name: string, count: number) => Array.from({ length: count }, (_, index) => alert(`${name}-${index}`));

function incident(version: number, alerts: readonly GroupedAlert[]): Incident {
  return { id: 'alert-1', version, alerts: { alerts } } as unknown as Incident;
}

function opened() {
  const kept: { version: number; fingerprints: readonly string[] }[] = [];
  let refusals = 0;
  const offList = createAlertsOffList({
    async keepApart(_, version, alerts) {
      if (alerts.length === 0) return;
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('away');
      }
      kept.push({ version, fingerprints: alerts.map(({ fingerprint }) => fingerprint) });
    },
  });
  const next = async (from: Incident, to: Incident) => {
    await offList.keep(from, to);
    offList.writeAhead(from, to);
  };
  const refuse = (count: number) => {
    refusals = count;
  };
  return { kept, next, offList, refuse };
}

const names = (alerts: readonly GroupedAlert[]) => alerts.map(({ fingerprint }) => fingerprint);
const [first, second, third] = [several('first', 20), several('second', 20), several('third', 20)] as const;

it('writes what falls off the list, and nothing ahead while only a few are added', async () => {
  const { kept, next } = opened();
  await next(incident(1, first), incident(2, [...several('new', 2), ...first.slice(0, 18)]));
  expect(kept).toEqual([{ version: 1, fingerprints: names(first.slice(18)) }]);
});

it('writes in a storm what the next decision takes off the list, once', async () => {
  const { kept, next } = opened();
  await next(incident(1, first), incident(2, second));
  expect(kept).toEqual([
    { version: 1, fingerprints: names(first) },
    { version: 2, fingerprints: names(second) },
  ]);
  await next(incident(2, second), incident(3, third));
  expect(kept.slice(2)).toEqual([{ version: 3, fingerprints: names(third) }]);
});

it('writes all of it again when another decision came between', async () => {
  const { kept, next } = opened();
  await next(incident(1, first), incident(2, second));
  await next(incident(3, second), incident(4, several('few', 2)));
  expect(kept.slice(2)).toEqual([{ version: 3, fingerprints: names(second) }]);
});

it('fails with the decision when what falls off the list cannot be written', async () => {
  const { next, refuse } = opened();
  refuse(1);
  await expect(next(incident(1, first), incident(2, second))).rejects.toThrow('away');
});

it('writes with the decision what could not be written ahead', async () => {
  const { kept, next, offList, refuse } = opened();
  await offList.keep(incident(1, first), incident(2, second));
  refuse(1);
  offList.writeAhead(incident(1, first), incident(2, second));
  expect(kept).toHaveLength(1);
  await next(incident(2, second), incident(3, third));
  expect(kept[1]).toEqual({ version: 2, fingerprints: names(second) });
});

it('does not write again what stays on the list for some rounds of a storm', async () => {
  const { kept, next } = opened();
  const [a, b, c, d] = [several('a', 15), several('b', 15), several('c', 15), several('d', 15)] as const;
  const lists = [a, [...b, ...a.slice(0, 5)], [...c, ...b.slice(0, 5)], [...d, ...c.slice(0, 5)]] as const;
  await next(incident(1, lists[0]), incident(2, lists[1]));
  await next(incident(2, lists[1]), incident(3, lists[2]));
  await next(incident(3, lists[2]), incident(4, lists[3]));
  const written = kept.flatMap(({ fingerprints }) => fingerprints);
  // The first ones were there before the storm, so nothing was written ahead of them.
  expect(written).toEqual([...names(a.slice(5)), ...names(b), ...names(a.slice(0, 5)), ...names(c), ...names(d)]);
});

it('writes again what stays on the list and came again meanwhile', async () => {
  const { kept, next } = opened();
  const [a, b, c, d] = [several('a', 20), several('b', 15), several('c', 15), several('d', 15)] as const;
  const again = { ...b[0]!, count: 2 };
  await next(incident(1, a), incident(2, [...b, ...a.slice(0, 5)]));
  await next(incident(2, [...b, ...a.slice(0, 5)]), incident(3, [again, ...c]));
  await next(incident(3, [again, ...c]), incident(4, d));
  expect(kept.filter(({ fingerprints }) => fingerprints.includes('b-0'))).toHaveLength(2);
});

it('remembers what was written ahead through a round with few alerts', async () => {
  const { kept, next } = opened();
  const [a, b, c, d] = [several('a', 20), several('b', 15), several('c', 2), several('d', 15)] as const;
  await next(incident(1, a), incident(2, [...b, ...a.slice(0, 5)]));
  await next(incident(2, [...b, ...a.slice(0, 5)]), incident(3, [...c, ...b, ...a.slice(0, 3)]));
  await next(incident(3, [...c, ...b, ...a.slice(0, 3)]), incident(4, [...d, ...c]));
  expect(kept.filter(({ fingerprints }) => fingerprints.some((one) => one.startsWith('b')))).toHaveLength(1);
});
