import { labelsOf, severityOf } from '../../reading/fields.ts';
import { readState } from '../../reading/statuses.ts';
import { joined, type KnownShape, silent } from './shape.ts';

/** An alert in Alerta's shape, as it takes and hands on alerts: one event of one resource. */
const alerta: KnownShape = {
  name: 'Alerta',
  signs: ['environment', 'resource', 'event', 'severity'],
  read(given) {
    const [resource, event] = [given.text('resource'), given.text('event')];
    const environment = given.text('environment');
    const word = given.text('status')?.toLowerCase() ?? '';
    if (/^(?:ack|assign|shelved|blackout)$/.test(word)) return silent;
    const isOver = /^(?:closed|expired|normal)$/.test(word) || readState(given.text('severity')) === 'resolved';
    // Events that replace each other, such as service_down and service_up, name each other.
    const correlated = given.texts('correlate');
    const text = given.text('text');
    return {
      status: isOver ? 'resolved' : 'firing',
      title: joined(' on ', event, resource) + (text === undefined ? '' : `: ${text}`),
      description: joined('\n', text, given.text('value')),
      identity: {
        parts: ['alerta', environment, resource, ...(correlated.length > 0 ? [...correlated].sort() : [event])],
      },
      severity: isOver ? undefined : severityOf(given.text('severity')),
      labels: labelsOf({ resource, event, environment, group: given.text('group'), origin: given.text('origin') }),
      url: [given.text('href'), given.text('attributes.moreInfo')],
      value: given.text('value'),
      startsAt: given.date('createTime'),
    };
  },
};

/** Kapacitor's handler post: the level is the state. */
const kapacitor: KnownShape = {
  name: 'Kapacitor',
  signs: ['id', 'level', 'duration', 'data'],
  read(given) {
    const level = given.text('level');
    const [series] = given.part('data').parts('series');
    const isOver = level?.toUpperCase() === 'OK';
    return {
      status: isOver ? 'resolved' : 'firing',
      title: given.first('message', 'id') ?? '',
      description: given.text('details'),
      identity: { parts: ['kapacitor', given.text('id')] },
      severity: isOver ? undefined : severityOf(level),
      labels: labelsOf(series?.record('tags'), { id: given.text('id') }),
    };
  },
};

/** Meraki's kinds that come in pairs, and what says in the others that it is over. */
const merakiPair = /^(?:started|stopped)_|_(?:up|down)$/;
const merakiLevels: Readonly<Record<string, string>> = { informational: 'info' };

/** Cisco Meraki's webhooks. The beginning and the end of a problem have ids of their own. */
const meraki: KnownShape = {
  name: 'Meraki',
  signs: ['organizationId', 'alertType', 'alertId', 'occurredAt'],
  read(given) {
    const kind = given.first('alertTypeId', 'alertType') ?? '';
    const what = given.text('alertType');
    const where = given.first('deviceName', 'deviceSerial', 'networkName');
    const told = given.first('alertData.connectivity', 'alertData.connected', 'alertData.uplinkConnectivity');
    const isOver = /^started_|_up$/.test(kind) || /\bcame (?:up|online)$/i.test(what ?? '') || told === 'true';
    const level = given.text('alertLevel') ?? '';
    return {
      status: isOver ? 'resolved' : 'firing',
      title: joined(' on ', what, where),
      identity: {
        parts: [
          ...['meraki', given.text('networkId'), given.text('deviceSerial'), kind.replace(merakiPair, '')],
          given.first('alertData.portNum', 'alertData.peerContact', 'alertData.mac', 'alertData.clientMac'),
        ],
      },
      severity: isOver ? undefined : severityOf(merakiLevels[level] ?? level),
      labels: labelsOf({
        network: given.text('networkName'),
        device: given.text('deviceName'),
        model: given.text('deviceModel'),
        organization: given.text('organizationName'),
        event: kind,
      }),
      url: [given.text('deviceUrl'), given.text('networkUrl')],
      startsAt: given.date('occurredAt'),
    };
  },
};

export const monitorShapes: readonly KnownShape[] = [alerta, kapacitor, meraki];
