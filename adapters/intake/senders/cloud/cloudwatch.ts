import { z } from 'zod';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { truncate } from '../../../../src/lib/text.ts';
import { readAwsEvent } from '../../reading/aws-events.ts';
import { looseDate } from '../../reading/dates.ts';
import { alertFrom, labelsOf, labelValue, maybeWords, words } from '../../reading/fields.ts';
import { readJsonOrText } from '../../reading/json.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { parse } from '../../reading/parse.ts';
import { readPayload } from '../../reading/payload.ts';
import { BadPayload, type Sender } from '../../sender.ts';
import { createSns, type Notified } from '../../sns.ts';
import type { WayOut } from '../../sns-certificates.ts';

const metric = z.object({ MetricName: maybeWords, Namespace: maybeWords, Dimensions: z.array(z.unknown()).nullish() });

const alarm = z.object({
  AlarmName: words.refine((name) => name.trim() !== '', 'Required, and missing.'),
  AlarmDescription: maybeWords,
  AlarmArn: maybeWords,
  AWSAccountId: maybeWords,
  NewStateValue: maybeWords,
  NewStateReason: maybeWords,
  StateChangeTime: looseDate,
  Region: maybeWords,
  // Composite alarms have none. Those on an expression or a band have their metrics one deeper.
  Trigger: metric
    .extend({
      Metrics: z.array(z.object({ MetricStat: z.object({ Metric: metric }).nullish() })).nullish(),
    })
    .nullish(),
});

type Alarm = z.infer<typeof alarm>;

/**
 * Amazon CloudWatch, and whatever else speaks through an SNS topic: an HTTPS subscription to
 * `https://tocsin.example.org/v1/alerts/cloudwatch?token=…` without raw message delivery. The subscription is confirmed
 * by itself. An alarm in INSUFFICIENT_DATA says nothing, unless the address ends in `&insufficient-data=firing`.
 *
 * @param wayOut for tests: how SNS itself is asked
 * @param limitMs until it has to have answered
 */
export function createCloudwatch(wayOut: WayOut = fetch, limitMs?: number): Sender {
  const readSns = createSns(wayOut, limitMs);
  return {
    name: 'cloudwatch',
    label: 'Amazon CloudWatch',
    about:
      'Messages of an SNS topic, without raw message delivery. Signatures are checked, and the subscription is confirmed by itself.',
    documentation: 'https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html',
    isStrict: true,
    async read({ body, query, notes }) {
      const given = await readSns(body, notes);
      if (!given) return [];
      const found = alarmIn(given, notes);
      return found ? ofAlarm(found, query.get('insufficient-data') === 'firing', notes) : [ofMessage(given, notes)];
    },
  };
}

export const cloudwatch = createCloudwatch();

/** Undefined for a message of another program: it is read as text. */
function alarmIn({ message }: Notified, notes: IntakeNotes): Alarm | undefined {
  const given = readJsonOrText(message);
  if (typeof given !== 'object' || given === null || !('AlarmName' in given)) return undefined;
  try {
    return parse(alarm, given, notes, ['Message']);
  } catch (err) {
    if (err instanceof BadPayload) return undefined;
    throw err;
  }
}

function ofAlarm(given: Alarm, insufficientFires: boolean, notes: IntakeNotes): readonly Alert[] {
  if (given.NewStateValue === 'INSUFFICIENT_DATA' && !insufficientFires) return [];
  const { AlarmName: name, AlarmArn: arn, AWSAccountId: account, Region: region } = given;
  const metrics = metricsOf(given);
  const changedAt = notes.notAhead('Message.StateChangeTime', given.StateChangeTime);
  return [
    alertFrom('cloudwatch', {
      status: given.NewStateValue === 'OK' ? 'resolved' : 'firing',
      title: [name],
      description: [given.AlarmDescription, given.NewStateReason].filter((text) => text?.trim()).join('\n'),
      identity: arn?.trim() || { parts: ['alarm', account, region, name] },
      labels: labelsOf(
        { alarm: name, account, region: regionOf(arn) ?? region },
        ...metrics.map(({ MetricName, Namespace }) => ({ metric: MetricName, namespace: Namespace })),
        ...metrics.map(({ Dimensions }) => dimensionsOf(Dimensions ?? [])),
      ),
      url: [consoleOf(arn, name)],
      startsAt: changedAt,
      resolvedAt: changedAt,
    }),
  ];
}

/** Whatever else goes over the topic; of that only events of EventBridge may say that they are over. */
function ofMessage(given: Notified, notes: IntakeNotes): Alert {
  const { topic, subject, message, at } = given;
  const body = readJsonOrText(message);
  if (labelValue(body, 'detail-type') && labelValue(body, 'source'))
    return readAwsEvent('cloudwatch', readPayload(body, notes, ['Message']));
  const event = databaseEventIn(body);
  const [firstLine] = message.trim().split('\n', 1);
  return alertFrom('cloudwatch', {
    status: 'firing',
    title: [event?.title, subject, firstLine],
    description: message,
    identity: { parts: ['topic', topic, ...(event?.parts ?? [subject ?? firstLine])] },
    labels: labelsOf({ topic: topic.split(':').at(-1), region: regionOf(topic) }, event?.labels),
    startsAt: at,
  });
}

/** Events of RDS. All that RDS sends has one subject, so that the subject identifies nothing. */
function databaseEventIn(given: unknown) {
  const what = labelValue(given, 'Event Message');
  const whose = labelValue(given, 'Source ID');
  if (what && whose) {
    const [source, event] = [labelValue(given, 'Event Source'), labelValue(given, 'Event ID')?.split('#').at(-1)];
    return {
      title: `${whose}: ${what}`,
      parts: ['rds', source, whose, event ?? what],
      labels: { source, resource: whose, event },
    };
  }
  return undefined;
}

/** The first is what the labels tell where they differ. */
function metricsOf({ Trigger: trigger }: Alarm): readonly z.infer<typeof metric>[] {
  const inside = (trigger?.Metrics ?? []).flatMap(({ MetricStat: stat }) => (stat ? [stat.Metric] : []));
  return trigger ? [trigger, ...inside] : [];
}

/** SNS writes `name` and `value`; the API, and what is made of it, writes them with a capital. */
function dimensionsOf(dimensions: readonly unknown[]) {
  const pairs = dimensions.flatMap((one) => {
    if (typeof one !== 'object' || one === null) return [];
    const { name, Name, value, Value } = one as Readonly<Record<string, unknown>>;
    return [[name ?? Name, value ?? Value]];
  });
  return Object.fromEntries(pairs);
}

/** `arn:aws:cloudwatch:eu-west-1:…`. The field Region has the name for people, `EU (Ireland)`. */
function regionOf(arn: string | null | undefined): string | undefined {
  const region = arn?.split(':')[3];
  return region && /^[a-z0-9-]{1,40}$/.test(region) ? region : undefined;
}

function consoleOf(arn: string | null | undefined, name: string): string | undefined {
  const region = regionOf(arn);
  if (!region) return undefined;
  const domain = arn?.startsWith('arn:aws-cn:') ? 'console.amazonaws.cn' : 'console.aws.amazon.com';
  const alarmName = encodeURIComponent(truncate(name, 255));
  return `https://${region}.${domain}/cloudwatch/home?region=${region}#alarmsV2:alarm/${alarmName}`;
}
