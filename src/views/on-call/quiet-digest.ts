import type { Listed } from '../../domain/incident/listed.ts';
import type { Message } from '../../ports/message.ts';
import { headline } from '../incident/incident.ts';
import { incidentLine } from '../lists.ts';
import type { Reader } from '../reader.ts';

const mostButtons = 5;

/** Returns the incidents that waited during a person's quiet hours, with a button to acknowledge each. */
export function quietDigestView(incidents: readonly Listed[], reader: Reader): Message {
  const { t, zone, language } = reader;
  const title = t('digest.title', { count: incidents.length });
  return {
    text: `${title}: ${incidents.map(headline).join('; ')}`,
    title,
    body: incidents.map((incident) => incidentLine(incident, reader)).join('\n'),
    tone: 'warning',
    buttons: incidents.slice(-mostButtons).map(({ number }) => ({
      label: t('digest.acknowledge', { number }),
      invokes: { command: 'ack', args: { incident: String(number) } },
    })),
    zone,
    language,
  };
}
