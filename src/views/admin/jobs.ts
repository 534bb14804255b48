import { type RetentionKind, retentionKinds } from '../../domain/jobs/retention.ts';
import { oneLine } from '../../lib/text.ts';
import type { JobResult, JobRun } from '../../ports/jobs/job-runs.ts';
import type { ListedJob } from '../../ports/jobs/jobs.ts';
import type { Message } from '../../ports/message.ts';
import { inWords } from '../names.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';

/** Returns the recurring jobs, each with its next run and how the last one went. */
export function jobsView(jobs: readonly ListedJob[], reader: Reader): Message {
  const { t, language } = reader;
  const title = t('jobs.title', { count: jobs.length });
  const lines = jobs.map(({ name, rule, next, runs: [last] }) => {
    const coming = next ? t('jobs.next', { time: moment(next, reader) }) : t('jobs.next.none');
    return [name, rule, coming, last ? runSentence(last, reader) : t('jobs.never')].join(' · ');
  });
  return { text: title, title, body: lines.join('\n'), tone: 'neutral', language };
}

export function jobBegunView({ name }: ListedJob, { t, language }: Reader): Message {
  return { text: t('jobs.begun', { job: name }), language };
}

/** Returns the outcome of a run in a few words. */
function runSentence(run: JobRun, reader: Reader): string {
  const { t } = reader;
  const last = run.events.at(-1);
  const time = moment(last?.at ?? run.dueAt, reader);
  const reason = reasonOf(run, reader);
  switch (run.state) {
    case 'succeeded': {
      const result = resultSentence(run.job, run.result, reader);
      return result ? t('jobs.succeeded.with', { time, result }) : t('jobs.succeeded', { time });
    }
    case 'failed':
      return t('jobs.failed', { time, reason });
    case 'waiting':
      return t('jobs.waiting', { time, reason, next: moment(run.nextTryAt ?? run.dueAt, reader) });
    case 'running':
      return t('jobs.running', { time });
    case 'interrupted':
      return t('jobs.interrupted', { time });
    default:
      return run.state satisfies never;
  }
}

/** Returns what a run did, such as “deleted 312 incidents older than 400 days”; empty when there is nothing to say. */
export function resultSentence(
  job: string,
  result: JobResult | undefined,
  { t, language }: Pick<Reader, 't' | 'language'>,
): string {
  if (!result) return '';
  if (job !== 'retention') return t('jobs.sent', { count: result.messages ?? 0 });
  const deleted = retentionKinds.flatMap((kind: RetentionKind) => {
    const count = result[kind] ?? 0;
    return count === 0 ? [] : [t(`jobs.deleted.${kind}`, { count, days: Math.round(result[`${kind}Days`] ?? 0) })];
  });
  return deleted.length === 0 ? t('jobs.deleted.nothing') : t('jobs.deleted', { what: inWords(deleted, language) });
}

/** Tells the operators that a run failed for good. */
export function jobFailedAlarm(run: JobRun, reader: Reader): Message {
  const { t, language } = reader;
  const { job, attempt: count } = run;
  const text =
    run.state === 'interrupted'
      ? t('jobs.alarm.interrupted', { job })
      : t('jobs.alarm.failed', { job, count, reason: reasonOf(run, reader) });
  return { text, title: text, body: t('jobs.alarm.to-do', { job }), tone: 'warning', language };
}

/** Replaces the alarm of a failed run when the job succeeds again. */
export function jobWorksAlarm({ job }: JobRun, { t, language }: Reader): Message {
  return { text: t('jobs.alarm.works', { job }), tone: 'success', language };
}

function reasonOf({ events }: JobRun, { t }: Reader): string {
  const failure = events.findLast(({ reason }) => reason !== undefined);
  return oneLine(failure?.reason ?? '').replace(/\.$/, '') || t('jobs.no-reason');
}
