import { z } from 'zod';
import { readWhen } from '../../../domain/jobs/read-when.ts';
import type { When, WhenFault } from '../../../domain/jobs/when.ts';
import type { ReportPlan } from '../../../domain/reports/plan.ts';
import { defined } from '../../../lib/defined.ts';
import { say, shown } from '../../mistakes.ts';
import { timezone } from '../../times.ts';
import { channelFields } from '../accounts.ts';
import { filledList, group, type KnownIds, type Named, oneOf, reference, text } from '../fields.ts';

const faults: Readonly<Record<WhenFault, readonly [wrong: string, todo?: string]>> = {
  unreadable: ['is not understood'],
  'unreadable-cron': ['is not a cron pattern', 'write minute, hour, day of the month, month and weekday'],
  'unreadable-hour': ['has no hour that can be read', 'write it as 9, 09:00 or 6pm'],
  'too-often': ['is more often than once a minute'],
  never: ['never comes'],
};

/** Reads when a job recurs, in words or as a cron expression. */
function recurrence() {
  const expected =
    'words such as “every monday at 09:00”, “first monday of the month at 10:00”, “2 hours”, or cron: 0 9 * * mon';
  return text<{ readonly rule: string; readonly when: When }>(expected, (value) => {
    const rule = value.trim().replace(/\s+/g, ' ');
    const read = readWhen(rule);
    if ('when' in read) return { value: { rule, when: read.when } };
    const [wrong, todo] = faults[read.fault];
    return { wrong: `${shown(value)} ${wrong}`, ...(todo && { todo }) };
  });
}

function mailAddress() {
  return text<string>('a mail address', (value) => {
    const address = value.trim();
    const isAddress = /^[^\s\p{Cc}@<>,;]+@[^\s\p{Cc}@<>,;]+$/u.test(address);
    return isAddress ? { value: address } : { wrong: `${shown(value)} is not a mail address` };
  });
}

export function reportSchema(known: KnownIds) {
  return group('a report such as { when: every monday at 09:00, period: week, to: { people: [alice] } }', {
    when: recurrence(),
    timezone: timezone().optional(),
    period: oneOf(['week', 'month']).default('week'),
    services: filledList('services', reference('services', known)).optional(),
    teams: filledList('teams', reference('teams', known)).optional(),
    to: group('who gets it, such as { slack: C012AB3CD, people: [alice], mail: [boss@example.org] }', {
      slack: channelFields.slack.optional(),
      discord: channelFields.discord.optional(),
      telegram: channelFields.telegram.optional(),
      web: channelFields.web.optional(),
      people: filledList('people', reference('people', known)).optional(),
      mail: filledList('mail addresses', mailAddress()).optional(),
    }),
  }).transform(({ when, timezone: zone, period, services, teams, to }, context): Named<ReportPlan> => {
    const { people = [], mail = [], ...channels } = to;
    const rooms = defined(channels);
    if (Object.keys(rooms).length + people.length + mail.length === 0) {
      const message = say('names nobody', 'a channel, people or mail', 'such as { people: [alice] }');
      context.issues.push({ code: 'custom', path: ['to'], message, input: undefined });
      return z.NEVER;
    }
    return (id) => ({
      id,
      ...when,
      period,
      rooms,
      people: [...new Set(people)],
      mail: [...new Set(mail)],
      ...(zone && { zone }),
      ...(services && { services }),
      ...(teams && { teams }),
    });
  });
}
