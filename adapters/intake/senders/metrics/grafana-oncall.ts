import { alertFrom } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

/**
 * Grafana OnCall's formatted webhook, for what spoke to that: the same path on Tocsin, with one of API_TOKENS as its
 * last part.
 */
export const grafanaOnCall: Sender = {
  name: 'grafana-oncall',
  label: 'Grafana OnCall',
  about: 'What was posted to a formatted webhook of Grafana OnCall; the last part of its path is the token.',
  documentation: 'https://grafana.com/docs/oncall/latest/integrations/webhook/',
  paths: ['/integrations/v1/formatted_webhook/*'],
  token: ({ rest }) => (rest ? decodeURIComponent(rest) : undefined),
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('title', 'message', 'alert_uid');
    return [
      alertFrom('grafana-oncall', {
        status: statusOf(given.text('state')),
        title: [given.text('title'), given.text('message'), given.text('alert_uid')],
        description: given.text('message'),
        identity: given.text('alert_uid') ?? { parts: ['title', given.first('title', 'message')] },
        url: [given.text('link_to_upstream_details')],
        image: [given.text('image_url')],
      }),
    ];
  },
};
