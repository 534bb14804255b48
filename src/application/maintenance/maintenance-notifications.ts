import type { Listed } from '../../domain/incident/listed.ts';
import { maintenanceAt } from '../../domain/maintenance/maintenance-at.ts';
import { concerns, type Occurrence } from '../../domain/maintenance/window.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import { maintenanceBeganView, maintenanceEndedView } from '../../views/on-call/maintenance.ts';
import { houseReader } from '../../views/reader.ts';
import type { World } from '../world.ts';

/** Told later than this after its beginning or end, it is news no more. */
export const uselessAfterMs = 6 * 60 * 60_000;
const perPage = 100;
/** As many incidents as one notice looks through; a storm is told by its number. */
const mostLooked = 1_000;

/**
 * The notice of a beginning or an end, for the announce room of each chat. Its id derives from the window and the beginning
 * of this time of it, so that many who see the same tell it once.
 */
export async function notificationsAbout(
  world: Pick<World, 'store' | 'clock' | 'directory' | 'platforms'>,
  what: 'began' | 'ended',
  occurrence: Occurrence,
): Promise<NotificationRequest[]> {
  const directory = world.directory();
  const rooms = world.platforms.flatMap((platform) => {
    const id = directory.rooms.announce[platform];
    return id === undefined ? [] : [{ platform, kind: 'channel', id } as const];
  });
  if (rooms.length === 0) return [];
  const reader = houseReader(directory, world.clock.now());
  const message =
    what === 'began'
      ? maintenanceBeganView(occurrence, reader)
      : maintenanceEndedView(
          occurrence,
          { silent: await keptSilent(world, occurrence), goesOn: goesOn(world, occurrence) },
          reader,
        );
  const { window, from, until } = occurrence;
  const since = what === 'began' ? from : until;
  return rooms.map((to) => ({
    id: `maintenance/${window.id}/${from.toISOString()}/${what}/${to.platform}`,
    to,
    message,
    until: new Date(since.getTime() + uselessAfterMs),
  }));
}

/** What alerts began while it was on, and nobody was paged for before its end. The newest come first. */
async function keptSilent({ store }: Pick<World, 'store'>, { window, from, until }: Occurrence): Promise<Listed[]> {
  const found: Listed[] = [];
  const [only, ...others] = window.services ?? [];
  const service = only !== undefined && others.length === 0 ? { service: only } : {};
  let after: number | undefined;
  for (let looked = 0; looked < mostLooked; looked += perPage) {
    const page = await store.list({
      state: 'all',
      limit: perPage,
      ...service,
      ...(after !== undefined && { after }),
    });
    for (const incident of page.items) if (wasSilent(incident, { window, from, until })) found.push(incident);
    const oldest = page.items.at(-1);
    if (page.next === undefined || !oldest || oldest.declared.at < from) break;
    after = page.next;
  }
  return found;
}

function wasSilent({ declared, service, paged, escalation }: Listed, { window, from, until }: Occurrence): boolean {
  if (declared.via !== 'alert' || !escalation || !concerns(window, service)) return false;
  if (declared.at < from || declared.at >= until) return false;
  return Object.values(paged).every((at) => at >= until);
}

/** Until when another window keeps all of these services in maintenance; undefined: it is over for one of them at least. */
function goesOn({ directory }: Pick<World, 'directory'>, { window, until }: Occurrence): Date | undefined {
  const windows = [...(directory().maintenance?.values() ?? [])].filter(({ id }) => id !== window.id);
  const ends = (window.services ?? [undefined]).map((service) => maintenanceAt(windows, service, until)?.until);
  const times = ends.flatMap((end) => end?.getTime() ?? []);
  return times.length === ends.length ? new Date(Math.min(...times)) : undefined;
}
