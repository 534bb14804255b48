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
  /** It is beyond the rate limit of its integration; both figures are new alerts a minute. */
  readonly rate?: { readonly integration: string; readonly limit: number; readonly perMinute: number };
}
