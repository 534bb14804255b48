import type { Incident } from '../../domain/incident/incident.ts';
import type { Role } from '../../domain/people.ts';
import type { Postmortems } from '../../ports/reporting.ts';
import { mostEntries, postmortemDocument } from '../../views/incident/postmortem.ts';
import { houseReader } from '../../views/reader.ts';
import type { World } from '../world.ts';
import { incidentByNumber } from './find-incident.ts';

type Shelf = Pick<World, 'store' | 'clock' | 'directory'>;

/** @param needs what the command of that name needs: it is said there, and nowhere else */
export function createPostmortems(parts: Shelf & Pick<World, 'permissions'> & { readonly needs: Role }): Postmortems {
  const { store, permissions, needs } = parts;
  return {
    async read(number, reader) {
      await permissions.permit(reader, { name: 'postmortem', needs }, 'person');
      return postmortemOf(parts, await incidentByNumber(store, String(number)), reader.timezone);
    },
  };
}

/** Drafts the postmortem from the incident as it is kept, each time anew. */
export async function postmortemOf(
  { store, clock, directory }: Shelf,
  incident: Incident,
  zone: string,
): Promise<string> {
  const outline = await store.outline(incident.id);
  const after = Math.max(0, outline.events - mostEntries);
  const entries = await store.timeline(incident.id, { after, limit: mostEntries });
  return postmortemDocument(incident, outline, entries, { ...houseReader(directory(), clock.now()), zone });
}
