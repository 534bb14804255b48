import { percentDecoded } from '../../../../src/lib/links.ts';
import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Arrived, Sender } from '../../sender.ts';

/**
 * CloudEvents 1.0 over HTTP, structured (one JSON object) or binary (attributes as `ce-` headers, the data as the body).
 * An event is over when its data or the last part of its type says so: `com.example.disk.resolved`.
 */
export const cloudEvents: Sender = {
  name: 'cloudevents',
  label: 'CloudEvents',
  about:
    'One event, structured or binary. The last part of its type, or `status` in its data, says whether it is over.',
  documentation: 'https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md',
  read(arrived) {
    const event = readPayload(structured(arrived), arrived.notes);
    event.needs('type', 'id', 'source');
    const data = event.part('data');
    const type = event.text('type') ?? '';
    const last = type.split(/[.:]/).at(-1) ?? '';
    const word = data.first('status', 'state');
    const isOver = statusOf(word) === 'resolved' || (word === undefined && statusOf(last) === 'resolved');
    const subject = event.text('subject');
    const kind =
      statusOf(last) === 'resolved' || begins.has(last.toLowerCase()) ? type.slice(0, -last.length - 1) : type;
    return [
      alertFrom('cloudevents', {
        status: isOver ? 'resolved' : 'firing',
        title: [
          data.first('title', 'summary', 'message') ?? event.text('ibmendefaultshort'),
          [type, subject].filter((part) => part).join(': '),
          event.first('source', 'id'),
        ],
        description: data.first('description', 'message') ?? event.first('data', 'ibmendefaultlong'),
        identity: {
          parts: [
            'event',
            event.text('source'),
            data.first('key', 'dedup_key', 'fingerprint') ?? [kind, subject].join('/'),
          ],
        },
        severity: severityOf(data.first('severity', 'priority') ?? event.text('ibmenseverity')),
        labels: labelsOf({ type, event_source: event.text('source'), subject }, data.record('labels')),
        url: [data.first('url', 'link')],
        startsAt: event.date('time'),
        resolvedAt: event.date('time'),
      }),
    ];
  },
};

/** Last parts of a type that begin something; what stands before is the same for its end. */
const begins: ReadonlySet<string> = new Set([
  'firing',
  'triggered',
  'opened',
  'open',
  'down',
  'failed',
  'failure',
  'alert',
]);

/** In binary mode the attributes are headers, percent-encoded, and the body is the data. */
function structured({ body, headers }: Arrived): unknown {
  if (!headers.has('ce-type') && !headers.has('ce-id')) return body;
  const attributes = [...headers.keys()].flatMap((name) =>
    name.startsWith('ce-') ? [[name.slice(3), percentDecoded(headers.get(name) ?? '')]] : [],
  );
  return { ...Object.fromEntries(attributes), data: body };
}
