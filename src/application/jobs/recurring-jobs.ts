import type { RecurringJob } from './recurring-job.ts';
import { type ReportParts, reportJob } from './report-job.ts';
import { type RetentionParts, retentionJob } from './retention-job.ts';

export type JobListParts = RetentionParts & ReportParts;

/** Returns the recurring jobs as the configuration file says at this moment. */
export function recurringJobs(parts: JobListParts): () => readonly RecurringJob[] {
  return () => [
    retentionJob(parts),
    ...[...(parts.directory().reports?.values() ?? [])].map((plan) => reportJob(parts, plan)),
  ];
}
