import { refusedBy } from '../../src/domain/refusal.ts';
import { isSeverity } from '../../src/domain/severity.ts';
import type { IncidentPage, IncidentQuery, IncidentStore } from '../../src/ports/incidents.ts';
import { listView } from '../../src/views/lists.ts';
import { defineCommand, option, severityOption } from '../command.ts';
import { pageOf, pageOption } from '../paged.ts';
import { listWords } from '../typed/read-incident.ts';

const perPage = 20;
/** The pages before the one that is wanted are read as well. */
const mostPages = 20;
const mostLookedThrough = 500;
const states = ['open', 'triggered', 'acknowledged', 'resolved', 'all'] as const;

export const list = defineCommand({
  name: 'list',
  group: 'incident',
  summary: 'command.list',
  example: 'list state:resolved service:checkout',
  needs: 'viewer',
  reads: true,
  mayBeShared: true,
  forGuests: 'view',
  onlyInChat: true,
  fromWords: listWords,
  options: [
    option('state', 'choice', 'option.list.state', {
      choices: states.map((value) => ({ value })),
    }),
    option('service', 'service', 'option.list.service'),
    severityOption,
    pageOption,
  ],
  async run({ context, reader, args }) {
    const state = states.find((one) => one === args.state) ?? 'open';
    const { service, severity } = args;
    const query: IncidentQuery = {
      state,
      limit: perPage,
      ...(service && { service }),
      ...(severity && isSeverity(severity) && { severity }),
    };
    const page = pageOf('list', args, mostPages);
    let found = await listed(context.store, query);
    for (let left = page - 1; left > 0; left -= 1) {
      if (found.next === undefined) throw refusedBy('no-such-page', { most: page - left, command: 'list' });
      found = await listed(context.store, { ...query, after: found.next });
    }
    const more = found.next !== undefined && page < mostPages;
    return listView(found.items, { state, service, severity, page, more }, reader);
  },
});

/** No index is made for a service together with a severity, so the newest of the service are looked through. */
async function listed(store: Pick<IncidentStore, 'list'>, query: IncidentQuery): Promise<IncidentPage> {
  const { severity, ...others } = query;
  if (!severity || !query.service) return store.list(query);
  const { items, next } = await store.list({ ...others, limit: mostLookedThrough });
  const found = items.filter((incident) => incident.severity === severity);
  const shown = found.slice(0, perPage);
  const last = found.length > perPage ? shown.at(-1)?.number : next;
  return { items: shown, ...(last !== undefined && { next: last }) };
}
