import { roomById, state } from './state.ts';

const DASHBOARD = '/#/dashboard';
const { dataset } = document.documentElement;

/** Returns where a room is: an incident's has an address that can be passed on, the others are behind a hash. */
export function addressOfRoom(id: string): string {
  const incident = state.rooms.get(id)?.incident;
  return incident === undefined ? `/#${encodeURIComponent(id)}` : addressOfIncident(incident);
}

export function addressOfIncident(incident: number): string {
  return `/incidents/${incident}`;
}

/** Returns the id of the room that the address names; undefined when it names none that is known. */
export function roomInAddress(): string | undefined {
  const incident = /^\/incidents\/(\d+)\/?$/.exec(location.pathname)?.[1];
  if (incident !== undefined && location.hash === '') return roomOfIncident(Number(incident));
  return roomById(roomAsked())?.id;
}

/** Returns the id of the room that the address names, before it is known whether there is one. */
export function roomAsked(): string | undefined {
  if (location.hash === '') return location.pathname.startsWith('/incidents/') ? dataset.room : undefined;
  if (location.hash.length < 2 || dashboardInAddress()) return undefined;
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    // A percent sign that somebody typed.
    return undefined;
  }
}

function roomOfIncident(incident: number): string | undefined {
  for (const room of state.rooms.values()) if (room.incident === incident) return room.id;
  return undefined;
}

/** Returns the number of the incident that a message of the bot is about, by its title: “#42 Checkout is down”. */
export function incidentIn({ title }: { readonly title?: string }): number | undefined {
  const number = /^#(\d{1,9}) /.exec(title ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Adds the room that the document was made for: it may be older than those in the list. */
export function addRoomOfDocument(): void {
  const { room: id, roomName: name = '' } = dataset;
  if (id === undefined || roomById(id)) return;
  state.rooms.set(id, { id, name, at: '', incident: Number.parseInt(name, 10) });
}

export function dashboardInAddress(): boolean {
  return location.hash === DASHBOARD.slice(1);
}

export function showRoomInAddress(id: string): void {
  if (roomInAddress() !== id) history.pushState(null, '', addressOfRoom(id));
}

export function showDashboardInAddress(): void {
  if (!dashboardInAddress()) history.pushState(null, '', DASHBOARD);
}
