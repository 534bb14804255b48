import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { readJsonOrText } from '../../reading/json.ts';
import { readPayload } from '../../reading/payload.ts';
import type { Arrived, Sender } from '../../sender.ts';
import { readInside } from '../api.ts';
import { googleCloud } from './google-cloud.ts';

/**
 * Google Pub/Sub: a push subscription, whose messages hold what was published as base64. What Cloud Monitoring publishes
 * is read as by its webhook; anything else is an alert of its own, which never ends by itself.
 */
export const googlePubSub: Sender = {
  name: 'google-pubsub',
  label: 'Google Pub/Sub',
  about: 'A push subscription, with the envelope; of a notification channel of Cloud Monitoring, or of anything else.',
  documentation: 'https://cloud.google.com/pubsub/docs/push',
  read(arrived) {
    const envelope = readPayload(arrived.body, arrived.notes);
    envelope.needs('message.data', 'message.messageId', 'message.message_id');
    const data = envelope.text('message.data') ?? '';
    const body = readJsonOrText(Buffer.from(data, 'base64').toString());
    if (typeof body === 'object' && body !== null && 'incident' in body) return googleCloud.read({ ...arrived, body });
    const read = typeof body === 'object' ? readInside('google-pubsub', body, arrived.notes) : undefined;
    if (read) return read;
    return [ofMessage(arrived, typeof body === 'string' ? body : JSON.stringify(body))];
  },
};

function ofMessage({ body, notes }: Arrived, text: string): Alert {
  const envelope = readPayload(body, notes);
  const subscription = envelope.text('subscription')?.split('/').at(-1);
  const id = envelope.first('message.messageId', 'message.message_id');
  const [line = ''] = text.trim().split('\n', 1);
  return alertFrom('google-pubsub', {
    status: 'firing',
    title: [line, `Message of ${subscription ?? id}`],
    description: text,
    identity: { parts: ['message', subscription, line || id] },
    labels: labelsOf({ subscription }, envelope.record('message.attributes')),
    startsAt: envelope.date('message.publishTime') ?? envelope.date('message.publish_time'),
  });
}
