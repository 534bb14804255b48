import { alertFrom, labelsOf, unixSeconds } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

const [UP, CERTIFICATE] = ['2', '3'];

/**
 * UptimeRobot: an alert contact of the type Webhook with the address `…/v1/alerts/uptimerobot?token=…&`. It puts its
 * variables into the address, or into the body where a POST value names them.
 */
export const uptimeRobot: Sender = {
  name: 'uptimerobot',
  label: 'UptimeRobot',
  about: 'An alert contact of the type Webhook; its variables may stand in the address or in the body.',
  documentation: 'https://uptimerobot.com/help/web-hook-alert-contacts/',
  methods: ['POST', 'GET'],
  read({ body, query, notes }) {
    const given = readPayload(body ?? Object.fromEntries(query), notes);
    given.needs('monitorID', 'monitorFriendlyName', 'monitorURL');
    const name = given.first('monitorFriendlyName', 'monitorURL', 'monitorID');
    const type = given.text('alertType');
    const isUp = type === UP || (type === undefined && given.text('alertTypeFriendlyName')?.toLowerCase() === 'up');
    const isCertificate = type === CERTIFICATE;
    const days = given.text('sslExpiryDaysLeft');
    const at = given.date('alertDateTime', unixSeconds);
    return [
      alertFrom('uptimerobot', {
        status: isUp ? 'resolved' : 'firing',
        title: [
          isCertificate ? `The certificate of ${name} ends ${days ? `in ${days} days` : 'soon'}` : undefined,
          `${name} is ${isUp ? 'up' : 'down'}`,
        ],
        description: given.text('alertDetails'),
        identity: {
          parts: [isCertificate ? 'certificate' : 'monitor', given.first('monitorID', 'monitorURL') ?? name],
        },
        severity: isCertificate ? 'sev4' : undefined,
        labels: labelsOf({ monitor: name, monitor_id: given.text('monitorID') }),
        url: [given.text('monitorURL')],
        startsAt: at,
        resolvedAt: at,
      }),
    ];
  },
};
