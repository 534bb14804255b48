import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { alertFrom, labelsOf } from './fields.ts';
import type { Payload } from './payload.ts';

/**
 * Reads an event in the envelope of EventBridge (`source`, `detail-type`, `resources`, `detail`). Alarms of CloudWatch and
 * events of AWS Health say when they are over; others do not.
 */
export function readAwsEvent(sender: string, event: Payload): Alert {
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
    return alertFrom(sender, {
      ...shared,
      status: detail.text('state.value') === 'OK' ? 'resolved' : 'firing',
      title: [name],
      description: detail.text('state.reason'),
      identity: { parts: ['alarm', resource ?? name] },
    });
  }
  if (source === 'aws.health') {
    const code = detail.text('eventTypeCode');
    return alertFrom(sender, {
      ...shared,
      status: detail.text('statusCode') === 'closed' ? 'resolved' : 'firing',
      title: [[detail.text('service'), code].filter((part) => part).join(': '), kind],
      description: detail.parts('eventDescription')[0]?.text('latestDescription'),
      identity: { parts: ['health', detail.first('eventArn', 'communicationId') ?? code, event.text('region')] },
      labels: [
        ...shared.labels,
        ...labelsOf({ service: detail.text('service'), category: detail.text('eventTypeCategory') }),
      ],
    });
  }
  const message = detail.first('Message', 'message');
  const whose = detail.text('SourceIdentifier') ?? resource?.split(':').at(-1);
  return alertFrom(sender, {
    ...shared,
    status: 'firing',
    title: [
      message && whose ? `${whose}: ${message}` : undefined,
      whose ? `${kind}: ${whose}` : undefined,
      kind,
      source,
    ],
    description: message,
    identity: { parts: ['event', source, kind, resource ?? whose, detail.text('EventID')] },
  });
}
