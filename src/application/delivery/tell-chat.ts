import { type Address, addressKey, type MessageRef } from '../../domain/address.ts';
import { accountOf, type Directory } from '../../domain/directory.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import { destination, isReplacement, isStillNeeded } from '../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { respondersOf } from '../../domain/incident/rooms/responders.ts';
import { type Platform, platformNames } from '../../domain/people.ts';
import { type Chat, DeliveryFailed, directTo } from '../../ports/chat.ts';
import type { IncidentStore } from '../../ports/incidents.ts';
import type { Message } from '../../ports/message.ts';
import type { Clock } from '../../ports/runtime.ts';
import { announcementView } from '../../views/incident/announcement.ts';
import { cardView, pageView, postedCardView, roomLinesView, roomName } from '../../views/incident/incident.ts';
import { withIncidentLinks, withMergedLink } from '../../views/incident/incident-links.ts';
import { houseReader, type Reader, readerOf } from '../../views/reader.ts';
import { addressesOfIncident } from '../incidents/incident-addresses.ts';
import type { Processes } from '../runtime/process-liveness.ts';
import { triedSince } from './claims.ts';
import type { Outcome } from './publish-to-sink.ts';
import type { Lines } from './room-lines.ts';

/** A card that people delete this often is unwanted. */
const mostReposts = 3;
/** The most people in one call; the others follow in the next one. */
const mostMembersAtOnce = 20;

interface Parts {
  readonly chats: ReadonlyMap<Platform, Chat>;
  readonly publicUrl: string;
  directory(): Directory;
  readonly clock: Clock;
  readonly store: Pick<IncidentStore, 'load'>;
  readonly processes: Pick<Processes, 'name'>;
}

/**
 * Opens the room, sends the message, or edits the existing one.
 *
 * @param lines the lines for a room
 * @throws DeliveryFailed
 */
export async function tellChat(
  parts: Parts,
  incident: Incident,
  delivery: Delivery,
  lines: Lines | undefined,
): Promise<Outcome> {
  const chat = parts.chats.get(delivery.platform);
  if (!chat) throw new DeliveryFailed(`${delivery.platform} is not set up any more`, 'never');
  if (delivery.kind === 'room') return openRoom(chat, incident, delivery);
  if (delivery.kind === 'members') return addMembers(parts, chat, incident, delivery);
  if (delivery.kind === 'room-name') return renameRoom(chat, incident, delivery);
  if (lines) return tellRoom(parts, chat, incident, delivery, lines);
  const message = await view(parts, incident, delivery);
  const { shown, reposts } = delivery.progress;
  // A page that is there, and whose reader was not told everywhere yet, is sent again under the same key.
  const isHalfTold = delivery.kind === 'page' && shown === 0 && isStillNeeded(incident, delivery);
  const ref = isHalfTold ? undefined : delivery.progress.ref;
  const kept = { shown: incident.revision, failures: 0, ...(reposts !== undefined && { reposts }) };
  if (ref && (await updated(chat, delivery, ref, message))) return { progress: { ...kept, ref }, addresses: [] };
  // The key differs from that of the deleted message, so that a repeat of the new one is recognized.
  const key = ref ? `${incident.id}/${delivery.id}/after ${ref.id}` : `${incident.id}/${delivery.id}`;
  const sent = await chat.send(addressOf(parts, incident, delivery), message, key, tried(parts, incident, delivery));
  const progress = { ...kept, ref: sent, ...(ref && { reposts: (reposts ?? 0) + 1 }) };
  return { progress, addresses: [addressKey(delivery.platform, sent.id)] };
}

/** Returns false when the card was deleted, and has to be posted again. A page that was deleted has been read. */
async function updated(chat: Chat, { kind, progress }: Delivery, ref: MessageRef, message: Message): Promise<boolean> {
  try {
    await chat.update(ref, message);
    return true;
  } catch (err) {
    const isGone = err instanceof DeliveryFailed && err.gone === 'message';
    if (!isGone || kind !== 'card' || (progress.reposts ?? 0) >= mostReposts) throw err;
    return false;
  }
}

async function tellRoom(parts: Parts, chat: Chat, incident: Incident, delivery: Delivery, lines: Lines) {
  const { events, upTo } = lines;
  const progress = { shown: upTo, failures: 0 };
  if (events.length === 0) return { progress, addresses: [] };
  const house = houseReader(parts.directory(), parts.clock.now());
  const told = roomLinesView(incident, events, delivery.platform, house);
  const isMerged = events.some((event) => event.type === 'resolved' && event.mergedInto);
  const message = isMerged ? await linkedToMerged(parts, incident, delivery, told, house) : told;
  // The same lines again make the same message; other lines make another one.
  const first = delivery.kind === 'notices' ? `-${delivery.progress.shown + 1}` : '';
  const key = `${incident.id}/${delivery.id}${first}-to-${upTo}`;
  const sent = await chat.send(addressOf(parts, incident, delivery), message, key, tried(parts, incident, delivery));
  return { progress, addresses: [addressKey(delivery.platform, sent.id)] };
}

