import { randomUUID } from 'node:crypto';
import { nextRun } from '../../domain/jobs/next-run.ts';
import type { Person, Role } from '../../domain/people.ts';
import { actingBy } from '../../domain/permissions.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { type ApiActor, BadField, type JobService } from '../../ports/api.ts';
import type { JobRuns } from '../../ports/jobs/job-runs.ts';
import type { ListedJob } from '../../ports/jobs/jobs.ts';
import { recorded } from '../audit/note-acts.ts';
import type { Recorder } from '../audit/recorder.ts';
import { atField } from '../incidents/at-field.ts';
import { causeOfProgram } from '../incidents/identity.ts';
import { idOf } from '../incidents/known-names.ts';
import type { World } from '../world.ts';
import type { RecurringJob } from './recurring-job.ts';
import type { DueJobs } from './run-due-jobs.ts';

const shownRuns = 10;

/** The recurring jobs for commands, which know already who may do what. */
export interface JobControl {
  list(runs?: number): Promise<readonly ListedJob[]>;
  /** @throws Refused `unknown-job`, `job-running`; StoreUnavailable */
  runNow(name: string, cause: string): Promise<ListedJob>;
}

/** Lists the jobs and has them run at once. */
export function createJobControl(
  { clock, runs }: Pick<World, 'clock'> & { readonly runs: JobRuns },
  jobs: () => readonly RecurringJob[],
  due: Pick<DueJobs, 'runNow'>,
): JobControl {
  async function listed({ name, rule, when, zone }: RecurringJob, limit: number): Promise<ListedJob> {
    const next = nextRun(when, zone, clock.now());
    return { name, rule, zone, ...(next && { next }), runs: await runs.latest({ job: name, limit }) };
  }

  return {
    list: (limit = shownRuns) => Promise.all(jobs().map((job) => listed(job, limit))),
    async runNow(name, cause) {
      const job = jobs().find((one) => one.name === name.trim().toLowerCase());
      if (!job) throw refusedBy('unknown-job', { text: name, known: jobs().map((one) => one.name) });
      if ((await due.runNow(job, cause)) === 'running') throw refusedBy('job-running', { job: job.name });
      return listed(job, shownRuns);
    },
  };
}

/** The same for programs, with the role of whoever they act for. */
export function createJobService(
  world: Pick<World, 'directory' | 'permissions'>,
  control: JobControl,
  recorder: Pick<Recorder, 'record'>,
): JobService {
  async function permitted({ by, tokenRole }: ApiActor, needs: Role): Promise<Person> {
    const { people } = world.directory();
    const person = people.get(atField('by', () => idOf('person', by, [...people.values()])));
    if (!person) throw new BadField('by', `There is no person “${by}”.`);
    await world.permissions.permit(actingBy(person, tokenRole), { name: 'jobs', needs }, 'program');
    return person;
  }

  return {
    async list(by) {
      if (by !== undefined) await permitted({ by }, 'viewer');
      return control.list();
    },
    run(name, actor, idempotencyKey) {
      const { client } = actor;
      let person: Person | undefined;
      const act = () => ({
        via: 'api' as const,
        act: 'jobs',
        args: { action: 'run', job: name },
        ...(client !== undefined && { account: client }),
        ...(person && { by: person.id }),
      });
      return recorded(recorder, act, async () => {
        person = await permitted(actor, 'admin');
        const key = idempotencyKey ?? randomUUID();
        const program = { via: 'api' as const, command: 'jobs', args: {}, by: person.id, idempotencyKey: key };
        return control.runNow(name, causeOfProgram({ ...program, ...(client !== undefined && { client }) }));
      });
    },
  };
}
