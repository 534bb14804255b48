import type { Burst, PageTimes, StormResult } from './alert-loads.ts';
import { markdownTable, median, mib, ms, ratio } from './figures.ts';

/** Of each target by its name, of storms by their label: one for each run. */
export interface Measurements {
  readonly storms: ReadonlyMap<string, ReadonlyMap<string, readonly StormResult[]>>;
  readonly paged: ReadonlyMap<string, readonly PageTimes[]>;
  readonly bursts: ReadonlyMap<string, readonly Burst[]>;
}

type Show = (value: number) => string;

const perSecond: Show = (value) => `${Math.round(value)} a second`;
const inSeconds: Show = (value) => `${value.toFixed(1)} s`;
const count: Show = (value) => String(value);

/** Returns the rows for docs/benchmarks.md: medians of the runs, and Tocsin's as so many times Alertmanager's. */
export function figureTable({ storms, paged, bursts }: Measurements, alertmanager: string | undefined): string {
  function row<T>(label: string, all: ReadonlyMap<string, readonly T[]>, of: (one: T) => number, show: Show): string[] {
    const [mine, theirs] = ['Tocsin', 'Alertmanager'].map((target) => all.get(target)?.map(of));
    const ours = median(mine ?? []);
    if (!theirs) return [label, show(ours), '–', '–'];
    return [label, show(ours), show(median(theirs)), median(theirs) > 0 ? ratio(ours, median(theirs)) : '–'];
  }
  const stormRows = [...storms].flatMap(([label, results]) => {
    const isMeasured = [...results.values()].flat().some(({ others }) => others);
    const others = (which: 'p50' | 'p99') => (one: StormResult) => one.others?.[which] ?? Number.NaN;
    return [
      row(label, results, (one) => one.perSecond, perSecond),
      ...(isMeasured
        ? [
            row('… somebody else’s page meanwhile, p50', results, others('p50'), ms),
            row('… somebody else’s page meanwhile, p99', results, others('p99'), ms),
          ]
        : []),
    ];
  });
  return markdownTable(
    ['', 'Tocsin', alertmanager ? `Alertmanager ${alertmanager}` : 'Alertmanager (not installed)', 'ratio'],
    [
      ...stormRows,
      row('20 a second, accepted to told, p50', paged, (one) => one.fromAccepted.p50, ms),
      row('20 a second, accepted to told, p99', paged, (one) => one.fromAccepted.p99, ms),
      row('20 a second, posted to told, p50', paged, (one) => one.fromPosted.p50, ms),
      row('20 a second, posted to told, p99', paged, (one) => one.fromPosted.p99, ms),
      row('burst of 5,000, until all are accepted', bursts, (one) => one.acceptedS, inSeconds),
      row('burst of 5,000, until all are told', bursts, (one) => one.toldS, inSeconds),
      row('burst of 5,000, lost', bursts, (one) => one.lost, count),
      row('burst of 5,000, told twice', bursts, (one) => one.doubled, count),
      row('memory (RSS) at 5,000 open', bursts, (one) => one.rssBytes, mib),
    ],
  );
}
