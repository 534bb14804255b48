import { truncate } from '../../lib/text.ts';
import type { LabelMatch, Route } from '../directory.ts';
import type { Policy } from '../escalation/policy.ts';
import type { Severity } from '../severity.ts';
import type { Alert } from './alert.ts';
import type { AlertRules } from './rules.ts';

/** An alert with its service, severity, policy and incident key. */
export interface RoutedAlert {
  readonly alert: Alert;
  readonly title: string;
  readonly service?: string;
  readonly severity: Severity;
  readonly policy?: Policy;
  readonly rules: AlertRules;
  /** Alerts with the same key make one incident. */
  readonly key: string;
  /** Which route it matched; `none` of them. Absent: there are no routes, or they were not asked. */
  readonly route?: MatchedRoute | 'none';
  /** It is beyond the rate limit of its integration; both figures are new alerts a minute. */
  readonly rate?: { readonly integration: string; readonly limit: number; readonly perMinute: number };
}

/** The route that the first alert of an incident matched, as it was then: the file may say something else by now. */
export interface MatchedRoute {
  /** Its place in the file, from 1. */
  readonly number: number;
  /** Its conditions, as `team=payments, alertname=/High/`; empty: it matches every alert. */
  readonly match: string;
  /** What it chose. Empty: only the title, or nothing. */
  readonly chose: readonly ('service' | 'severity' | 'policy')[];
}

/** The longest text of conditions in a record. */
const longestMatch = 200;

/** @param chooses whether the service is the route's: the alert named none */
export function matchedRoute(
  route: Extract<Route, { ignore?: undefined }>,
  index: number,
  chooses: boolean,
): MatchedRoute {
  const conditions = [
    ...(route.integration === undefined ? [] : [`integration=${route.integration}`]),
    ...route.match.map(conditionText),
  ];
  return {
    number: index + 1,
    match: truncate(conditions.join(', '), longestMatch),
    chose: [
      ...(chooses ? (['service'] as const) : []),
      ...(route.severity ? (['severity'] as const) : []),
      ...(route.policy === undefined ? [] : (['policy'] as const)),
    ],
  };
}

function conditionText({ label, is }: LabelMatch): string {
  if (typeof is === 'string') return `${label}=${is}`;
  return 'test' in is ? `${label}=/${is.source}/` : `${label}=${is.join('|')}`;
}
