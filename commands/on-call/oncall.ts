import { targetOf } from '../../src/application/incidents/known-names.ts';
import { renewCalendarLink } from '../../src/application/on-call/renew-calendar-link.ts';
import { isLoopback } from '../../src/lib/loopback.ts';
import type { Link, Message } from '../../src/ports/message.ts';
import type { CalendarFeed } from '../../src/ports/reporting.ts';
import { calendarLabel, onCallView } from '../../src/views/on-call/on-call.ts';
import { serviceView, targetView } from '../../src/views/on-call/who-is-on-call.ts';
import { type Call, defineCommand, option } from '../command.ts';
import { onCallWords } from '../typed/read/read-rota.ts';
import { momentIn } from '../typed/times/moments.ts';

export const oncall = defineCommand({
  name: 'oncall',
  group: 'on-call',
  summary: 'command.oncall',
  example: 'oncall primary at:2026-12-24T09:00',
  needs: 'viewer',
  reads: ({ calendar }) => calendar === undefined,
  mayBeShared: true,
  forGuests: 'view',
  onlyInChat: true,
  fromWords: onCallWords,
  options: [
    option('schedule', 'schedule', 'option.oncall.schedule'),
    option('service', 'service', 'option.oncall.service'),
    option('for', 'target', 'option.oncall.for'),
    option('at', 'time', 'option.oncall.at'),
    option('calendar', 'choice', 'option.oncall.calendar', {
      choices: [{ value: 'renew', label: 'choice.renew' }],
      onlyByName: true,
    }),
  ],
  async run(call) {
    const { context, reader, invocation, args } = call;
    const at = args.at ? momentIn(call, 'at', args.at).at : context.clock.now();
    if (args.calendar) return renewed(call);
    const directory = context.directory();
    if (args.service) return serviceView(args.service, at, reader);
    if (args.for && !args.schedule) return targetView(targetOf(args.for, directory), at, reader);
    const schedules = [...directory.schedules.values()].filter(({ id }) => !args.schedule || id === args.schedule);
    const view = onCallView(schedules, at, reader);
    if (schedules.length === 0) return view;
    // Everybody who has the calendar's link can open it, so it is shown only where nobody else reads.
    const links = [...(invocation.where.private ? [linkOf(call)] : []), ...pageLinks(call)];
    return links.length > 0 ? { ...view, links } : view;
  },
});

function feedOf({ args, person }: Call): CalendarFeed {
  return args.schedule ? { schedule: args.schedule } : { person: person.id };
}

function linkOf(call: Call): Link {
  const feed = feedOf(call);
  return { label: calendarLabel(feed, call.reader.t), url: call.context.calendarLink(feed) };
}

/** Returns the link to the page of who is on call, unless PUBLIC_URL leads to the reader's own machine instead of this server. */
function pageLinks({ context: { publicUrl }, reader, invocation }: Call): readonly Link[] {
  if (invocation.from.platform !== 'web' && isLoopback(new URL(publicUrl).hostname)) return [];
  return [{ label: reader.t('on-call.page'), url: `${publicUrl}/on-call` }];
}

/**
 * Renews a calendar link. People may renew their own; a schedule's link is in many calendars, so that needs a manager.
 */
async function renewed(call: Call): Promise<Message> {
  const { context, person, reader, invocation, args, cause } = call;
  if (args.schedule) {
    await context.permissions.permit(person, { name: 'oncall calendar:renew', needs: 'manager' }, 'person');
  }
  await renewCalendarLink(context, feedOf(call), cause);
  const text = reader.t('on-call.calendar-renewed');
  return invocation.where.private ? { text, links: [linkOf(call)] } : { text };
}
