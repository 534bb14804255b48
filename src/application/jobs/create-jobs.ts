import type { JobService } from '../../ports/api.ts';
import type { JobRuns } from '../../ports/jobs/job-runs.ts';
import type { JobPage } from '../../ports/jobs/jobs.ts';
import type { RetentionStore } from '../../ports/jobs/retention-store.ts';
import type { Cursors } from '../../ports/runtime.ts';
import type { Recorder } from '../audit/recorder.ts';
import type { World } from '../world.ts';
import { createJobPage } from './job-page.ts';
import { createJobControl, createJobService, type JobControl } from './job-service.ts';
import { type JobListParts, recurringJobs } from './recurring-jobs.ts';
import { type DueJobs, runDueJobs } from './run-due-jobs.ts';

/** The stores that jobs use alone. */
export interface JobStores {
  readonly jobRuns: JobRuns;
  readonly retentionStore: RetentionStore;
}

/** Everything about recurring jobs. */
export interface Jobs {
  readonly due: DueJobs;
  readonly control: JobControl;
  readonly service: JobService;
  readonly page: JobPage;
}

/** Creates the recurring jobs, their runner and their services. */
export function createJobs(
  parts: World &
    Omit<JobListParts, 'runs'> &
    JobStores & {
      readonly cursors: Cursors;
      readonly recorder: Pick<Recorder, 'record'>;
    },
): Jobs {
  const runs = parts.jobRuns;
  const jobs = recurringJobs({ ...parts, runs });
  const due = runDueJobs({ ...parts, runs }, jobs);
  const control = createJobControl({ ...parts, runs }, jobs, due);
  return {
    due,
    control,
    service: createJobService(parts, control, parts.recorder),
    page: createJobPage({ ...parts, runs }, control),
  };
}
