import { operatorsRooms } from '../../domain/operators-rooms.ts';
import type { JobRun, JobRuns } from '../../ports/jobs/job-runs.ts';
import { jobFailedAlarm, jobWorksAlarm } from '../../views/admin/jobs.ts';
import { houseReader } from '../../views/reader.ts';
import { alarm } from '../delivery/operators.ts';
import type { World } from '../world.ts';

type Parts = Pick<World, 'clock' | 'directory' | 'platforms' | 'outbox'> & { readonly runs: JobRuns };

/** Notifies the operators when a job fails, once until it succeeds again, and when it does. */
export function tellAboutFailures({ clock, directory, platforms, outbox, runs }: Parts) {
  return {
    /** @param run one that was just written; one that is not over tells nothing */
    async settle(run: JobRun): Promise<void> {
      if (run.state === 'running' || run.state === 'waiting') return;
      const earlier = await runs.latest({ job: run.job, limit: 10 });
      const previous = earlier.find(({ id, state }) => id !== run.id && state !== 'running' && state !== 'waiting');
      const since = previous?.alarm;
      const hasFailed = run.state !== 'succeeded';
      if (hasFailed) await runs.write(run, { ...run, alarm: since ?? run.id });
      if (hasFailed === (since !== undefined)) return;
      const reader = houseReader(directory(), clock.now());
      const message = hasFailed ? jobFailedAlarm(run, reader) : jobWorksAlarm(run, reader);
      const rooms = operatorsRooms(directory(), platforms);
      await outbox.notify(alarm(rooms, `job/${since ?? run.id}`, message, hasFailed ? 1 : 2));
    },
  };
}
