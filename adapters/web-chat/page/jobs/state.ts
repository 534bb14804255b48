import type { WireJob, WireRun } from '../../wire.ts';
import { focusOn, nameInAddress, sentenceOf } from '../own-page/begin.ts';
import { get, newAction, post } from '../shared/api.ts';
import { changed } from '../shared/state.ts';
import { stateText } from './run.ts';
import { t } from './texts.ts';

interface State {
  jobs: readonly WireJob[] | undefined;
  mayRun: boolean;
  /** Of the selected job. Undefined: they are being read. */
  runs: readonly WireRun[] | undefined;
  /** Why the page has nothing to show, or shows something old. */
  problem: string | undefined;
  /** The name of the selected job. */
  selected: string | undefined;
  /** Whether to run the selected job is being asked, or was refused. */
  run: 'asking' | 'sending' | { readonly problem: string } | undefined;
  /** Said by the screen reader when it has a moment. */
  announcement: string;
}

/** All that the page of recurring jobs knows. Views read it, actions change it and draw the page anew. */
export const jobs: State = {
  jobs: undefined,
  mayRun: false,
  runs: undefined,
  problem: undefined,
  selected: undefined,
  run: undefined,
  announcement: '',
};

/** While a job runs somebody may wait for its end. */
const soonMs = 2_000;
const seldomMs = 30_000;
let timer: ReturnType<typeof setTimeout> | undefined;
let reading: Promise<void> | undefined;

/** Reads the jobs, and the runs of the one that the address names; again by itself, sooner while one runs. */
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

/** Shows the job that stands behind the `#` of the address. */
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

/** Unless another job is selected meanwhile. */
async function readRuns(job: string): Promise<void> {
  const { runs } = await get('runs', { job });
  if (jobs.selected === job) jobs.runs = runs;
}

/** Runs the selected job, and reads what comes of it. */
export async function runSelected(job: string): Promise<void> {
  const as = document.documentElement.dataset.person ?? '';
  show('sending');
  try {
    await post('run-job', { action: newAction(), as, job });
    jobs.announcement = t('web-jobs.run.begun', { job });
    // What is being read may be from before.
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