async function openRoom(chat: Chat, incident: Incident, delivery: Delivery): Promise<Outcome> {
  const { platform } = delivery;
  const card = delivery.replaces?.underCard ? undefined : incident.deliveries[`card-${platform}`]?.progress.ref;
  const opened = await chat.openRoom({
    key: isReplacement(delivery) ? `${incident.id}/${delivery.id}` : `${incident.id}/room`,
    name: roomName(incident),
    style: delivery.style ?? 'thread',
    ...(delivery.to && { announce: delivery.to }),
    ...(card && { card }),
  });
  const addresses = [addressKey(platform, opened.address.id)];
  return { progress: { shown: incident.revision, failures: 0 }, addresses, room: { platform, ...opened } };
}

/** Invites the next responders. Nobody leaves the list, so the number already in the room says who is next. */
async function addMembers(parts: Parts, chat: Chat, incident: Incident, delivery: Delivery): Promise<Outcome> {
  const { platform, progress } = delivery;
  const room = incident.rooms.find((one) => one.platform === platform);
  const next = respondersOf(incident).slice(progress.shown, progress.shown + mostMembersAtOnce);
  const accounts = next.flatMap((id) => {
    const person = parts.directory().people.get(id);
    return (person && accountOf(person, platform)) ?? [];
  });
  if (room && accounts.length > 0) await chat.addMembers(room, accounts);
  return { progress: { shown: progress.shown + next.length, failures: 0 }, addresses: [] };
}

/** Gives the room the incident's present title, whichever title the delivery was made for. */
async function renameRoom(chat: Chat, incident: Incident, { platform, to }: Delivery): Promise<Outcome> {
  const room = incident.rooms.find((one) => one.platform === platform && one.address.id === to?.id);
  if (room) await chat.renameRoom(room, roomName(incident));
  return { progress: { shown: incident.renamedSeq ?? 0, failures: 0 }, addresses: [] };
}

async function view(parts: Parts, incident: Incident, delivery: Delivery): Promise<Message> {
  const [directory, now] = [parts.directory(), parts.clock.now()];
  const house = houseReader(directory, now);
  const person = delivery.kind === 'page' && directory.people.get(delivery.person ?? '');
  const reader = person ? readerOf(person, directory, now) : house;
  const message = messageOf(incident, delivery, reader);
  const addresses = await addressesOfIncident(parts, incident, delivery.platform, delivery.to ? [delivery.to.id] : []);
  const linked = withIncidentLinks(message, addresses, reader);
  return incident.mergedInto ? linkedToMerged(parts, incident, delivery, linked, reader) : linked;
}

/** Adds a link from a merged incident to the one that it was merged into. */
async function linkedToMerged(
  parts: Parts,
  { mergedInto }: Incident,
  { platform }: Delivery,
  message: Message,
  reader: Reader,
): Promise<Message> {
  const into = mergedInto && (await parts.store.load(mergedInto.id));
  if (!into) return message;
  return withMergedLink(message, into.number, await addressesOfIncident(parts, into, platform, []), reader);
}

function messageOf(incident: Incident, delivery: Delivery, reader: Reader): Message {
  const { kind, about, progress } = delivery;
  if (kind === 'announcement' && about) return announcementView(incident, about, reader);
  if (kind === 'page') return pageView(incident, delivery, reader);
  // An edit notifies nobody. A card that replaces a deleted one, or its line in a list, must not mention people again.
  return progress.ref || progress.bundle !== undefined
    ? cardView(incident, reader)
    : postedCardView(incident, delivery, reader);
}

function tried({ processes }: Parts, incident: Incident, delivery: Delivery): Date | undefined {
  return triedSince(delivery.progress, processes, askedAt(incident, delivery));
}

/** Returns a time before which the message cannot have been sent. */
export function askedAt({ declared }: Incident, { about }: Delivery): Date {
  return about?.at ?? declared.at;
}

/**
 * Returns where the message goes as the file says now: an account or a channel may have been corrected since the delivery
 * was planned. A person who has left, or has no account there any more, gets nothing.
 */
function addressOf(parts: Parts, incident: Incident, delivery: Delivery): Address {
  const { id, kind, platform, person } = delivery;
  const { people, rooms } = parts.directory();
  if (kind === 'page' && person !== undefined) {
    const known = people.get(person);
    const account = known && accountOf(known, platform);
    if (account !== undefined) return directTo(platform, account);
    throw new DeliveryFailed(`${known?.name ?? person} has no account on ${platformNames[platform]} any more`, 'never');
  }
  const isAnnounced = id === `card-${platform}` || kind === 'announcement';
  const announce = isAnnounced ? rooms.announce[platform] : undefined;
  if (announce !== undefined) return { platform, kind: 'channel', id: announce };
  const to = destination(incident, delivery);
  if (!to) throw new DeliveryFailed('The incident has no room there', 'never');
  return to;
}
