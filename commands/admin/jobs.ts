import { refusedBy } from '../../src/domain/refusal.ts';
import { jobBegunView, jobsView } from '../../src/views/admin/jobs.ts';
import { defineCommand, option } from '../command.ts';

export const jobs = defineCommand({
  name: 'jobs',
  group: 'admin',
  summary: 'command.jobs',
  example: 'jobs run retention',
  needs: 'admin',
  toLook: 'viewer',
  reads: ({ action = 'list' }) => action !== 'run',
  onlyInChat: true,
  options: [
    option('action', 'choice', 'option.jobs.action', { choices: [{ value: 'list' }, { value: 'run' }] }),
    option('job', 'text', 'option.jobs.job', { maxLength: 80 }),
  ],
  async run({ context, args, cause, reader }) {
    if (args.action !== 'run') return jobsView(await context.jobs.list(1), reader);
    if (!args.job) {
      const known = (await context.jobs.list(0)).map(({ name }) => name);
      throw refusedBy('job-missing', { known });
    }
    return jobBegunView(await context.jobs.runNow(args.job, cause), reader);
  },
});
