import type { WireJob, WireRun } from '../../wire.ts';
import { focusOn } from '../own-page/begin.ts';
import { nameInAddress } from '../shared/address.ts';
import { get, newAction, post, sentenceOf } from '../shared/api.ts';
import { changed } from '../shared/state.ts';
import { stateText } from './run.ts';
import { t } from './texts.ts';

interface State {
  jobs: readonly WireJob[] | undefined;
  mayRun: boolean;
  /** Runs of the selected job. Undefined while they are loading. */
  runs: readonly WireRun[] | undefined;
  /** Why the page shows nothing, or outdated data. */
  problem: string | undefined;
  /** Name of the selected job. */
  selected: string | undefined;
  /** State of the request to run the selected job: to be confirmed, sent, or failed. */
  run: 'asking' | 'sending' | { readonly problem: string } | undefined;
  /** Text for screen readers, announced politely. */
  announcement: string;
}

/** The state of the page of recurring jobs. Views read it; actions change it and render the page. */
export const jobs: State = {
  jobs: undefined,
  mayRun: false,
  runs: undefined,
  problem: undefined,
  selected: undefined,
  run: undefined,
  announcement: '',
};

/** Reload interval while a job runs, because somebody may wait for its end. */
const soonMs = 2_000;
const seldomMs = 30_000;
let timer: ReturnType<typeof setTimeout> | undefined;
let reading: Promise<void> | undefined;

/** Loads the jobs, and the runs of the one in the URL; repeats by itself, more often while one runs. */
export function readJobs(): Promise<void> {
  reading ??= read().finally(() => {
    reading = undefined;
    clearTimeout(timer);
    timer = setTimeout(() => void (document.hidden || readJobs()), isAnyUnderWay() ? soonMs : seldomMs);
  });
  return reading;
}

async function read(): Promise<void> {
  try {
    const found = await get('jobs', {});
    tellWhatEnded(found.jobs);
    jobs.jobs = found.jobs;
    jobs.mayRun = found.mayRun;
    jobs.problem = undefined;
    jobs.selected = found.jobs.find(({ name }) => name === nameInAddress())?.name;
    if (jobs.selected !== undefined) await readRuns(jobs.selected);
  } catch (err) {
    jobs.problem = sentenceOf(err);
  }
  changed();
}

/** Selects the job behind the `#` of the URL. */
export async function selectByAddress(): Promise<void> {
  const name = nameInAddress();
  jobs.selected = jobs.jobs?.find((one) => one.name === name)?.name;
  jobs.runs = undefined;
  jobs.run = undefined;
  changed();
  if (jobs.selected === undefined) return;
  try {
    await readRuns(jobs.selected);
  } catch (err) {
    jobs.problem = sentenceOf(err);
  }
  changed();
}

/** Loads the runs of a job, unless another job is selected meanwhile. */
async function readRuns(job: string): Promise<void> {
  const { runs } = await get('runs', { job });
  if (jobs.selected === job) jobs.runs = runs;
}

/** Runs the selected job, and loads the result. */
export async function runSelected(job: string): Promise<void> {
  const as = document.documentElement.dataset.person ?? '';
  show('sending');
  try {
    await post('run-job', { action: newAction(), as, job });
    jobs.announcement = t('web-jobs.run.begun', { job });
    // A load that began earlier may lack the new run.
    await reading;
    await readJobs();
    show(undefined);
  } catch (err) {
    show({ problem: sentenceOf(err) });
  }
  focusOn('run');
}

export function show(run: State['run']): void {
  jobs.run = run;
  changed();
}

function isAnyUnderWay(): boolean {
  return jobs.jobs?.some(({ last }) => isUnderWay(last)) ?? false;
}

export function isUnderWay(run: WireRun | undefined): boolean {
  return run?.state === 'running' || run?.state === 'waiting';
}

function tellWhatEnded(next: readonly WireJob[]): void {
  for (const { name, last } of next) {
    const before = jobs.jobs?.find((one) => one.name === name);
    if (!before || !last || (before.last?.id === last.id && before.last.state === last.state)) continue;
    jobs.announcement = t('web-jobs.changed', { job: name, state: stateText(last.state) });
  }
}
