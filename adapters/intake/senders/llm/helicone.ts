import { parsedJson } from '../../../../src/lib/values/json.ts';
import { alertFrom, labelsOf, labelValue, record } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { type Payload, readPayload } from '../../reading/payload.ts';
import { withoutPrompts } from '../../reading/prompts.ts';
import type { Sender } from '../../sender.ts';

/**
 * Helicone: its webhook comes with every request that matches, so that one with an error is an alert and one that went
 * well is none. It never says that something is over: set `resolveAfter`. Alerts of Helicone itself go to Slack and mail.
 */
export const helicone: Sender = {
  name: 'helicone',
  label: 'Helicone',
  about: 'The webhook of requests: those whose response is an error. It never says that something is over.',
  documentation: 'https://docs.helicone.ai/features/webhooks',
  read(arrived) {
    const given = readPayload(arrived.body, arrived.notes);
    given.needs('request_id', 'model', 'response_body');
    const error = errorIn(given, arrived.notes);
    if (!error) return [];
    const [model, provider] = [given.text('model'), given.text('provider')?.toLowerCase()];
    const kind = error.first('code', 'type', 'status') ?? 'error';
    const metadata = given.part('metadata');
    return [
      alertFrom('helicone', {
        status: 'firing',
        title: [[[provider, model].filter((part) => part).join(' '), kind].filter((part) => part).join(': ')],
        description: error.text('message'),
        identity: { parts: ['error', provider, model, kind] },
        labels: labelsOf(
          {
            model,
            provider,
            cost: metadata.text('cost'),
            latency_ms: metadata.text('latencyMs'),
            total_tokens: metadata.text('totalTokens'),
            request: given.text('request_id'),
          },
          withoutPrompts({ request_body: given.text('request_body') }, arrived),
        ),
        url: [given.text('request_response_url')],
      }),
    ];
  },
};

/** The body of the response is JSON in a text, or the object itself; providers put what failed under `error`. */
function errorIn(given: Payload, notes: IntakeNotes): Payload | undefined {
  const whole = given.whole.response_body;
  const response = record.safeParse(typeof whole === 'string' ? parsedJson(whole) : whole).data;
  const error = response?.error;
  if (!error) return undefined;
  const read = record.safeParse(error).data ?? { message: labelValue(response, 'error') };
  return readPayload(read, notes, ['response_body', 'error']);
}
