import type { Team } from '../../domain/directory.ts';
import { languages } from '../../domain/languages.ts';
import { instantOf } from '../../domain/on-call/moments.ts';
import { type Absence, type PageWay, type Person, pageWays, roles } from '../../domain/people.ts';
import { say } from '../mistakes.ts';
import { duration, moment, skippedIn, timeOfDay, timezone } from '../times.ts';
import { accountFields } from './accounts.ts';
import {
  filledList,
  group,
  type KnownIds,
  line,
  list,
  type Named,
  oneOf,
  type Reading,
  reference,
  severity,
  text,
} from './fields.ts';
import { periodElsewhere } from './on-call/names-elsewhere.ts';

const dayMs = 86_400_000;
const longestName = 80;

export function personSchema() {
  return group('a person: name, email, timezone, accounts, role, …', {
    name: line('a name', longestName).optional(),
    email: emailAddress().optional(),
    timezone: timezone().default('UTC'),
    language: oneOf(languages).optional(),
    accounts: group('accounts such as { slack: U012AB3CD }', {
      slack: accountFields.slack.optional(),
      discord: accountFields.discord.optional(),
      telegram: accountFields.telegram.optional(),
    }).default({}),
    role: oneOf(roles).default('responder'),
    notify: group('rules such as { urgent: [ { by: slack } ], normal: [ { by: email } ] }', {
      urgent: filledList('steps such as { by: slack, after: 2m }', notifyStep()).optional(),
      normal: list('steps such as { by: slack, after: 2m }', notifyStep()).optional(),
    }).optional(),
    quietHours: quietHours().optional(),
    away: list('times off such as { from: 2026-12-24T09:00, to: 2026-12-28T09:00 }', timeOff()).optional(),
  }).transform((read, context): Named<Person> => {
    const away = absences(read.away ?? [], read.timezone, (path, message) =>
      context.issues.push({ code: 'custom', path: ['away', ...path], message, input: undefined }),
    );
    return (id) => ({
      id,
      name: read.name ?? capitalised(id),
      ...(read.email && { email: read.email }),
      timezone: read.timezone,
      ...(read.language && { language: read.language }),
      accounts: read.accounts,
      role: read.role,
      ...(read.notify && { notify: read.notify }),
      ...(read.quietHours && { quietHours: read.quietHours }),
      ...(away.length > 0 && { away }),
    });
  });
}

export function teamSchema(known: KnownIds) {
  return group('a team: members', { members: filledList('people', reference('people', known)) }).transform(
    ({ members }): Named<Team> =>
      (id) => ({ id, members: [...new Set(members)] }),
  );
}

export function capitalised(id: string): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}`.replace(/[-_]+/g, ' ').trim();
}

function notifyStep() {
  return group('a step such as { by: slack, after: 2m }', {
    by: oneOf<PageWay>(pageWays),
    after: duration(0, dayMs).default(0),
  }).transform(({ by, after }) => ({ by, afterMs: after }));
}

function quietHours() {
  const keys = {
    from: timeOfDay(),
    to: timeOfDay(),
    except: list('severities', severity()).default(['sev1']),
  };
  return group('hours such as { from: "22:00", to: "07:00", except: [sev1] }', keys, periodElsewhere).check(
    ({ value, issues }) => {
      if (value.from !== value.to) return;
      const message = 'from and to are the same hour; expected hours that begin and end; leave quietHours out for none';
      issues.push({ code: 'custom', message, input: undefined });
    },
  );
}

function timeOff() {
  const keys = { from: moment(), to: moment() };
  return group('time off such as { from: 2026-12-24T09:00, to: 2026-12-28T09:00 }', keys, periodElsewhere);
}

/** Reads time off. Local times are in the person's zone. */
function absences(
  written: readonly { readonly from: string; readonly to: string }[],
  zone: string,
  wrong: (path: (number | string)[], message: string) => void,
): Absence[] {
  return written.flatMap(({ from, to }, index) => {
    for (const [key, local] of Object.entries({ from, to })) {
      const skipped = skippedIn(zone, local);
      if (skipped) wrong([index, key], skipped);
    }
    const absence = { from: instantOf(from, zone), to: instantOf(to, zone) };
    if (absence.from < absence.to) return [absence];
    wrong([index], say(`ends (${to}) before it has begun (${from})`, '“to” to be later than “from”'));
    return [];
  });
}

/** Reads an email address. A mistake does not repeat it: it belongs to a person, and may be a pasted secret. */
function emailAddress() {
  return text('an address such as alice@example.org', (value): Reading<string> => {
    const address = value.trim();
    if (/^[^\s@<>"(),;:\\[\]]+@[^\s@<>"(),;:\\[\]]+$/.test(address) && address.length <= 254) return { value: address };
    return { wrong: 'is not an email address' };
  });
}
