import type { Listed } from '../../domain/incident/listed.ts';
import { maintenanceAt } from '../../domain/maintenance/maintenance-at.ts';
import { concerns, type Occurrence } from '../../domain/maintenance/window.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import { maintenanceBeganView, maintenanceEndedView } from '../../views/on-call/maintenance.ts';
import { houseReader } from '../../views/reader.ts';
import type { World } from '../world.ts';

/** A beginning or end is not announced later than this. */
export const uselessAfterMs = 6 * 60 * 60_000;
const perPage = 100;
/** A notification lists incidents among so many; of a storm it gives the number. */
const mostLooked = 1_000;

/**
 * Returns the notifications of a beginning or an end, for the announce room of each chat. Their ids derive from the
 * window and the time of the beginning, so that each is sent once whoever finds it.
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

/** Returns the incidents that alerts began during the window and that paged nobody before its end, newest first. */
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

/**
 * Returns until when other windows keep all of these services in maintenance; undefined when one of them is out of it.
 */
function goesOn({ directory }: Pick<World, 'directory'>, { window, until }: Occurrence): Date | undefined {
  const windows = [...(directory().maintenance?.values() ?? [])].filter(({ id }) => id !== window.id);
  const ends = (window.services ?? [undefined]).map((service) => maintenanceAt(windows, service, until)?.until);
  const times = ends.flatMap((end) => end?.getTime() ?? []);
  return times.length === ends.length ? new Date(Math.min(...times)) : undefined;
}
