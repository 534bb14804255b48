import { z } from 'zod';
import type { AlertRules } from '../../domain/alerts/rules.ts';
import type { LabelMatch, Pattern, Route, Service } from '../../domain/directory.ts';
import { BadPattern, compilePattern } from '../../lib/pattern.ts';
import { say, shown } from '../mistakes.ts';
import { duration } from '../times.ts';
import {
  field,
  group,
  type KnownIds,
  line,
  type Named,
  type Reading,
  reference,
  severity,
  whole,
  yesNo,
} from './fields.ts';
import { capitalised } from './people.ts';

const day = 86_400_000;

/** The policy of a service that names none, if the file has a policy with this id. */
const defaultPolicy = 'default';

export function serviceSchema(known: KnownIds) {
  const policy = reference('policies', known);
  return group('a service: name, policy, team, severity, alerts, public', {
    name: line('a name', 80).optional(),
    policy: known.policies.has(defaultPolicy) ? policy.default(defaultPolicy) : policy,
    team: reference('teams', known).optional(),
    severity: severity().default('sev3'),
    alerts: alertsSchema().optional(),
    public: yesNo().default(false),
  }).transform(
    ({ name, team, alerts, public: published, ...read }): Named<Service> =>
      (id) => ({
        id,
        name: name ?? capitalised(id),
        ...read,
        ...(team && { team }),
        ...(alerts && { alerts }),
        ...(published && { public: true }),
      }),
  );
}

function alertsSchema() {
  return group('how alerts become incidents: groupBy, window, pageAfter, autoResolve, reopenAfter', {
    groupBy: groupBy().default('fingerprint'),
    window: duration(60_000, 30 * day).optional(),
    pageAfter: group('how many alerts within which time: alerts, within', {
      alerts: whole(2, 1_000),
      within: duration(1_000, day),
    }).optional(),
    autoResolve: yesNo().default(true),
    reopenAfter: duration(0, 30 * day).optional(),
  }).transform(
    ({ groupBy: by, window, pageAfter, autoResolve, reopenAfter }): AlertRules => ({
      group: by,
      autoResolve,
      ...(reopenAfter !== undefined && { reopenAfterMs: reopenAfter }),
      ...(window !== undefined && { windowMs: window }),
      ...(pageAfter && { pageAfter: { alerts: pageAfter.alerts, withinMs: pageAfter.within } }),
    }),
  );
}

function groupBy() {
  return field<AlertRules['group']>(
    'fingerprint, service, or a list of labels such as [alertname, cluster]',
    (value) => {
      if (value === 'fingerprint' || value === 'service') return { value };
      if (typeof value === 'string') return { wrong: `is ${shown(value)}`, todo: 'put labels in brackets' };
      if (!Array.isArray(value)) return { wrong: `is ${shown(value)}` };
      const labels = value.filter((one) => typeof one === 'string' && one !== '');
      if (labels.length !== value.length || labels.length === 0) return { wrong: `is ${shown(value)}` };
      return { value: labels };
    },
  );
}

export function routeSchema(known: KnownIds) {
  return group('a route such as { match: { team: payments }, service: checkout }', {
    match: z.record(z.string(), labelValue(), { error: ({ input }) => noMatch(`is ${shown(input)}`) }).optional(),
    integration: reference('integrations', known).optional(),
    ignore: yesNo().optional(),
    service: reference('services', known).optional(),
    severity: severity().optional(),
    policy: reference('policies', known).optional(),
    title: line('a title such as {{alertname}} on {{instance}}', 200).optional(),
  })
    .superRefine(({ match, integration, ignore, service }, context) => {
      const missing = (key: string, message: string) =>
        context.addIssue({ code: 'custom', path: [key], message, input: undefined });
      if (!match && integration === undefined) missing('match', noMatch('is missing'));
      if (!ignore && service === undefined)
        missing('service', say('is missing', 'a service of this file, or ignore: true'));
    })
    .transform(({ match = {}, integration, ignore, service, severity, policy, title }): Route => {
      const matches = {
        match: Object.entries(match).map(([label, is]): LabelMatch => ({ label, is })),
        ...(integration !== undefined && { integration }),
      };
      if (ignore || service === undefined) return { ...matches, ignore: true };
      return {
        ...matches,
        service,
        ...(severity && { severity }),
        ...(policy && { policy }),
        ...(title && { title }),
      };
    });
}

function noMatch(wrong: string): string {
  return say(wrong, 'labels and their values, such as { team: payments }', 'write {} for every alert');
}

function labelValue() {
  return field<LabelMatch['is']>(
    'a text, a list of texts, or a regular expression in slashes such as /High.*/',
    (value) => {
      if (Array.isArray(value)) {
        const texts = value.filter((one) => ['string', 'number', 'boolean'].includes(typeof one)).map(String);
        return texts.length === value.length && texts.length > 0 ? { value: texts } : { wrong: `is ${shown(value)}` };
      }
      if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
        return { value: String(value) };
      }
      if (typeof value !== 'string') return { wrong: `is ${shown(value)}` };
      const [, expression, flags] = /^\/(.+)\/([dgimsuvy]{0,3})$/s.exec(value) ?? [];
      if (expression === undefined || flags === undefined) return { value };
      return compiled(expression, flags);
    },
  );
}

function compiled(expression: string, flags: string): Reading<Pattern> {
  // With the flags g or y an expression keeps its position, so the same alert would match only every other time.
  if (flags !== '' && flags !== 'i') {
    return { wrong: `ends in ${shown(flags)}`, todo: 'the one letter that may follow is i; a path is /^\\/a\\/path$/' };
  }
  try {
    return { value: compilePattern(expression, { ignoreCase: flags === 'i' }) };
  } catch (error) {
    if (error instanceof BadPattern) return { wrong: error.message, todo: error.todo };
    throw error;
  }
}
