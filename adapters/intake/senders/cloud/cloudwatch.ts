import { z } from 'zod';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { truncate } from '../../../../src/lib/text.ts';
import type { HeaderReader } from '../../../../src/ports/http.ts';
import { readAwsEvent } from '../../reading/aws-events.ts';
import { budgetIn, databaseEventIn, isNoAlert, serviceEventIn, serviceTextIn } from '../../reading/aws-messages.ts';
import { looseDate } from '../../reading/dates.ts';
import { alertFrom, labelsOf, labelValue, maybeWords, words } from '../../reading/fields.ts';
import { readJsonOrText } from '../../reading/json.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { parse } from '../../reading/parse.ts';
import { readPayload } from '../../reading/payload.ts';
import { BadPayload, type Sender } from '../../sender.ts';
import { createSns, type Notified } from '../../sns.ts';
import type { WayOut } from '../../sns-certificates.ts';
import { readInside } from '../api.ts';

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
 * `https://tocsin.example.org/v1/alerts/cloudwatch?token=…`. The subscription is confirmed by itself. With raw message delivery
 * there is no signature to check, and the subject is lost. An alarm in INSUFFICIENT_DATA says nothing, unless the address ends in `&insufficient-data=firing`.
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
      'Messages of an SNS topic. Signatures are checked, and the subscription is confirmed by itself. Raw message delivery is read as well, without a signature and a subject.',
    documentation: 'https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html',
    isStrict: true,
    async read({ body, query, notes, headers }) {
      const given = isRaw(body, headers) ? rawMessage(body, headers, notes) : await readSns(body, notes);
      if (!given) return [];
      const found = alarmIn(given, notes);
      return found ? ofAlarm(found, query.get('insufficient-data') === 'firing', notes) : ofMessage(given, notes);
    },
  };
}

export const cloudwatch = createCloudwatch();

/** The fields of SNS's envelope: a body that has one of them has to have a right signature. */
const signedFields = ['Type', 'MessageId', 'Signature', 'SigningCertURL', 'SubscribeURL'];

/** Raw message delivery sends the message alone, without a signature: the token in the address is what tells that it may come in. */
function isRaw(body: unknown, headers: HeaderReader): boolean {
  const isMarked = headers.get('x-amz-sns-rawdelivery')?.toLowerCase() === 'true';
  if (typeof body !== 'object' || body === null) return isMarked && typeof body === 'string' && body.trim() !== '';
  return !signedFields.some((name) => name in body) && (isMarked || 'AlarmName' in body);
}

function rawMessage(body: unknown, headers: HeaderReader, notes: IntakeNotes): Notified {
  return {
    topic: headers.get('x-amz-sns-topic-arn') ?? '',
    message: typeof body === 'string' ? body : JSON.stringify(body),
    at: notes.now,
  };
}

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

/** Whatever else goes over the topic: events of EventBridge, what has a known shape or names of its own, and text. */
function ofMessage(given: Notified, notes: IntakeNotes): readonly Alert[] {
  const { topic, subject, message, at } = given;
  const body = readJsonOrText(message);
  if (labelValue(body, 'detail-type') && labelValue(body, 'source'))
    return readAwsEvent('cloudwatch', readPayload(body, notes, ['Message']));
  if (isNoAlert(body)) return [];
  const event = databaseEventIn(body) ?? serviceEventIn(body);
  const read = event || typeof body !== 'object' ? undefined : readInside('cloudwatch', body, notes);
  if (read) return read;
  const told = event ?? budgetIn(message) ?? serviceTextIn(message);
  if (told?.status === 'silent') return [];
  const [firstLine] = message.trim().split('\n', 1);
  return [
    alertFrom('cloudwatch', {
      status: told?.status ?? 'firing',
      title: [told?.title, subject, firstLine],
      description: message,
      identity: { parts: ['topic', topic, ...(told?.parts ?? [subject ?? firstLine])] },
      labels: labelsOf({ topic: topic.split(':').at(-1), region: regionOf(topic) }, told?.labels),
      url: [told?.url],
      startsAt: at,
      resolvedAt: at,
    }),
  ];
}

/** The first is what the labels tell where they differ. */
function metricsOf({ Trigger: trigger }: Alarm): readonly z.infer<typeof metric>[] {
  const inside = (trigger?.Metrics ?? []).flatMap(({ MetricStat: stat }) => (stat ? [stat.Metric] : []));
  return trigger ? [trigger, ...inside] : [];
}

/** SNS writes `name` and `value`; the API, and what is made of it, writes them with a capital. */
function dimensionsOf(dimensions: readonly unknown[]) {
  const pairs = dimensions.flatMap((one) => {
    const name = labelValue(one, 'name') ?? labelValue(one, 'Name');
    return name === undefined ? [] : [[name, labelValue(one, 'value') ?? labelValue(one, 'Value')] as const];
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
