import { targetOf } from '../../src/application/incidents/known-names.ts';
import { calendarLabel, onCallView } from '../../src/views/on-call/on-call.ts';
import { serviceView, targetView } from '../../src/views/on-call/who-is-on-call.ts';
import { defineCommand, option } from '../command.ts';
import { momentIn } from '../typed/moments.ts';
import { onCallWords } from '../typed/read-rota.ts';

export const oncall = defineCommand({
  name: 'oncall',
  group: 'on-call',
  summary: 'command.oncall',
  example: 'oncall primary at:2026-12-24T09:00',
  needs: 'viewer',
  reads: true,
  mayBeShared: true,
  forGuests: 'view',
  onlyInChat: true,
  fromWords: onCallWords,
  options: [
    option('schedule', 'schedule', 'option.oncall.schedule'),
    option('service', 'service', 'option.oncall.service'),
    option('for', 'target', 'option.oncall.for'),
    option('at', 'time', 'option.oncall.at'),
  ],
  async run(call) {
    const { context, person, reader, invocation, args } = call;
    const at = args.at ? momentIn(call, 'at', args.at).at : context.clock.now();
    const directory = context.directory();
    if (args.service) return serviceView(args.service, at, reader);
    if (args.for && !args.schedule) return targetView(targetOf(args.for, directory), at, reader);
    const schedules = [...directory.schedules.values()].filter(({ id }) => !args.schedule || id === args.schedule);
    const view = onCallView(schedules, at, reader);
    // The link opens to everybody who has it, so it is said only where nobody else reads.
    if (!invocation.where.private || schedules.length === 0) return view;
    const feed = args.schedule ? { schedule: args.schedule } : { person: person.id };
    return { ...view, links: [{ label: calendarLabel(feed, reader.t), url: context.calendarLink(feed) }] };
  },
});
