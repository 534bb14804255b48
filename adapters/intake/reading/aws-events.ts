import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { type AlertFields, alertFrom, labelsOf, severityOf } from './fields.ts';
import type { Payload } from './payload.ts';
import { readState, type State } from './statuses.ts';

/**
 * Reads an event in the envelope of EventBridge (`source`, `detail-type`, `resources`, `detail`): CloudWatch alarms, AWS
 * Health, findings of security services, and state changes. Returns none for an event that neither triggers nor resolves.
 */
export function readAwsEvent(sender: string, event: Payload): readonly Alert[] {
  const detail = event.part('detail');
  const [source, kind] = [event.text('source'), event.text('detail-type')];
  const resource = event.texts('resources')[0];
  const at = event.date('time');
  const shared = {
    startsAt: at,
    resolvedAt: at,
    labels: labelsOf({
      source,
      event: kind,
      resource,
      account: event.text('account'),
      region: event.text('region'),
    }),
  };
  if (source === 'aws.cloudwatch' && detail.text('alarmName')) {
    const name = detail.text('alarmName');
    return [
      alertFrom(sender, {
        ...shared,
        status: detail.text('state.value') === 'OK' ? 'resolved' : 'firing',
        title: [name],
        description: detail.text('state.reason'),
        identity: { parts: ['alarm', resource ?? name] },
      }),
    ];
  }
  if (source === 'aws.health') {
    const code = detail.text('eventTypeCode');
    const category = detail.text('eventTypeCategory');
    return [
      alertFrom(sender, {
        ...shared,
        status: detail.text('statusCode') === 'closed' ? 'resolved' : 'firing',
        title: [[detail.text('service'), code].filter((part) => part).join(': '), kind],
        description: detail.parts('eventDescription')[0]?.text('latestDescription'),
        identity: { parts: ['health', detail.first('eventArn', 'communicationId') ?? code, event.text('region')] },
        // Planned events page nobody.
        severity: category === 'scheduledChange' || category === 'accountNotification' ? 'sev4' : undefined,
        labels: [...shared.labels, ...labelsOf({ service: detail.text('service'), category })],
      }),
    ];
  }
  const findings = detail.parts('findings').length > 0 ? detail.parts('findings') : isFinding(detail) ? [detail] : [];
  if (findings.length > 0)
    return findings.map((finding) => alertFrom(sender, { ...shared, ...ofFinding(finding, shared.labels) }));
  const change = ofChange(event, detail);
  return change ? [alertFrom(sender, { ...shared, ...change })] : [];
}

type Fields = Omit<AlertFields, 'startsAt' | 'resolvedAt' | 'labels'>;

/** Returns whether the event is a finding of GuardDuty, Security Hub, Inspector, Macie or Access Analyzer. */
function isFinding(detail: Payload): boolean {
  return detail.first('title', 'Title') !== undefined && detail.first('severity', 'Severity.Label') !== undefined;
}

function ofFinding(finding: Payload, labels: AlertFields['labels'] = []): Fields & Pick<AlertFields, 'labels'> {
  const resource = finding.parts('Resources')[0]?.text('Id') ?? finding.parts('resources')[0]?.text('id');
  const states = ['Workflow.Status', 'Compliance.Status', 'RecordState', 'status'].map((path) => finding.text(path));
  const isOver = states.some(
    (word) => word !== undefined && /^(?:resolved|suppressed|passed|archived|closed)$/i.test(word),
  );
  return {
    status: isOver ? 'resolved' : 'firing',
    title: [finding.first('title', 'Title')],
    description: finding.first('description', 'Description'),
    identity: { parts: ['finding', finding.first('id', 'Id', 'findingArn', 'arn')] },
    severity: severityOfFinding(finding.first('Severity.Label', 'severity')),
    labels: [...labels, ...labelsOf({ type: finding.text('type'), finding_resource: resource })],
    url: [finding.first('Remediation.Recommendation.Url', 'SourceUrl')],
  };
}

/** GuardDuty's severities are numbers from 1 to 10. */
function severityOfFinding(given: string | undefined): AlertFields['severity'] {
  const level = Number(given);
  if (!Number.isFinite(level)) return severityOf(given);
  if (level >= 9) return 'sev1';
  if (level >= 7) return 'sev2';
  return level >= 4 ? 'sev3' : 'sev4';
}

/** Categories of RDS events that only inform. */
const informs = new Set(['backup', 'creation', 'configuration change', 'maintenance', 'notification', 'restoration']);

