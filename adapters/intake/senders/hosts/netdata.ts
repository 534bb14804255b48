import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { linesOf, readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

/**
 * Netdata Cloud: a notification integration of the type Webhook. It tells of alerts (`severity`) and of nodes that cannot
 * be reached (`status.reachable`).
 */
export const netdata: Sender = {
  name: 'netdata',
  label: 'Netdata',
  about: 'A notification integration of the type Webhook of Netdata Cloud, with the authentication Bearer or Basic.',
  documentation: 'https://learn.netdata.cloud/docs/alerting/notifications/centralized-cloud-notifications/webhook',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('alert', 'alarm', 'message', 'host', 'node');
    const name = given.first('alert', 'alarm');
    const severity = given.text('severity')?.toLowerCase();
    const isReachable =
      given.text('status.reachable') === 'true' || given.text('status')?.toLowerCase() === 'reachable';
    const host = given.first('host', 'node');
    const address = given.first('alert_url', 'alarm_url', 'url');
    const rooms = Object.keys(given.record('Rooms') ?? given.record('rooms') ?? {});
    return [
      alertFrom('netdata', {
        status: severity === 'clear' || (name === undefined && isReachable) ? 'resolved' : 'firing',
        title: [given.text('message'), [name, given.text('chart')].filter((part) => part).join(' on '), host],
        description: linesOf(given.text('info'), given.text('status.text')),
        identity: name
          ? {
              parts: [
                'alert',
                name,
                given.text('chart'),
                given.text('context'),
                given.text('space'),
                host ?? pathOf(address),
              ],
            }
          : { parts: ['reachability', host ?? given.text('message')] },
        severity: severity === 'clear' ? undefined : severityOf(severity),
        labels: labelsOf(
          { alert: name, chart: given.text('chart'), context: given.text('context'), family: given.text('family') },
          { class: given.text('class'), space: given.text('space'), host, room: rooms[0] },
        ),
        url: [address],
        startsAt: given.date('date'),
        resolvedAt: given.date('date'),
      }),
    ];
  },
};

/** An alert does not name its node; only its address is another for each. */
function pathOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).pathname : undefined;
}
