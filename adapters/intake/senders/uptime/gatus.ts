import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { linesOf, readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

/** Gatus: its `custom` alerting provider, with the body of docs/alerts.md and `send-on-resolved`. */
export const gatus: Sender = {
  name: 'gatus',
  label: 'Gatus',
  about: 'The custom alerting provider; the body to use stands in docs/alerts.md.',
  documentation: 'https://github.com/TwiN/gatus#configuring-custom-alerts',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('name', 'url');
    const [name, group] = [given.first('name', 'url'), given.text('group')];
    const status = statusOf(given.text('status'));
    return [
      alertFrom('gatus', {
        status,
        title: [`${[group, name].filter((part) => part).join('/')} is ${status === 'resolved' ? 'up' : 'down'}`],
        description: linesOf(given.text('description'), given.text('errors'), given.text('conditions')),
        identity: { parts: ['endpoint', group, name] },
        labels: labelsOf({ endpoint: name, group }),
        url: [given.text('url')],
      }),
    ];
  },
};
