import type { Directory } from '../../domain/directory.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import { isRoomLine, mostTogether } from '../../domain/incident/deliveries/room-lines.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Platform } from '../../domain/people.ts';
import type { Chat } from '../../ports/chat.ts';
import { eventsDecided, type IncidentStore } from '../../ports/incidents.ts';
import type { Clock } from '../../ports/runtime.ts';
import { roomLinesView } from '../../views/incident/incident.ts';
import { houseReader } from '../../views/reader.ts';

/** The events that one message reports to an incident's room. */
export interface Lines {
  /** Empty: rooms are not told about any of these events. */
  readonly events: readonly IncidentEvent[];
  /** The number of the last event that was looked at. */
  readonly upTo: number;
}

interface Parts {
  readonly store: Pick<IncidentStore, 'timeline'>;
  readonly chats: ReadonlyMap<Platform, Chat>;
  readonly clock: Clock;
  directory(): Directory;
}

/** Returns whether it tells a room of events. */
export function hasLines({ kind }: Delivery): boolean {
  return kind === 'notice' || kind === 'notices';
}

/**
 * Returns the next lines for the room: as many events as fit into one message of its platform, or those of the first try of
 * this message.
 *
 * @returns undefined for a delivery that has no lines
 */
export async function linesFor(parts: Parts, incident: Incident, delivery: Delivery): Promise<Lines | undefined> {
  const { kind, about, call = 0, upTo, progress } = delivery;
  if (kind === 'notice' && upTo !== undefined) return read(parts, incident, call - 1, upTo);
  if (kind === 'notice' && about) return { events: [about], upTo: call };
  if (kind !== 'notices') return undefined;
  if (progress.upTo !== undefined && progress.upTo > progress.shown) {
    return read(parts, incident, progress.shown, progress.upTo);
  }
  return fitting(parts, incident, delivery);
}

async function read({ store }: Parts, incident: Incident, after: number, upTo: number): Promise<Lines> {
  const decided = incident.seq >= upTo ? eventsDecided(incident, after)?.slice(0, upTo - after) : undefined;
  const entries = decided ?? (await store.timeline(incident.id, { after, limit: upTo - after }));
  return { events: entries.map(({ event }) => event).filter(isRoomLine), upTo };
}

async function fitting(parts: Parts, incident: Incident, { platform, progress }: Delivery): Promise<Lines> {
  const limit = parts.chats.get(platform)?.limits.text ?? 0;
  const decided = eventsDecided(incident, progress.shown)?.slice(0, mostTogether);
  const entries = decided ?? (await parts.store.timeline(incident.id, { after: progress.shown, limit: mostTogether }));
  const events: IncidentEvent[] = [];
  const house = houseReader(parts.directory(), parts.clock.now());
  let upTo = progress.shown;
  for (const { seq, event } of entries) {
    if (isRoomLine(event)) {
      // An event that is too long for a message goes alone, and the platform's adapter shortens it.
      const together = roomLinesView(incident, [...events, event], platform, house).text;
      if (events.length > 0 && together.length > limit) break;
      events.push(event);
    }
    upTo = seq;
  }
  return { events, upTo };
}
