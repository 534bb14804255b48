import type { Language } from '../../domain/languages.ts';
import type { PersonId } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { oneLine } from '../../lib/text.ts';
import { translatorFor } from '../../locales/translate.ts';
import type { JobRun, JobRuns, RunEvent } from '../../ports/jobs/job-runs.ts';
import type { JobPage, ListedJob, ShownJob, ShownRun } from '../../ports/jobs/jobs.ts';
import { resultSentence } from '../../views/admin/jobs.ts';
import { recorded } from '../audit/note-acts.ts';
import type { Recorder } from '../audit/recorder.ts';
import type { World } from '../world.ts';
import type { JobControl } from './job-service.ts';

const shownRuns = 20;
const longestReason = 500;

type Parts = Pick<World, 'directory' | 'permissions'> & {
  readonly runs: Pick<JobRuns, 'latest'>;
  readonly recorder: Pick<Recorder, 'record'>;
};

/** Returns the recurring jobs for the web: everybody who is signed in may read them, and admins may run one. */
export function createJobPage({ directory, permissions, runs, recorder }: Parts, control: JobControl): JobPage {
  return {
    list: async (language) => (await control.list(1)).map((job) => shownJob(job, language)),
    async runs(job, language) {
      const latest = await runs.latest({ job, limit: shownRuns });
      return latest.map((run) => shownRun(run, language));
    },
    mayRun: (person) => permissions.may(person, 'admin'),
    run(job, by: PersonId, key) {
      const act = () => ({ via: 'web' as const, act: 'jobs', args: { action: 'run', job }, by });
      return recorded(recorder, act, async () => {
        const person = directory().people.get(by);
        // Taken out of the file since the page was opened.
        if (!person) throw refusedBy('not-allowed', { command: 'jobs', role: 'viewer', needs: 'admin' });
        await permissions.permit(person, { name: 'jobs', needs: 'admin' }, 'person');
        await control.runNow(job, key);
      });
    },
  };
}

function shownJob({ runs: [last], ...job }: ListedJob, language: Language): ShownJob {
  return { ...job, ...(last && { last: shownRun(last, language) }) };
}

function shownRun(run: JobRun, language: Language): ShownRun {
  const { id, job, dueAt, state, attempt, nextTryAt, events } = run;
  const result = resultSentence(job, run.result, { t: translatorFor(language), language });
  return {
    id,
    dueAt,
    state,
    attempt,
    events: events.map(shownEvent),
    ...(nextTryAt && { nextTryAt }),
    ...(id !== `${job}@${dueAt.toISOString()}` && { byHand: true }),
    ...(result !== '' && { result }),
  };
}

function shownEvent(event: RunEvent): RunEvent {
  const { reason } = event;
  return reason === undefined ? event : { ...event, reason: oneLine(reason).slice(0, longestReason) };
}
