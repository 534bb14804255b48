import { type Age, type RetentionKind, retentionKinds, usualRetention } from '../../domain/jobs/retention.ts';
import { sleep } from '../../lib/async.ts';
import type { JobResult, JobRuns } from '../../ports/jobs/job-runs.ts';
import type { Pruned, RetentionStore } from '../../ports/jobs/retention-store.ts';
import { houseZone } from '../../views/reader.ts';
import type { World } from '../world.ts';
import type { RecurringJob } from './recurring-job.ts';

const batch = 200;
/** Deleting waits while messages are due. */
const pauseMs = 20;
const longestMs = 10 * 60_000;
const dayMs = 86_400_000;

export type RetentionParts = Pick<World, 'clock' | 'directory'> & {
  readonly retentionStore: RetentionStore;
  readonly runs: Pick<JobRuns, 'removeBefore'>;
};

/** Deletes every night what is older than the file allows, in small batches. A repeated run continues with the rest. */
export function retentionJob({ clock, directory, retentionStore: store, runs }: RetentionParts): RecurringJob {
  const deleting: Readonly<Record<RetentionKind, (before: Date, signal: AbortSignal) => Promise<number>>> = {
    incidents: (before, signal) => throughNumbers((after) => store.incidents(before, after), signal),
    alerts: (before, signal) => throughNumbers((after) => store.alerts(before, after), signal),
    payloads: (before, signal) => untilNone(() => store.payloads(before, batch), signal),
    audit: (before, signal) => untilNone(() => store.audit(before, batch), signal),
    runs: (before, signal) => untilNone(() => runs.removeBefore(before, batch), signal),
  };

  return {
    name: 'retention',
    rule: 'every day at 03:40',
    when: { cron: '40 3 * * *' },
    zone: houseZone(directory()),
    whenInterrupted: 'run-again',
    longestMs,
    async run({ signal }) {
      const ages = { ...usualRetention, ...directory().retention };
      const result: Record<string, number> = {};
      for (const kind of retentionKinds) {
        const before = cutOff(ages[kind], clock.now());
        if (!before) continue;
        const deleted = await deleting[kind](before, signal);
        if (deleted > 0) Object.assign(result, { [kind]: deleted, [`${kind}Days`]: Number(ages[kind]) / dayMs });
      }
      return result satisfies JobResult;
    },
  };
}

function cutOff(age: Age, now: Date): Date | undefined {
  return age === 'forever' ? undefined : new Date(now.getTime() - age);
}

async function throughNumbers(look: (after: number) => Promise<Pruned>, signal: AbortSignal): Promise<number> {
  let deleted = 0;
  for (let after: number | undefined = 0; after !== undefined; ) {
    signal.throwIfAborted();
    const pruned: Pruned = await look(after);
    deleted += pruned.deleted;
    after = pruned.next;
    await sleep(pruned.deleted > 0 ? pauseMs : 0, signal);
  }
  return deleted;
}

async function untilNone(remove: () => Promise<number>, signal: AbortSignal): Promise<number> {
  let deleted = 0;
  for (let last = 1; last > 0; ) {
    signal.throwIfAborted();
    last = await remove();
    deleted += last;
    await sleep(last > 0 ? pauseMs : 0, signal);
  }
  return deleted;
}
