import { z } from 'zod';
import { parseRecurrence } from '../../domain/maintenance/recurrence.ts';
import type { MaintenanceWindow, Once, Recurring } from '../../domain/maintenance/window.ts';
import { instantOf, knownZone } from '../../domain/on-call/moments.ts';
import { Refused } from '../../domain/refusal.ts';
import { longestRecurringDays } from '../../domain/runtime-changes/maintenance.ts';
import { refusalTextInEnglish } from '../../locales/refusals.ts';
import { say, shown } from '../mistakes.ts';
import { duration, moment, skippedIn, timezone } from '../times.ts';
import { field, filledList, group, type KnownIds, line, type Named, reference } from './fields.ts';
import { periodElsewhere } from './on-call/names-elsewhere.ts';

const dayMs = 86_400_000;
const longestOnceDays = 366;

const example =
  'a maintenance window such as { services: [checkout], from: 2026-12-06T02:00, to: 2026-12-06T04:00 } or ' +
  '{ services: all, every: "cron 0 2 * * sun", for: 2h, timezone: Europe/Berlin }';

export function maintenanceSchema(known: KnownIds) {
  const keys = {
    services: servicesOrAll(known),
    from: moment().optional(),
    to: moment().optional(),
    every: recurrence('a recurrence such as "cron 0 2 * * sun"').optional(),
    rrule: recurrence('a rule such as "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2"').optional(),
    for: duration(60_000, longestRecurringDays * dayMs).optional(),
    timezone: timezone().default('UTC'),
    reason: line('a reason', 200).optional(),
  };
  return group(example, keys, periodElsewhere).transform(
    ({ services, reason, ...written }, context): Named<MaintenanceWindow> => {
      const time = timeOf(written);
      if (Array.isArray(time)) {
        for (const { path, what } of time)
          context.issues.push({ code: 'custom', path, message: what, input: undefined });
        return z.NEVER;
      }
      return (id) => ({ id, ...(services !== 'all' && { services }), time, reason: reason ?? id });
    },
  );
}

interface Written {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly every?: string | undefined;
  readonly rrule?: string | undefined;
  readonly for?: number | undefined;
  readonly timezone: string;
}

type Wrong = { path: string[]; what: string }[];

function timeOf(written: Written): Once | Recurring | Wrong {
  const { from, to, every, rrule, timezone } = written;
  for (const [key, local] of [
    ['from', from],
    ['to', to],
  ] as const) {
    const skipped = local === undefined ? undefined : skippedIn(timezone, local);
    if (skipped) return [{ path: [key], what: skipped }];
  }
  const ends = to === undefined ? undefined : instantOf(to, timezone);
  const begins = from === undefined ? undefined : instantOf(from, timezone);
  if (begins && ends && ends <= begins) {
    const what = say(`ends (${to}) before it has begun (${from})`, '“to” to be later than “from”');
    return [{ path: ['to'], what }];
  }
  if (every !== undefined && rrule !== undefined) {
    return [{ path: [], what: say('recurs by every and by rrule at once', 'one of them') }];
  }
  const text = every ?? rrule;
  return text === undefined ? onceOf(written, begins, ends) : recurringOf(text, written, ends);
}

function onceOf(written: Written, from: Date | undefined, until: Date | undefined): Once | Wrong {
  if (!from) {
    return [{ path: [], what: say('says no time', 'from and to, or every (or rrule) and for', `such as ${example}`) }];
  }
  if (until && written.for !== undefined) {
    return [{ path: ['for'], what: say('stands beside to', 'only one of them') }];
  }
  const end = until ?? (written.for === undefined ? undefined : new Date(from.getTime() + written.for));
  if (!end) return [{ path: ['to'], what: say('is missing', 'to or for') }];
  if (end.getTime() - from.getTime() > longestOnceDays * dayMs) {
    return [{ path: ['to'], what: say(`is more than ${longestOnceDays} days after from`, 'an earlier time') }];
  }
  return { from, until: end };
}

function recurringOf(text: string, written: Written, ends: Date | undefined): Recurring | Wrong {
  const { from, for: forMs, timezone } = written;
  if (forMs === undefined) return [{ path: ['for'], what: say('is missing', 'a duration such as 2h') }];
  if (from !== undefined && /(?:z|[+-]\d\d:?\d\d)$/i.test(from)) {
    return [{ path: ['from'], what: say(`${shown(from)} has an offset`, `a local time of ${knownZone(timezone)}`) }];
  }
  try {
    const every = parseRecurrence(text, from);
    return { every, forMs, timezone, ...(from !== undefined && { starts: from }), ...(ends && { ends }) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return [
      { path: [written.every === undefined ? 'rrule' : 'every'], what: oneSentence(refusalTextInEnglish(error)) },
    ];
  }
}

/** Returns the domain's sentence without its full stop, like other mistakes of the file. */
function oneSentence(message: string): string {
  return message.replace(/\.$/, '').replace(/\. ([A-Z])/g, (_, first: string) => `; ${first.toLowerCase()}`);
}

/** Read together with `from`, because a rule counts from there. */
function recurrence(expected: string) {
  return field<string>(expected, (value) =>
    typeof value === 'string' && value.trim() !== '' ? { value } : { wrong: `is ${shown(value)}` },
  );
}

function servicesOrAll(known: KnownIds) {
  const all = z.literal('all');
  const some = filledList('services such as [checkout, search]', reference('services', known)).transform((ids) => [
    ...new Set(ids),
  ]);
  // Each way of reading has its own mistake, and "all" is not a list.
  return z.unknown().transform((value, context): 'all' | string[] => {
    if (all.safeParse(value).success) return 'all';
    if (!Array.isArray(value)) {
      const wrong = value === undefined ? 'is missing' : `is ${shown(value)}`;
      const message = say(wrong, 'a list of services such as [checkout, search], or all');
      context.issues.push({ code: 'custom', message, input: undefined });
      return z.NEVER;
    }
    const read = some.safeParse(value);
    if (read.success) return read.data;
    for (const { path, message } of read.error.issues) {
      context.issues.push({ code: 'custom', path: [...path], message, input: undefined });
    }
    return z.NEVER;
  });
}
