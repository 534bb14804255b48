import { refusedBy } from '../../src/domain/refusal.ts';
import type { JobPage, ShownJob, ShownRun } from '../../src/ports/jobs/jobs.ts';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const by = 'tocsin-1';
const mailIsAway = 'Mail server smtp.example.org:587 refused the connection (ECONNREFUSED).';

function ran(id: string, startedAt: Date, given: Partial<ShownRun>): ShownRun {
  const succeeded = { at: new Date(startedAt.getTime() + 4_000), type: 'succeeded', by } as const;
  const events = [{ at: startedAt, type: 'started', by } as const, succeeded];
  return { id, dueAt: startedAt, state: 'succeeded', attempt: 1, events, ...given };
}

const waiting = () =>
  ran('weekly-2', minutesAgo(3), {
    state: 'waiting',
    attempt: 2,
    nextTryAt: minutesAgo(-5),
    events: [
      { at: minutesAgo(3), type: 'started', by },
      { at: minutesAgo(2), type: 'failed', by, reason: mailIsAway, nextTryAt: minutesAgo(1) },
      { at: minutesAgo(1), type: 'started', by },
      { at: minutesAgo(1), type: 'failed', by, reason: mailIsAway, nextTryAt: minutesAgo(-5) },
    ],
  });
const gaveUp = (id: string, reason: string) =>
  ran(id, minutesAgo(7 * 24 * 60), {
    state: 'failed',
    events: [
      { at: minutesAgo(7 * 24 * 60), type: 'started', by },
      { at: minutesAgo(7 * 24 * 60 - 1), type: 'failed', by, reason },
    ],
  });
const deleted = 'deleted 312 incidents older than 400 days and 12,045 alerts older than 90 days';
const daily = () => ran('retention-1', minutesAgo(200), { result: deleted });

/** Three jobs. Alice alone is an admin. What she begins is running until `finish`, and refused while `isRefused`. */
export function busyJobs() {
  let begun: 'no' | 'running' | 'finished' = 'no';
  let isRefused = false;
  let isAway = false;
  const started: string[] = [];

  const byHand = () => {
    const at = new Date();
    if (begun === 'running') {
      const events = [{ at, type: 'started', by } as const];
      return [ran('retention-2', at, { state: 'running', events, byHand: true })];
    }
    return begun === 'finished' ? [ran('retention-2', at, { byHand: true, result: 'deleted 2 payloads' })] : [];
  };
  const runsOf: Record<string, () => readonly ShownRun[]> = {
    retention: () => [...byHand(), daily(), gaveUp('retention-0', 'The database did not answer in time.')],
    'report-weekly-payments-and-checkout': () => [waiting(), gaveUp('weekly-1', mailIsAway)],
    'report-monthly': () => [],
  };
  const job = (name: string, rule: string, next?: Date): ShownJob => {
    const [last] = runsOf[name]?.() ?? [];
    return { name, rule, zone: 'Europe/Berlin', ...(next && { next }), ...(last && { last }) };
  };
  const page: JobPage = {
    async list() {
      if (isAway) throw new Error('The database is away');
      return [
        job('retention', 'every day at 03:40', minutesAgo(-1_240)),
        job('report-weekly-payments-and-checkout', 'every monday at 09:00', minutesAgo(-4 * 24 * 60)),
        job('report-monthly', '0 9 L * *'),
      ];
    },
    runs: async (name) => runsOf[name]?.() ?? [],
    mayRun: async ({ role }) => role === 'admin',
    async run(name, person) {
      if (person !== 'alice') throw refusedBy('not-allowed', { command: 'jobs', role: 'responder', needs: 'admin' });
      if (isRefused) throw refusedBy('job-running', { job: name });
      started.push(name);
      begun = 'running';
    },
  };
  return {
    page,
    started,
    finish: () => {
      begun = 'finished';
    },
    refuse: () => {
      isRefused = true;
    },
    goAway: (away: boolean) => {
      isAway = away;
    },
  };
}
