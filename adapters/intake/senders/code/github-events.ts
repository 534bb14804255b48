import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { type Payload, readPayload } from '../../reading/payload.ts';
import type { Arrived } from '../../sender.ts';

/** What the action of an alert of Dependabot, secret scanning or code scanning says. Others, such as `assigned`, say nothing. */
const begins = new Set([
  'created',
  'appeared_in_branch',
  'reopened',
  'reopened_by_user',
  'reintroduced',
  'auto_reopened',
]);
const ends = new Set(['fixed', 'dismissed', 'resolved', 'closed_by_user', 'auto_dismissed']);

/** Returns whether a body is an alert of GitHub's own: of Dependabot, secret scanning or code scanning. */
export function isSecurityAlert(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'alert' in body && 'repository' in body;
}

/** Reads an alert of Dependabot, secret scanning or code scanning. */
export function readSecurityAlert({ body, notes }: Arrived): readonly Alert[] {
  const given = readPayload(body, notes);
  const action = given.text('action') ?? '';
  // An alert whose action somebody’s proxy left out is one all the same.
  if (action && !begins.has(action) && !ends.has(action)) return [];
  const alert = given.part('alert');
  const repository = given.first('repository.full_name', 'repository.name');
  const { kind, what, severity } = subjectOf(alert);
  const at = alert.date('created_at');
  return [
    alertFrom('github-actions', {
      status: ends.has(action) ? 'resolved' : 'firing',
      title: [[`${kind}: ${what}`, repository].filter((part) => part).join(' in ')],
      description: alert.first('security_advisory.description', 'rule.full_description', 'rule.description'),
      identity: { parts: ['security', kind, repository, alert.text('number') ?? what] },
      severity: severityOf(severity),
      labels: labelsOf({ repository, kind, severity, package: alert.text('dependency.package.name') }),
      url: [alert.text('html_url')],
      startsAt: at,
    }),
  ];
}

function subjectOf(alert: Payload): {
  readonly kind: string;
  readonly what: string;
  readonly severity?: string | undefined;
} {
  const secret = alert.first('secret_type_display_name', 'secret_type');
  // A secret that anybody may have read is as bad as it gets.
  if (secret) return { kind: 'Secret exposed', what: secret, severity: 'high' };
  const rule = alert.first('rule.description', 'rule.name', 'rule.id');
  if (rule)
    return {
      kind: 'Code scanning',
      what: rule,
      severity: alert.first('rule.security_severity_level', 'rule.severity'),
    };
  return {
    kind: 'Vulnerable dependency',
    what: alert.first('security_advisory.summary', 'dependency.package.name') ?? 'unknown',
    severity: alert.first('security_advisory.severity', 'security_vulnerability.severity'),
  };
}

/** Reads the event `deployment_status`: a deployment that failed, and the next one to the same environment that went well. */
export function readDeployment({ body, notes }: Arrived): readonly Alert[] {
  const given = readPayload(body, notes);
  const status = given.part('deployment_status');
  const state = status.text('state');
  if (state !== 'failure' && state !== 'error' && state !== 'success') return [];
  const repository = given.text('repository.full_name');
  const environment = status.text('environment') ?? given.text('deployment.environment');
  const at = status.date('created_at');
  return [
    alertFrom('github-actions', {
      status: state === 'success' ? 'resolved' : 'firing',
      title: [`Deployment of ${repository} to ${environment} ${state === 'success' ? 'succeeded' : 'failed'}`],
      description: status.text('description'),
      identity: { parts: ['deployment', repository, environment] },
      labels: labelsOf({ repository, environment, ref: given.text('deployment.ref') }),
      url: [status.text('target_url'), status.text('log_url')],
      startsAt: at,
      resolvedAt: at,
    }),
  ];
}
