import { roomById, state } from './state.ts';

const DASHBOARD = '/#/dashboard';
const { dataset } = document.documentElement;

/** Returns the URL of a room: an incident's is a path that can be shared, the others are a hash. */
export function addressOfRoom(id: string): string {
  const incident = state.rooms.get(id)?.incident;
  return incident === undefined ? `/#${encodeURIComponent(id)}` : addressOfIncident(incident);
}

export function addressOfIncident(incident: number): string {
  return `/incidents/${incident}`;
}

/** Returns the id of the room that the URL names; undefined when it names no known room. */
export function roomInAddress(): string | undefined {
  const incident = /^\/incidents\/(\d+)\/?$/.exec(location.pathname)?.[1];
  if (incident !== undefined && location.hash === '') return roomOfIncident(Number(incident));
  return roomById(roomAsked())?.id;
}

/** Returns the id of the room that the URL names, whether such a room exists or not. */
export function roomAsked(): string | undefined {
  if (location.hash === '') return location.pathname.startsWith('/incidents/') ? dataset.room : undefined;
  return dashboardInAddress() ? undefined : nameInAddress() || undefined;
}

/** Returns the name behind the `#` of the URL. */
export function nameInAddress(): string | undefined {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    // The URL contains an invalid percent sequence.
    return undefined;
  }
}

function roomOfIncident(incident: number): string | undefined {
  for (const room of state.rooms.values()) if (room.incident === incident) return room.id;
  return undefined;
}

/** Returns the number of the incident in the title of a bot's message, such as “#42 Checkout is down”. */
export function incidentIn({ title }: { readonly title?: string }): number | undefined {
  const number = /^#(\d{1,9}) /.exec(title ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Adds the room of the document's URL, which may be too old for the list. */
export function addRoomOfDocument(): void {
  const { room: id, roomName: name = '' } = dataset;
  if (id === undefined || roomById(id)) return;
  state.rooms.set(id, { id, name, at: '', incident: Number.parseInt(name, 10) });
}

export function dashboardInAddress(): boolean {
  return location.hash === DASHBOARD.slice(1);
}

export function showRoomInAddress(id: string): void {
  // After Back to `/`, which names no room, another entry would take Forward away.
  const shown = roomInAddress() ?? (isRoot() ? state.me?.announce.id : undefined);
  if (shown !== id) history.pushState(null, '', addressOfRoom(id));
}

function isRoot(): boolean {
  return location.pathname === '/' && location.hash === '';
}

export function showDashboardInAddress(): void {
  if (!dashboardInAddress()) history.pushState(null, '', DASHBOARD);
}
