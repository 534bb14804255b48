import { parseMoment } from '../../src/domain/on-call/moments.ts';
import { calendarLabel, onCallView } from '../../src/views/on-call/on-call.ts';
import { defineCommand, option } from '../command.ts';

export const oncall = defineCommand({
  name: 'oncall',
  summary: 'Who is on call, and who is next',
  example: 'oncall primary at:2026-12-24T09:00',
  needs: 'viewer',
  reads: true,
  onlyInChat: true,
  options: [
    option('schedule', 'schedule', 'One schedule; all of them unless you say'),
    option('at', 'time', 'A time in your own zone, such as 2026-12-24T09:00; now unless you say'),
  ],
  async run({ context, person, reader, invocation, args }) {
    const now = context.clock.now();
    const at = args.at ? parseMoment(args.at, person.timezone, now) : now;
    const directory = context.directory();
    const schedules = [...directory.schedules.values()].filter(({ id }) => !args.schedule || id === args.schedule);
    const view = onCallView(schedules, at, reader);
    // The link opens to everybody who has it, so it is said only where nobody else reads.
    if (!invocation.where.private || schedules.length === 0) return view;
    const feed = args.schedule ? { schedule: args.schedule } : { person: person.id };
    return { ...view, link: { label: calendarLabel(feed), url: context.calendarLink(feed) } };
  },
});
