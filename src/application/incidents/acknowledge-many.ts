import type { Incident } from '../../domain/incident/incident.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import type { PersonId } from '../../domain/people.ts';
import { Refused } from '../../domain/refusal.ts';
import { type IncidentStore, StaleIncident, StoreUnavailable } from '../../ports/incidents.ts';

/** Incidents that are written side by side: about as many as one write takes in. */
const atOnce = 50;
const perLook = 500;
const mostLooks = 10;

/** The outcome for each incident of one request to acknowledge many. */
export interface AcknowledgedMany {
  readonly acknowledged: readonly Incident[];
  /** The incident is acknowledged already, or resolved: nothing was done. */
  readonly untouched: readonly Incident[];
  /** The database failed. */
  readonly failed: readonly Incident[];
}

/**
 * Acknowledges those of these incidents that still wait for somebody and of which this person was paged.
 *
 * @param acknowledge acknowledges one; a rule that says no means that somebody else was faster
 */
export async function acknowledgeMany(
  store: Pick<IncidentStore, 'load'>,
  ids: readonly string[],
  person: PersonId,
  acknowledge: (incident: Incident) => Promise<unknown>,
): Promise<AcknowledgedMany> {
  const result = { acknowledged: [] as Incident[], untouched: [] as Incident[], failed: [] as Incident[] };
  const left = [...new Set(ids)];

  async function handle(id: string): Promise<void> {
    const incident = await store.load(id);
    if (!incident || !(person in incident.paged)) return;
    if (incident.state !== 'triggered') return void result.untouched.push(incident);
    try {
      await acknowledge(incident);
      result.acknowledged.push(incident);
    } catch (err) {
      if (err instanceof Refused) result.untouched.push((await store.load(id)) ?? incident);
      else if (err instanceof StoreUnavailable || err instanceof StaleIncident) result.failed.push(incident);
      else throw err;
    }
  }

  const work = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) await handle(id);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return {
    acknowledged: byNumber(result.acknowledged),
    untouched: byNumber(result.untouched),
    failed: byNumber(result.failed),
  };
}

/** Returns the open incidents of which this person was paged: those that wait for somebody first, then by number. */
export async function openPagesOf(store: Pick<IncidentStore, 'list'>, person: PersonId): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  let after: number | undefined;
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const page = await store.list({ state: 'open', limit: perLook, ...(after !== undefined && { after }) });
    found.push(...page.items.filter(({ paged }) => person in paged));
    if (page.next === undefined) break;
    after = page.next;
  }
  const rank = ({ state }: Listed) => (state === 'triggered' ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b) || a.number - b.number);
}

function byNumber(incidents: readonly Incident[]): readonly Incident[] {
  return [...incidents].sort((a, b) => a.number - b.number);
}
