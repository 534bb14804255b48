import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { barred } from '../../lib/text.ts';
import type { Message } from '../../ports/message.ts';
import type { Reader } from '../reader.ts';
import { duration } from '../times.ts';
import { eventSentence } from './events.ts';
import { headline } from './incident.ts';

/**
 * Returns the message for the announce channel about an update or the resolution: “#42 Checkout is down: Alice Chen resolved
 * …”.
 */
export function announcementView(incident: Incident, event: IncidentEvent, reader: Reader): Message {
  const isResolved = event.type === 'resolved';
  const lasted = duration(event.at.getTime() - incident.declared.at.getTime(), reader);
  const took = isResolved ? ` · ${reader.t('announce.took', { duration: lasted })}` : '';
  return {
    text: `${headline(incident)}: ${barred(eventSentence(event, reader))}${took}`,
    tone: isResolved ? 'success' : 'neutral',
    zone: reader.zone,
    language: reader.language,
  };
}
