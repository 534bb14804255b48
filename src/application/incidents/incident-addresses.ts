import type { Incident } from '../../domain/incident/incident.ts';
import type { Platform } from '../../domain/people.ts';
import { isLoopback } from '../../lib/loopback.ts';
import type { Chat } from '../../ports/chat.ts';
import type { IncidentAddresses } from '../../views/incident/incident-links.ts';

interface Parts {
  readonly chats: ReadonlyMap<Platform, Pick<Chat, 'linkTo'>>;
  readonly publicUrl: string;
}

/** Returns what finds the addresses of incidents with these chats. */
export function createAddressFinder(parts: Parts) {
  return (incident: Pick<Incident, 'number' | 'rooms'>, platform: Platform, seenIn: readonly string[]) =>
    addressesOfIncident(parts, incident, platform, seenIn);
}

/**
 * Finds where an incident is for those who read on this platform: its room there, and its page on the web. The page is left
 * out where PUBLIC_URL leads to the reader's own machine instead of this server. In the web chat the page is the room.
 *
 * @param seenIn ids of the rooms and messages in which it is said: a room is not linked to from itself
 */
export async function addressesOfIncident(
  { chats, publicUrl }: Parts,
  incident: Pick<Incident, 'number' | 'rooms'>,
  platform: Platform,
  seenIn: readonly string[],
): Promise<IncidentAddresses> {
  const opened = incident.rooms.find((one) => one.platform === platform);
  const isHere = opened !== undefined && seenIn.includes(opened.address.id);
  const page = `${publicUrl}/incidents/${incident.number}`;
  if (platform === 'web') return isHere ? {} : { room: page };
  const room = opened && !isHere ? await chats.get(platform)?.linkTo(opened.address) : undefined;
  return {
    ...(room !== undefined && { room }),
    ...(!isLoopback(new URL(publicUrl).hostname) && { web: page }),
  };
}
