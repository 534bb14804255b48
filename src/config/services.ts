import { z } from 'zod';
import type { LabelMatch, Route, Service } from '../domain/directory.ts';
import { severities } from '../domain/severity.ts';
import { field, group, type KnownIds, line, oneOf, type Reading, reference } from './fields.ts';
import { say, shown } from './mistakes.ts';
import { capitalised } from './people.ts';

/** What a service gets that names no policy, where the file has one of that name. */
const defaultPolicy = 'default';

export function serviceSchema(id: string, known: KnownIds) {
  const policy = reference('policies', known);
  return group('a service: name, policy, team, severity', {
    name: line('a name', 80).default(capitalised(id)),
    policy: known.policies.has(defaultPolicy) ? policy.default(defaultPolicy) : policy,
    team: reference('teams', known).optional(),
    severity: oneOf(severities).default('sev3'),
  }).transform(({ team, ...read }): Service => ({ id, ...read, ...(team && { team }) }));
}

export function routeSchema(known: KnownIds) {
  return group('a route such as { match: { team: payments }, service: checkout }', {
    match: z.record(z.string(), labelValue(), {
      error: (issue) =>
        say(
          issue.input === undefined ? 'is missing' : `is ${shown(issue.input)}`,
          'labels and their values, such as { team: payments }',
          'write {} for every alert',
        ),
    }),
    service: reference('services', known),
    severity: oneOf(severities).optional(),
  }).transform(
    ({ match, service, severity }): Route => ({
      match: Object.entries(match).map(([label, is]): LabelMatch => ({ label, is })),
      service,
      ...(severity && { severity }),
    }),
  );
}

function labelValue() {
  return field<string | RegExp>('a text, or a regular expression in slashes such as /High.*/', (value) => {
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
      return { value: String(value) };
    }
    if (typeof value !== 'string') return { wrong: `is ${shown(value)}` };
    const [, expression, flags] = /^\/(.+)\/([dgimsuvy]{0,3})$/s.exec(value) ?? [];
    if (expression === undefined || flags === undefined) return { value };
    return compiled(expression, flags);
  });
}

function compiled(expression: string, flags: string): Reading<RegExp> {
  // With g or y an expression remembers where it was: the same alert would match once, and then not.
  if (flags !== '' && flags !== 'i') {
    return { wrong: `ends in ${shown(flags)}`, todo: 'the one letter that may follow is i; a path is /^\\/a\\/path$/' };
  }
  try {
    return { value: new RegExp(expression, flags) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = error.message.split(': ').at(-1) ?? 'unreadable';
    return { wrong: `is not a regular expression (${reason})`, todo: 'a slash or bracket that is meant needs a \\' };
  }
}
