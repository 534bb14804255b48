import {
  acceptedToTold,
  type Burst,
  type BurstOfTeams,
  burst,
  burstOfTeams,
  type PageTimes,
  type Storm,
  type StormResult,
  stormOf,
} from './alert-loads.ts';
import type { Benched } from './alert-targets.ts';
import type { Poster } from './post-alerts.ts';

export type Open = () => Promise<Benched>;

/** What can be started and measured; a peer that is not installed is missing. */
export interface Openers {
  readonly tocsin: Readonly<Record<'pages' | 'rooms' | 'demo', Open>>;
  readonly alertmanager: Open | undefined;
  readonly goalert: Open | undefined;
}

/** Of each target by its name, of storms by their label: one for each run. */
export interface Measurements {
  readonly storms: ReadonlyMap<string, ReadonlyMap<string, readonly StormResult[]>>;
  /** An alert now and then, with nothing else to do. */
  readonly alone: ReadonlyMap<string, readonly PageTimes[]>;
  readonly paged: ReadonlyMap<string, readonly PageTimes[]>;
  readonly bursts: ReadonlyMap<string, readonly Burst[]>;
  /** Of Tocsin alone. */
  readonly teams: readonly BurstOfTeams[];
  /** What Tocsin keeps its state in, as it says itself. */
  readonly database: string;
}

export interface Plan {
  /** Of one run of a storm. */
  readonly seconds: number;
  readonly runs: number;
  /** Part of the labels of the storms to be measured, and nothing else; everything when empty. */
  readonly only: string;
}

const separate: Storm = {
  label: 'one alert a request, each an incident and a page',
  shape: 'page',
  batch: 1,
  pagesOthers: true,
};
const team: Storm = { label: '… all for one service, which pages one person', shape: 'team', batch: 1 };
const withRooms: Storm = { label: '… with cards and rooms on Slack, Discord and Telegram', shape: 'page', batch: 1 };
const inDemo: Storm = { label: '… in the demo (web chat)', shape: 'demo', batch: 1 };
const grouped: Storm = { label: 'one alert a request, all into one incident', shape: 'group', batch: 1 };
const batched: Storm = { label: 'batches of 64, all into one incident', shape: 'group', batch: 64 };

/** Alerts come at every part of the 5 s after which GoAlert looks again, and it sends five messages in 5 s. */
const nowAndThen = { perSecond: 0.55, seconds: 5.5 };
const pagesPerSecond = 20;
const pagesForSeconds = 5;
/** GoAlert sends one message a second whatever is asked of it, so this is measured for a moment, and in one run. */
const overloadSeconds = 2;
const alertsInBurst = 5_000;
const warmUpSeconds = 1;

const progress = (line: string) => console.error(`· ${line}`);

/** Measures each load on each target that can take it, one after the other, in turns. */
export async function measure(openers: Openers, poster: Poster, plan: Plan): Promise<Measurements> {
  const { tocsin, alertmanager, goalert } = openers;
  const { storms, database } = await measureStorms(openers, poster, plan);
  const alone = new Map<string, PageTimes[]>();
  const paged = new Map<string, PageTimes[]>();
  const bursts = new Map<string, Burst[]>();
  const teams: BurstOfTeams[] = [];
  for (let run = 1; run <= plan.runs && !plan.only; run += 1) {
    const programs = await openAll([tocsin.pages, alertmanager]);
    await measureAlone([...programs, ...(await openAll([goalert]))], alone);
    for (const program of programs) await measurePages(program, poster, paged, bursts);
    if (run === 1) await measureTeams(await tocsin.pages(), poster, teams);
    if (run === 1 && goalert) await measureOverload(await goalert(), paged);
  }
  return { storms, alone, paged, bursts, teams, database };
}

