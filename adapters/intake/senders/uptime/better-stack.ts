import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { linesOf, readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

/** What neither begins nor ends anything: not confirmed yet, taken by somebody there, or about to be over. */
const silent: ReadonlySet<string> = new Set(['unconfirmed', 'acknowledged', 'validating']);

/**
 * Better Stack Uptime: an outgoing webhook for incidents. It posts an incident when it begins, when it is acknowledged
 * there, which makes no alert here, and when it is over.
 */
export const betterStack: Sender = {
  name: 'better-stack',
  label: 'Better Stack',
  about: 'An outgoing webhook of the type Incident.',
  documentation: 'https://betterstack.com/docs/uptime/webhooks/',
  read({ body, notes }) {
    const whole = readPayload(body, notes);
    const incident = whole.part('data');
    incident.needs('id', 'attributes.name', 'attributes.cause', 'attributes.url');
    const given = incident.part('attributes');
    // Its other webhooks tell who is on call now, and that somebody changed a monitor.
    const type = incident.text('type');
    if (type?.startsWith('on_call') || (type === 'monitor' && given.text('status') === undefined)) return [];
    // Older webhooks say it beside the incident alone.
    const status = (given.text('status') ?? whole.text('event'))?.toLowerCase();
    const resolvedAt = given.date('resolved_at');
    const isOver = status === 'resolved' || status === 'up' || (status === undefined && resolvedAt !== undefined);
    if (status !== undefined && silent.has(status)) return [];
    const [name, cause] = [given.first('name', 'pronounceable_name', 'url'), given.text('cause')];
    const monitor = incident.text('relationships.monitor.data.id');
    return [
      alertFrom('better-stack', {
        status: isOver ? 'resolved' : 'firing',
        title: [[name, cause].filter((text) => text).join(': '), `Incident ${incident.text('id')}`],
        description: linesOf(given.text('response_content')),
        identity: incident.text('id') ?? { parts: ['incident', monitor, name, given.text('url')] },
        labels: labelsOf({
          monitor: given.text('name'),
          monitor_id: monitor,
          team: given.text('team_name'),
          cause,
        }),
        url: [given.text('origin_url'), given.text('url')],
        startsAt: given.date('started_at'),
        resolvedAt,
      }),
    ];
  },
};
