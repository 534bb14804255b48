import type { Team } from '../../domain/directory.ts';
import { languages } from '../../domain/languages.ts';
import { type PageWay, type Person, pageWays, roles } from '../../domain/people.ts';
import { duration, timeOfDay, timezone } from '../times.ts';
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
  }).transform(
    (read): Named<Person> =>
      (id) => ({
        id,
        name: read.name ?? capitalised(id),
        ...(read.email && { email: read.email }),
        timezone: read.timezone,
        ...(read.language && { language: read.language }),
        accounts: read.accounts,
        role: read.role,
        ...(read.notify && { notify: read.notify }),
        ...(read.quietHours && { quietHours: read.quietHours }),
      }),
  );
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
  return group('hours such as { from: "22:00", to: "07:00", except: [sev1] }', {
    from: timeOfDay(),
    to: timeOfDay(),
    except: list('severities', severity()).default(['sev1']),
  }).check(({ value, issues }) => {
    if (value.from !== value.to) return;
    const message = 'from and to are the same hour; expected hours that begin and end; leave quietHours out for none';
    issues.push({ code: 'custom', message, input: undefined });
  });
}

/** Somebody's address is not repeated in a mistake: it belongs to a person, and may be a pasted secret. */
function emailAddress() {
  return text('an address such as alice@example.org', (value): Reading<string> => {
    const address = value.trim();
    if (/^[^\s@<>"(),;:\\[\]]+@[^\s@<>"(),;:\\[\]]+$/.test(address) && address.length <= 254) return { value: address };
    return { wrong: 'is not an email address' };
  });
}