async function measureStorms({ tocsin, alertmanager, goalert }: Openers, poster: Poster, plan: Plan) {
  const storms = new Map<string, Map<string, StormResult[]>>();
  let database = '';
  const loads: readonly { readonly load: Storm; readonly targets: readonly (Open | undefined)[] }[] = [
    { load: separate, targets: [tocsin.pages, alertmanager, goalert] },
    { load: team, targets: [tocsin.pages, goalert] },
    { load: withRooms, targets: [tocsin.rooms] },
    { load: inDemo, targets: [tocsin.demo] },
    { load: grouped, targets: [tocsin.pages, alertmanager] },
    { load: batched, targets: [tocsin.pages, alertmanager] },
  ];
  for (const { load, targets } of loads.filter(({ load: { label } }) => label.includes(plan.only))) {
    const results = new Map<string, StormResult[]>();
    storms.set(load.label, results);
    for (let run = 1; run <= plan.runs; run += 1) {
      for (const open of targets.filter((one) => one !== undefined)) {
        // What a run leaves to be sent must not slow the next: each has a program to itself.
        const { target, stop, ...program } = await open();
        database = program.database ?? database;
        await stormOf(target, poster, { ...load, pagesOthers: false }, warmUpSeconds);
        // What GoAlert sends meanwhile is its limit, in every run: waiting for it once is enough.
        const pagesOthers = load.pagesOthers && (run === 1 || target.name !== 'GoAlert');
        const result = await stormOf(target, poster, { ...load, pagesOthers }, plan.seconds);
        progress(`${target.name}: ${load.label}: ${JSON.stringify(result)}`);
        add(results, target.name, result);
        await stop();
      }
    }
  }
  // GoAlert posts no cards and opens no rooms, so the same figure stands beside both rows.
  const ofGoAlert = storms.get(separate.label)?.get('GoAlert') ?? [];
  for (const { others: _, ...result } of ofGoAlert) add(storms.get(withRooms.label), 'GoAlert', result);
  return { storms, database };
}

async function openAll(openers: readonly (Open | undefined)[]): Promise<Benched[]> {
  const programs: Benched[] = [];
  for (const open of openers) if (open) programs.push(await open());
  return programs;
}

/** Measures an alert now and then on all of them at the same time: they have next to nothing to do. Stops GoAlert. */
async function measureAlone(programs: readonly Benched[], alone: Map<string, PageTimes[]>): Promise<void> {
  const { perSecond, seconds } = nowAndThen;
  const measureOne = async ({ target, stop }: Benched) => {
    const times = await acceptedToTold(target, perSecond, seconds);
    progress(`${target.name}: an alert now and then: ${JSON.stringify(times)}`);
    add(alone, target.name, times);
    if (target.name === 'GoAlert') await stop();
  };
  await Promise.all(programs.map(measureOne));
}

/** Twenty alerts a second and then the burst: the memory of five thousand open incidents is to be that of these alone. */
async function measurePages(
  { target, stop }: Benched,
  poster: Poster,
  paged: Map<string, PageTimes[]>,
  bursts: Map<string, Burst[]>,
): Promise<void> {
  await acceptedToTold(target, pagesPerSecond, warmUpSeconds);
  add(paged, target.name, await acceptedToTold(target, pagesPerSecond, pagesForSeconds));
  const result = await burst(target, poster, alertsInBurst);
  progress(`${target.name}: burst: ${JSON.stringify(result)}`);
  add(bursts, target.name, result);
  await stop();
}

/** The same burst for fifty people on call, most of it in messages that name many. Their limits set its time, so one run is enough. */
async function measureTeams({ target, stop }: Benched, poster: Poster, teams: BurstOfTeams[]): Promise<void> {
  const result = await burstOfTeams(target, poster, alertsInBurst);
  progress(`${target.name}: burst for fifty people: ${JSON.stringify(result)}`);
  teams.push(result);
  await stop();
}

async function measureOverload({ target, stop }: Benched, paged: Map<string, PageTimes[]>): Promise<void> {
  const result = await acceptedToTold(target, pagesPerSecond, overloadSeconds);
  progress(`${target.name}: ${pagesPerSecond} a second: ${JSON.stringify(result)}`);
  add(paged, target.name, result);
  await stop();
}

function add<T>(results: Map<string, T[]> | undefined, name: string, result: T): void {
  results?.set(name, [...(results.get(name) ?? []), result]);
}
