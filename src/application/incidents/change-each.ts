import type { Intent } from '../../domain/incident/intent.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import type { World } from '../world.ts';
import { changeIncident } from './change-incident.ts';

const perPage = 200;
const atOnce = 20;

/**
 * Applies one change to every incident of a state that is concerned, 20 at a time. An incident that cannot be changed
 * goes to `onFailure`, and the others go on.
 *
 * @throws StoreUnavailable when the incidents cannot be listed
 */
export async function changeEach(
  world: World,
  isConcerned: (incident: Listed) => boolean,
  change: Intent,
  onFailure: (err: unknown, id: string) => void,
  state: 'triggered' | 'open' = 'triggered',
): Promise<void> {
  for (let after: number | undefined, more = true; more; ) {
    const page = { state, limit: perPage, ...(after !== undefined && { after }) } as const;
    const { items, next } = await world.store.list(page);
    const ids = items.filter(isConcerned).map(({ id }) => id);
    const work = async () => {
      for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
        await changeIncident(world, id, change).catch((err: unknown) => onFailure(err, id!));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    after = next;
    more = next !== undefined;
  }
}
