import type { PageTimes, StormResult } from './alert-loads.ts';
import type { Measurements } from './alert-measure.ts';
import { markdownTable, median, mib, ms, ratio } from './figures.ts';
import type { GoAlertTools } from './goalert/goalert.ts';
import { giveUpMs } from './load.ts';

/** The versions of what is measured beside Tocsin; undefined for what is not there. */
export interface Peers {
  readonly alertmanager: string | undefined;
  readonly goalert: string | undefined;
}

type Show = (value: number) => string;

const perSecond: Show = (value) => `${Math.round(value)} a second`;
const inSeconds: Show = (value) => `${value.toFixed(1)} s`;
const count: Show = (value) => String(value);
const toPage: Show = (value) => (value >= giveUpMs ? `over ${giveUpMs / 1_000} s` : ms(value));

const notComparable = '–';

/** Returns the rows for docs/benchmarks.md: medians of the runs, and Tocsin's as so many times each peer's. */
export function figureTable({ storms, alone, paged, bursts, teams }: Measurements, versions: Peers): string {
  const peers = [
    { name: 'Alertmanager', version: versions.alertmanager },
    { name: 'GoAlert', version: versions.goalert },
  ];
  function row<T>(label: string, all: ReadonlyMap<string, readonly T[]>, of: (one: T) => number, show: Show): string[] {
    const ours = median(all.get('Tocsin')?.map(of) ?? []);
    const cells = peers.flatMap(({ name, version }) => {
      if (!version) return ['not measured', notComparable];
      const values = all.get(name)?.map(of);
      if (!values) return [notComparable, notComparable];
      const theirs = median(values);
      const wasGivenUp = show === toPage && theirs >= giveUpMs;
      return [show(theirs), theirs > 0 && !wasGivenUp ? ratio(ours, theirs) : notComparable];
    });
    return [label, show(ours), ...cells];
  }
  const pageRows = (label: string, all: Measurements['paged'], of: (one: PageTimes) => PageTimes['fromPosted']) =>
    (['p50', 'p99'] as const).map((which) => row(`${label}, ${which}`, all, (one) => of(one)[which], toPage));
  const stormRows = [...storms].flatMap(([label, results]) => {
    const withOthers = new Map(
      [...results].flatMap(([name, all]) => {
        const some = all.filter(({ others }) => others);
        return some.length > 0 ? [[name, some] as const] : [];
      }),
    );
    const others = (which: 'p50' | 'p99') => (one: StormResult) => one.others?.[which] ?? Number.NaN;
    return [
      row(label, results, (one) => one.perSecond, perSecond),
      ...(withOthers.size > 0
        ? [
            row('… somebody else’s page meanwhile, p50', withOthers, others('p50'), toPage),
            row('… somebody else’s page meanwhile, p99', withOthers, others('p99'), toPage),
          ]
        : []),
    ];
  });
  const head = [
    '',
    'Tocsin',
    ...peers.flatMap(({ name, version }) => [version ? `${name} ${version}` : name, 'ratio']),
  ];
  const aloneRows = [
    row('an alert every 1.8 s, posted to told, p50', alone, (one) => one.fromPosted.p50, toPage),
    row('an alert every 1.8 s, posted to told, the slowest', alone, (one) => one.fromPosted.p99, toPage),
  ];
  const burstRows = [
    row('burst of 5,000, until all are accepted', bursts, (one) => one.acceptedS, inSeconds),
    row('burst of 5,000, until all are told', bursts, (one) => one.toldS, inSeconds),
    row('burst of 5,000, lost', bursts, (one) => one.lost, count),
    row('burst of 5,000, told twice', bursts, (one) => one.doubled, count),
    row('memory (RSS) at 5,000 open', bursts, (one) => one.rssBytes, mib),
  ];
  const ofTeams = new Map([['Tocsin', teams]]);
  const teamRows = [
    row('burst of 5,000 for 50 people on call, until all are accepted', ofTeams, (one) => one.acceptedS, inSeconds),
    row('… until all are told, alone or named with others', ofTeams, (one) => one.toldS, inSeconds),
    row('… messages that were sent', ofTeams, (one) => one.messages, count),
    row('… lost', ofTeams, (one) => one.lost, count),
  ];
  return markdownTable(head, [
    ...stormRows,
    ...(alone.size > 0 ? aloneRows : []),
    ...(paged.size > 0
      ? [
          ...pageRows('20 a second, accepted to told', paged, (one) => one.fromAccepted),
          ...pageRows('20 a second, posted to told', paged, (one) => one.fromPosted),
        ]
      : []),
    ...(bursts.size > 0 ? [...burstRows, ...teamRows] : []),
  ]);
}

/** Returns what a reader must know of GoAlert's column to judge it fairly. */
export function notesOn({ version, postgres }: GoAlertTools): string {
  return (
    `GoAlert ${version} on PostgreSQL ${postgres.version}, both with their defaults, so every alert is on disk before it is accepted. ` +
    'Each person has a service and an integration key, and is paged in a Slack direct message; the limit of 200 open alerts a service ' +
    'is lifted. GoAlert takes one request at a time for each key. It looks every 5 s for what is to be ' +
    'sent, and sends at most 5 messages in 5 s to all Slack users together. Under load its times to told are the length of that queue, ' +
    `whatever it can do: they say nothing of its speed. What is not told in ${giveUpMs / 1_000} s counts as ${giveUpMs / 1_000} s; that and somebody else’s page are measured in one run. ` +
    'It posts no cards and opens no rooms, so its figure beside these is that of the first row. It takes one alert a request: ' +
    'bursts in batches are not measured.'
  );
}
