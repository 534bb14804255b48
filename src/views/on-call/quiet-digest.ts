import type { Listed } from '../../domain/incident/listed.ts';
import type { Message } from '../../ports/message.ts';
import { headline, stateSentence } from '../incident/incident.ts';
import type { Reader } from '../reader.ts';

const mostButtons = 5;

/** Good morning: what somebody was not woken for, with a button to take each. */
export function quietDigestView(incidents: readonly Listed[], reader: Reader): Message {
  const count = incidents.length === 1 ? 'one incident' : `${incidents.length} incidents`;
  const title = `While you were quiet: ${count} waited for you`;
  return {
    text: `${title}: ${incidents.map(headline).join('; ')}`,
    title,
    body: incidents.map((incident) => `${headline(incident)} · ${stateSentence(incident, reader)}`).join('\n'),
    tone: 'warning',
    buttons: incidents.slice(-mostButtons).map(({ number }) => ({
      label: `Acknowledge #${number}`,
      invokes: { command: 'ack', args: { incident: String(number) } },
    })),
    zone: reader.zone,
  };
}