/** Reasons for a stopped task that are not failures; its service names no state. */
const stoppedOnPurpose = new Set(['UserInitiated', 'ServiceSchedulerInitiated']);

const stateNames = [
  ...['state', 'status', 'build-status', 'lastStatus', 'newEvaluationResult.complianceType'],
  'scanResultDetails.scanResultStatus',
];

/** Reads a state change; undefined for one that neither triggers nor resolves. */
function ofChange(event: Payload, detail: Payload): Fields | undefined {
  const source = event.text('source');
  // “EC2 Instance Launch Unsuccessful”: the kind says the state.
  const [, kind = event.text('detail-type'), told] =
    /^(.{1,80}) (successful|unsuccessful)$/i.exec(event.text('detail-type') ?? '') ?? [];
  // The build tells its result itself.
  if (/ phase change$/i.test(kind ?? '')) return undefined;
  const categories = detail.texts('EventCategories');
  if (categories.length > 0 && categories.every((category) => informs.has(category.toLowerCase()))) return undefined;
  if (stoppedOnPurpose.has(detail.text('stopCode') ?? '')) return undefined;
  const word = scanned(detail) ?? detail.first(...stateNames) ?? told ?? ofName(detail.text('eventName'));
  const isDisconnected = detail.text('agentConnected') === 'false';
  const status = isDisconnected ? 'firing' : told === undefined ? stateOf(source, word) : readState(told);
  if (status === 'silent' || (status === undefined && detail.text('eventType') === 'INFO')) return undefined;
  const resource = event.texts('resources')[0];
  const message = detail.first('Message', 'message', 'statusMessage', 'stoppedReason', 'cause', 'error');
  // Each build and run has a new name, so the project or pipeline identifies it.
  const thing = detail.first(
    ...['project-name', 'pipeline', 'stateMachineArn', 'group', 'configRuleName', 'jobName', 'check-name'],
    ...['SourceIdentifier', 'repository-name', 's3ObjectDetails.objectKey', 'resource'],
  );
  const whose = [pipelineIn(detail) ?? thing ?? resource, detail.text('resourceId')]
    .filter((part) => part)
    .map((part) => part!.split(':').at(-1))
    .join(' on ');
  const what =
    word === undefined
      ? kind
      : `${kind?.replace(/ (?:state|status|compliance)[ -]change(?: notification)?$/i, '')} ${word.toLowerCase().replaceAll('_', ' ')}`;
  return {
    status: status ?? 'firing',
    title: [
      word === undefined && message && whose ? `${whose}: ${message}` : undefined,
      whose ? `${what}: ${whose}` : undefined,
      kind,
      source,
    ],
    description: message,
    identity: {
      parts: [
        'event',
        source,
        kind,
        thing === undefined || detail.text('SourceArn') ? (resource ?? whose) : whose,
        detail.text('EventID') ?? (whose ? undefined : event.text('id')),
      ],
    },
    // A pipeline, its stage and its action fail together.
    ...(detail.text('pipeline') && { group: [source, detail.text('pipeline')] }),
  };
}

/** Each stage of a pipeline, and each of its actions, has a result of its own. */
function pipelineIn(detail: Payload): string | undefined {
  if (detail.text('pipeline') === undefined) return undefined;
  return ['pipeline', 'stage', 'action'].flatMap((name) => detail.text(name) ?? []).join('/');
}

/** What a scan of an image found: that it is complete says nothing. */
function scanned(detail: Payload): string | undefined {
  const found = detail.record('finding-severity-counts');
  if (!found) return undefined;
  return Number(found.CRITICAL ?? 0) + Number(found.HIGH ?? 0) > 0 ? 'found severe vulnerabilities' : 'passed';
}

/** Returns the word in the name of an event of ECS: `SERVICE_DEPLOYMENT_FAILED`, `SERVICE_STEADY_STATE`. */
function ofName(name: string | undefined): string | undefined {
  const [, steady, last] = /^[A-Z_]*?_(?:(STEADY)_STATE|(IN_PROGRESS|[A-Z]+))$/.exec(name ?? '') ?? [];
  return steady ? 'ok' : last;
}

/** Returns the state in a word. A running instance has recovered from a stop; a running pipeline has no result yet. */
function stateOf(source: string | undefined, word: string | undefined): State | undefined {
  if (source === 'aws.ec2' && word === 'running') return 'resolved';
  if (source === 'aws.ecs' && word === 'ACTIVE') return 'resolved';
  if (/^(?:started|created|resumed)$/i.test(word ?? '')) return 'silent';
  return readState(word?.replaceAll('-', '_'));
}
