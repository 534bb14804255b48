import type { Burst, PageTimes, RushResult, WritePressure } from './alert-loads.ts';
import { markdownTable, median, mib, ms, ratio } from './figures.ts';

/** Of each target by its name, of rushes by name and label: one for each run. */
export interface Measurements {
  readonly rushed: ReadonlyMap<string, readonly RushResult[]>;
  readonly paged: ReadonlyMap<string, readonly PageTimes[]>;
  readonly bursts: ReadonlyMap<string, readonly Burst[]>;
}

/** The rows for README: medians of the runs, and Tocsin's as so many times Alertmanager's. */
export function figureTable(
  rushes: readonly WritePressure[],
  { rushed, paged, bursts }: Measurements,
  alertmanager: string | undefined,
): string {
  type Show = (value: number) => string;
  function row<T>(
    label: string,
    all: (target: string) => readonly T[] | undefined,
    of: (one: T) => number,
    show: Show,
  ) {
    const [mine, theirs] = ['Tocsin', 'Alertmanager'].map((target) => all(target)?.map(of));
    const ours = median(mine ?? []);
    if (!theirs) return [label, show(ours), 'not installed', '–'];
    return [label, show(ours), show(median(theirs)), median(theirs) > 0 ? ratio(ours, median(theirs)) : '–'];
  }
  const perSecond: Show = (value) => `${Math.round(value)} a second`;
  const inSeconds: Show = (value) => `${value.toFixed(1)} s`;
  const count: Show = (value) => String(value);
  const pages = (target: string) => paged.get(target);
  const storms = (target: string) => bursts.get(target);
  return markdownTable(
    ['', 'Tocsin', alertmanager ? `Alertmanager ${alertmanager}` : 'Alertmanager', 'ratio'],
    [
      ...rushes.map(({ label }) =>
        row(
          label,
          (target) => rushed.get(`${target} ${label}`),
          (one) => one.perSecond,
          perSecond,
        ),
      ),
      row('20 a second, accepted to told, p50', pages, (one) => one.fromAccepted.p50, ms),
      row('20 a second, accepted to told, p99', pages, (one) => one.fromAccepted.p99, ms),
      row('20 a second, posted to told, p50', pages, (one) => one.fromPosted.p50, ms),
      row('20 a second, posted to told, p99', pages, (one) => one.fromPosted.p99, ms),
      row('burst of 5,000, until all are accepted', storms, (one) => one.acceptedS, inSeconds),
      row('burst of 5,000, until all are told', storms, (one) => one.toldS, inSeconds),
      row('burst of 5,000, lost', storms, (one) => one.lost, count),
      row('burst of 5,000, told twice', storms, (one) => one.doubled, count),
      row('memory (RSS) at 5,000 open', storms, (one) => one.rssBytes, mib),
    ],
  );
}
