import { labelValue, webUrl } from './fields.ts';
import { readState, type State } from './statuses.ts';

/** A message that an AWS service publishes to a topic, other than an alarm. */
interface TopicMessage {
  readonly status?: State;
  readonly title: string;
  readonly parts: readonly (string | undefined)[];
  readonly labels?: Readonly<Record<string, string | undefined>>;
  readonly url?: string | undefined;
}

/**
 * Returns whether a message is not an alert: a test of the topic (`autoscaling:TEST_NOTIFICATION`, `s3:TestEvent`), or an
 * instance that was launched or terminated as planned.
 */
export function isNoAlert(given: unknown): boolean {
  return /:(?:TEST_NOTIFICATION|TestEvent|EC2_INSTANCE_(?:LAUNCH|TERMINATE))$/.test(labelValue(given, 'Event') ?? '');
}

/** Reads an event of RDS or DMS. All such messages have the same subject, so the subject identifies nothing. */
export function databaseEventIn(given: unknown): TopicMessage | undefined {
  const what = labelValue(given, 'Event Message');
  const whose = labelValue(given, 'Source ID') ?? labelValue(given, 'SourceId');
  if (!what || !whose) return undefined;
  const [source, event] = [labelValue(given, 'Event Source'), labelValue(given, 'Event ID')?.split('#').at(-1)];
  return {
    title: `${whose}: ${what}`,
    parts: ['rds', source, whose, event ?? what],
    labels: { source, resource: whose, event },
    url: webUrl(labelValue(given, 'Identifier Link')),
  };
}

/**
 * Reads messages of Cost Anomaly Detection, Auto Scaling and ElastiCache. ElastiCache names its event and the cluster in one
 * field.
 */
export function serviceEventIn(given: unknown): TopicMessage | undefined {
  const anomaly = labelValue(given, 'anomalyId');
  if (anomaly) {
    const [first] = listAt(given, 'rootCauses');
    const what = labelValue(first, 'service') ?? labelValue(given, 'dimensionalValue');
    const impact = Number(labelValue(objectAt(given, 'impact'), 'totalImpact'));
    return {
      title: `Cost anomaly: ${what}${Number.isFinite(impact) ? `, $${Math.round(impact)}` : ''}`,
      parts: ['cost-anomaly', anomaly],
      labels: {
        service: what,
        account: labelValue(given, 'accountId'),
        subscription: labelValue(given, 'subscriptionName'),
      },
      url: webUrl(labelValue(given, 'anomalyDetailsLink')),
    };
  }
  const group = labelValue(given, 'AutoScalingGroupName');
  if (group) {
    const what = labelValue(given, 'Description') ?? labelValue(given, 'Event');
    return {
      title: `${group}: ${what}`,
      parts: ['auto-scaling', group, labelValue(given, 'Event')],
      labels: { group, event: labelValue(given, 'Event') },
    };
  }
  const [name = ''] = Object.keys(typeof given === 'object' && given !== null ? given : {});
  if (!name.startsWith('ElastiCache:')) return undefined;
  const cluster = labelValue(given, name);
  return { title: [name, cluster].filter((part) => part).join(': '), parts: [name, cluster], labels: { cluster } };
}

/** Reads a mail of AWS Budgets. Its first line contains the day's date. */
export function budgetIn(text: string): TopicMessage | undefined {
  if (!text.startsWith('AWS Budget Notification')) return undefined;
  const line = (name: string) => new RegExp(`^${name}: (.{1,200})$`, 'm').exec(text)?.[1]?.trim();
  const name = line('Budget Name');
  if (!name) return undefined;
  const [type, threshold] = [line('Alert Type'), line('Alert Threshold')];
  return {
    title: `Budget ${name}: ${type ?? 'cost'} ${threshold ?? 'over its threshold'}`,
    parts: ['budget', name, type, threshold],
  };
}

/** Reads what AWS writes for people: Backup in a sentence, CloudFormation in lines of `Name='value'`, Elastic Beanstalk in lines of `Name: value`. */
export function serviceTextIn(text: string): TopicMessage | undefined {
  const [, what = '', outcome = ''] =
    /^An AWS (\w{1,30} job) (?:was |has )?(failed|expired|aborted|completed|started|running|stopped)\b/.exec(text) ??
    [];
  const resource = /\bResource ARN\s?: (\S{1,300})/.exec(text)?.[1];
  if (what && resource)
    return {
      status: readState(outcome) ?? 'silent',
      title: `AWS ${what} ${outcome}: ${resource.split(':').at(-1)}`,
      parts: [what, resource],
      labels: { resource },
    };
  const lines = Object.fromEntries(
    [...text.matchAll(/^(\w[\w ]{0,40}?)(?:: |=)'?(.{1,500}?)'?$/gm)].map(([, name = '', value]) => [name, value]),
  );
  return stackIn(lines) ?? environmentIn(lines);
}

/** That one of its resources was made or removed is no news; what the stack came to is. */
function stackIn({ StackName: stack, LogicalResourceId: id, ResourceStatus: word, ...lines }: Lines) {
  if (!stack || !word) return undefined;
  const isWrong = /FAILED|ROLLBACK/.test(word);
  const isOver =
    lines.ResourceType === 'AWS::CloudFormation::Stack' && /^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(word);
  return {
    status: isWrong ? 'firing' : isOver ? 'resolved' : 'silent',
    title: `Stack ${stack}: ${word.toLowerCase().replaceAll('_', ' ')}${id && id !== stack ? ` of ${id}` : ''}`,
    parts: ['stack', lines.StackId ?? stack],
    labels: { stack, resource: id, reason: lines.ResourceStatusReason },
  } satisfies TopicMessage;
}

function environmentIn({ Environment: environment, Message: message, ...lines }: Lines) {
  if (!environment || !message) return undefined;
  const [, now] = /^Environment health has transitioned from \w+ to (\w+)/.exec(message) ?? [];
  const isOver = now === 'Ok' || /\b(?:successfully|completed)\b/.test(message);
  return {
    status: isOver ? 'resolved' : now === 'Pending' || now === 'Info' ? 'silent' : 'firing',
    title: `${environment}: ${message}`,
    parts: ['environment', lines.Application, environment],
    labels: { environment, application: lines.Application },
  } satisfies TopicMessage;
}

type Lines = Readonly<Record<string, string | undefined>>;

function objectAt(given: unknown, name: string): unknown {
  return typeof given === 'object' && given !== null && Object.hasOwn(given, name)
    ? (given as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function listAt(given: unknown, name: string): readonly unknown[] {
  const list = objectAt(given, name);
  return Array.isArray(list) ? list : [];
}
