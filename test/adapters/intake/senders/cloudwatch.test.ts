import { beforeEach, describe, expect, it } from 'vitest';
import { createCloudwatch } from '../../../../adapters/intake/senders/cloud/cloudwatch.ts';
import { fixture } from '../door.ts';
import { certificateUrl, startFakeSns, subscribeUrl } from '../fake-sns.ts';
import { selfSigned } from '../self-signed.ts';
import { changed, fieldsOf, labelsOf, send } from './sending.ts';

const certificate = selfSigned();
let sns: ReturnType<typeof startFakeSns>;
let senders: readonly [ReturnType<typeof createCloudwatch>];

beforeEach(() => {
  sns = startFakeSns(certificate);
  senders = [createCloudwatch(sns.wayOut)];
});

/** As SNS does: JSON that calls itself text. */
function post(envelope: unknown, query = '') {
  const headers = { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' };
  return send(`/v1/alerts/cloudwatch${query}`, envelope, { headers, senders });
}

const alarm = () =>
  sns.envelope('Notification', { Subject: 'ALARM: "Checkout 5xx"', Message: fixture('cloudwatch-alarm') });

describe('alarms', () => {
  it.each(['1', '2'] as const)('are read, and their end under the same key: signature version %s', async (version) => {
    const { status, alerts, given } = await post(
      sns.envelope('Notification', { Message: fixture('cloudwatch-alarm') }, version),
    );
    expect([status, given]).toEqual([202, { accepted: 1, incidents: [1] }]);
    const [fired] = alerts;
    expect(fired).toMatchObject({
      source: 'cloudwatch',
      status: 'firing',
      title: 'Checkout 5xx',
      description: expect.stringMatching(/^The load balancer answers too many 5xx\nThreshold Crossed/),
      fingerprint: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:Checkout 5xx',
      url: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/Checkout%205xx',
      startsAt: new Date('2026-01-15T11:41:08.123Z'),
    });
    expect(labelsOf(fired)).toEqual({
      alarm: 'Checkout 5xx',
      account: '123456789012',
      region: 'eu-west-1',
      metric: 'HTTPCode_Target_5XX_Count',
      namespace: 'AWS/ApplicationELB',
      LoadBalancer: 'app/checkout/50dc6c495c0c9188',
    });
    const over = await post(sns.envelope('Notification', { Message: fixture('cloudwatch-ok') }, version));
    expect(over.alerts).toMatchObject([{ status: 'resolved', fingerprint: fired?.fingerprint }]);
  });

  it('on an expression tell the metrics and dimensions inside it', async () => {
    const { alerts } = await post(sns.envelope('Notification', { Message: fixture('cloudwatch-expression') }));
    expect(labelsOf(alerts[0])).toEqual({
      alarm: 'Checkout error rate',
      account: '123456789012',
      region: 'eu-west-1',
      metric: 'HTTPCode_Target_5XX_Count',
      namespace: 'AWS/ApplicationELB',
      LoadBalancer: 'app/checkout/50dc6c495c0c9188',
      TargetGroup: 'targetgroup/checkout/1',
    });
  });

  it('with dimensions that are not text are read without them', async () => {
    const dimensions = [
      { name: { toString: 1 }, value: 'a' },
      { name: 'LoadBalancer', value: { toString: 1 } },
      7,
      null,
    ];
    const Message = JSON.stringify(changed('cloudwatch-alarm', 'Trigger.Dimensions', dimensions));
    const { status, alerts } = await post(sns.envelope('Notification', { Message }));
    expect(status).toBe(202);
    expect(labelsOf(alerts[0])).toMatchObject({ alarm: 'Checkout 5xx', region: 'eu-west-1' });
    expect(labelsOf(alerts[0])).not.toHaveProperty('LoadBalancer');
  });

  it('of several alarms have no metric', async () => {
    const { alerts } = await post(sns.envelope('Notification', { Message: fixture('cloudwatch-composite') }));
    expect(alerts).toMatchObject([
      { status: 'firing', title: 'Shop', description: expect.stringContaining('transitioned to ALARM') },
    ]);
    expect(labelsOf(alerts[0])).toEqual({ alarm: 'Shop', account: '123456789012', region: 'eu-west-1' });
  });

  it('in INSUFFICIENT_DATA say nothing, unless the address says so', async () => {
    const message = JSON.stringify(changed('cloudwatch-alarm', 'NewStateValue', 'INSUFFICIENT_DATA'));
    const envelope = sns.envelope('Notification', { Message: message });
    const quiet = await post(envelope);
    expect([quiet.status, quiet.alerts]).toEqual([202, []]);
    expect((await post(envelope, '?insufficient-data=firing')).alerts).toMatchObject([{ status: 'firing' }]);
  });

  it.each<[string, unknown]>([
    ['NewStateValue', 'BROKEN'],
    ['StateChangeTime', 'noon'],
    ['AlarmName', null],
  ])('page with %s as %s', async (field, value) => {
    const message = JSON.stringify(changed('cloudwatch-alarm', field, value));
    const { status, alerts } = await post(sns.envelope('Notification', { Message: message }));
    expect([status, alerts]).toMatchObject([202, [{ status: 'firing' }]]);
  });
});

it('tells events of RDS apart, which all have one subject', async () => {
  const event = (resource: string, what: string) =>
    sns.envelope('Notification', {
      Subject: 'RDS Notification Message',
      Message: JSON.stringify({
        'Event Source': 'db-instance',
        'Source ID': resource,
        'Event ID': 'http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html#RDS-EVENT-0089',
        'Event Message': what,
      }),
    });
  const [orders] = (await post(event('orders', 'The allocated storage is exhausted'))).alerts;
  const [billing] = (await post(event('billing', 'The allocated storage is exhausted'))).alerts;
  expect(orders).toMatchObject({ title: 'orders: The allocated storage is exhausted' });
  expect(labelsOf(orders)).toMatchObject({ resource: 'orders', event: 'RDS-EVENT-0089' });
  expect(billing?.fingerprint).not.toBe(orders?.fingerprint);
});

it('names the kind and the resource of an event of EventBridge', async () => {
  const message = {
    'detail-type': 'EC2 Instance State-change Notification',
    source: 'aws.ec2',
    resources: ['arn:aws:ec2:eu-west-1:123456789012:instance/i-0abc'],
    detail: { state: 'stopped' },
  };
  const { alerts } = await post(sns.envelope('Notification', { Message: JSON.stringify(message) }));
  expect(alerts).toMatchObject([{ title: 'EC2 Instance stopped: instance/i-0abc' }]);
});

it('takes any other text, by its subject', async () => {
  const given = { Subject: 'Budget is spent', Message: 'You have spent {all} of it.\nSorry.' };
  const { alerts } = await post(sns.envelope('Notification', given));
  expect(alerts).toMatchObject([
    {
      status: 'firing',
      title: 'Budget is spent',
      description: given.Message,
      startsAt: new Date('2026-01-15T11:59:00.123Z'),
    },
  ]);
  const plain = await post(sns.envelope('Notification', { Message: '{"half": ' }));
  expect(plain.alerts).toMatchObject([{ status: 'firing', title: '{"half":' }]);
});

describe('subscriptions', () => {
  it('are confirmed at the address that SNS gives', async () => {
    const { status, alerts } = await post(sns.envelope('SubscriptionConfirmation', { Message: 'You have chosen …' }));
    expect([status, alerts]).toEqual([202, []]);
    expect(sns.asked).toEqual([certificateUrl, subscribeUrl]);
  });

  it('are not confirmed anywhere else', async () => {
    const forged = sns.envelope('SubscriptionConfirmation', {
      Message: 'x',
      SubscribeURL: 'https://evil.example.org/',
    });
    const answer = await post(forged);
    expect([answer.status, fieldsOf(answer)]).toEqual([400, ['SubscribeURL']]);
    expect(sns.asked).toEqual([]);
  });

  it('are not confirmed on a wrong signature', async () => {
    const envelope = sns.envelope('SubscriptionConfirmation', { Message: 'x' });
    expect((await post({ ...envelope, Token: 'other' })).status).toBe(403);
    expect(sns.asked).toEqual([certificateUrl]);
  });

  it('that cannot be confirmed are to be sent again', async () => {
    sns.answers((address) => new Response(certificate.pem, { status: address === certificateUrl ? 200 : 500 }));
    expect((await post(sns.envelope('SubscriptionConfirmation', { Message: 'x' }))).status).toBe(503);
  });

  it('that end are noted', async () => {
    const { status, alerts } = await post(sns.envelope('UnsubscribeConfirmation', { Message: 'x' }));
    expect([status, alerts, sns.asked]).toEqual([202, [], [certificateUrl]]);
  });
});

describe('what SNS did not sign', () => {
  it.each<[string, string | undefined]>([
    ['Message', fixture('cloudwatch-ok')],
    ['Subject', 'another'],
    ['Subject', undefined],
    ['MessageId', 'another'],
    ['Timestamp', '2026-01-15T11:58:00.123Z'],
    ['TopicArn', 'arn:aws:sns:eu-west-1:123456789012:other'],
    ['SignatureVersion', '2'],
    ['Signature', 'AAAA'],
    ['Signature', ''],
  ])('is refused: another %s', async (name, value) => {
    const { status, alerts } = await post({ ...alarm(), [name]: value });
    expect([status, alerts]).toEqual([403, []]);
  });

  it('is refused under another key of the same name, and under one that has run out', async () => {
    sns.answers(() => new Response(selfSigned().pem));
    expect((await post(alarm())).status).toBe(403);
    const old = startFakeSns(selfSigned('20240101000000Z', '20250101000000Z'));
    senders = [createCloudwatch(old.wayOut)];
    expect((await post(old.envelope('Notification', { Message: 'x' }))).status).toBe(403);
  });

  it.each([
    'http://sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example.org/a.pem',
    'https://sns.eu-west-1.amazonaws.com@evil.example.org/a.pem',
    'https://evil.example.org/sns.eu-west-1.amazonaws.com/a.pem',
    'https://evil-sns.eu-west-1.amazonaws.com/a.pem',
    'https://my-bucket.s3.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/a.pem',
    'https://user@sns.eu-west-1.amazonaws.com/a.pem',
    'file:///etc/passwd',
    'https://169.254.169.254/latest',
    'nonsense',
    '',
  ])('is not looked for at %s', async (address) => {
    const answer = await post({ ...alarm(), SigningCertURL: address });
    expect([answer.status, fieldsOf(answer), sns.asked]).toEqual([400, ['SigningCertURL'], []]);
  });

  it.each(['https://sns.us-gov-west-1.amazonaws.com/a.pem', 'https://sns.cn-north-1.amazonaws.com.cn/a.pem'])(
    'may be at %s',
    async (address) => {
      sns.answers(() => new Response(certificate.pem));
      expect((await post({ ...alarm(), SigningCertURL: address })).status).toBe(202);
    },
  );
});

it.each([
  ['2026-01-14T11:59:59.999Z', 400],
  ['2026-01-14T12:00:00.000Z', 202],
  ['2026-01-15T13:00:00.000Z', 202],
  ['2026-01-15T13:00:00.001Z', 400],
])('a message of %s is answered %i at twelve', async (Timestamp, status) => {
  const answer = await post(sns.envelope('Notification', { Message: 'x', Timestamp }));
  expect(answer.status).toBe(status);
  if (status === 400) expect([fieldsOf(answer), answer.alerts, sns.asked]).toEqual([['Timestamp'], [], []]);
});

it.each(['Type', 'MessageId', 'TopicArn', 'Message', 'Timestamp', 'SignatureVersion', 'Signature', 'SigningCertURL'])(
  'refuses an envelope without %s',
  async (name) => {
    const answer = await post({ ...alarm(), [name]: undefined });
    expect([answer.status, fieldsOf(answer), answer.alerts]).toEqual([400, [name], []]);
  },
);

it('reads an alarm by raw delivery, which has no signature', async () => {
  const answer = await post(fixture('cloudwatch-alarm'));
  expect([answer.status, answer.alerts]).toMatchObject([202, [{ title: 'Checkout 5xx', status: 'firing' }]]);
});

describe('the certificate', () => {
  it('is fetched once, also for many at once', async () => {
    await Promise.all([post(alarm()), post(alarm()), post(alarm())]);
    await post(alarm());
    expect(sns.asked).toEqual([certificateUrl]);
  });

  it.each<[string, () => Response]>([
    ['does not come', () => new Response('', { status: 404 })],
    ['is none', () => new Response('hello')],
    ['never ends', () => new Response(certificate.pem + ' '.repeat(70_000))],
    [
      'cannot be reached',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('that %s: 503, and it is asked for again', async (_, answer) => {
    sns.answers(answer);
    const first = await post(alarm());
    expect([first.status, first.alerts]).toEqual([503, []]);
    sns.answers(() => new Response(certificate.pem));
    expect((await post(alarm())).status).toBe(202);
  });

  it('that does not come in time: 503', async () => {
    const never = createCloudwatch(
      (_, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      20,
    );
    senders = [never];
    expect((await post(alarm())).status).toBe(503);
  });
});
