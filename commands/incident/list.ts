import { refusedBy } from '../../src/domain/refusal.ts';
import { isSeverity } from '../../src/domain/severity.ts';
import type { IncidentPage, IncidentQuery, IncidentStore } from '../../src/ports/incidents.ts';
import { type ListedState, listView } from '../../src/views/lists.ts';
import { defineCommand, option, severityOption } from '../command.ts';
import { pageOf, pageOption } from '../paged.ts';
import { listWords } from '../typed/read/read-list.ts';
import { pastPeriodIn } from '../typed/times/moments.ts';

const perPage = 20;
/** Most pages, because the pages before the requested one are read as well. */
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
      several: true,
    }),
    option('service', 'service', 'option.list.service', { several: true }),
    { ...severityOption, several: true },
    option('period', 'time', 'option.list.period', { maxLength: 60 }),
    pageOption,
  ],
  async run(call) {
    const { context, reader, args } = call;
    const { service, severity, period } = args;
    const declared = period === undefined ? undefined : pastPeriodIn(call, 'period', period);
    // With a period, resolved incidents are listed too.
    const state = args.state ?? (period === undefined ? 'open' : 'all');
    const queries = queriesFor({ ...args, state }, declared);
    const page = pageOf('list', args, mostPages);
    let found = await listed(context.store, queries);
    for (let left = page - 1; left > 0; left -= 1) {
      const { next } = found;
      if (next === undefined) throw refusedBy('no-such-page', { most: page - left, command: 'list' });
      found = await listed(
        context.store,
        queries.map((query) => ({ ...query, after: next })),
      );
    }
    const more = found.next !== undefined && page < mostPages;
    const asked = { state, service, severity, period };
    const { items, unreadable } = found;
    return listView(items, { title: titleOf(statesIn(state)), asked, declared, page, more, unreadable }, reader);
  },
});

function statesIn(state: string): readonly ListedState[] {
  const selected = states.filter((one) => state.split(',').includes(one));
  if (selected.includes('all') || (selected.includes('open') && selected.includes('resolved'))) return ['all'];
  if (selected.includes('open')) return ['open'];
  const isOpen = selected.includes('triggered') && selected.includes('acknowledged');
  return isOpen ? [selected.includes('resolved') ? 'all' : 'open'] : selected;
}

/** Returns the state for the title; a list of several states has no specific title. */
function titleOf([state = 'open', ...others]: readonly ListedState[]): ListedState {
  return others.length === 0 ? state : 'all';
}

/** Returns one query for each state, service and severity; together they return every incident once. */
function queriesFor(
  args: { readonly state: string; readonly service?: string | undefined; readonly severity?: string | undefined },
  period: IncidentQuery['resolved'],
): readonly IncidentQuery[] {
  // “Resolved today” says when they ended, whenever they were declared.
  const inPeriod = period && (args.state === 'resolved' ? { resolved: period } : { declared: period });
  const values = (text: string | undefined) => text?.split(',') ?? [undefined];
  return statesIn(args.state).flatMap((state) =>
    values(args.service).flatMap((service) =>
      values(args.severity).map((severity) => ({
        state,
        limit: perPage,
        ...inPeriod,
        ...(service && { service }),
        ...(severity && isSeverity(severity) && { severity }),
      })),
    ),
  );
}

type Store = Pick<IncidentStore, 'list'>;

/**
 * Returns the newest incidents of all queries. Where a query has more, later incidents are left for the next page, so that
 * none is missed.
 */
async function listed(store: Store, queries: readonly IncidentQuery[]): Promise<IncidentPage> {
  const pages = await Promise.all(queries.map((query) => listedOf(store, query)));
  const sure = Math.max(0, ...pages.map(({ next = 0 }) => next));
  const found = pages
    .flatMap(({ items }) => items)
    .filter(({ number }) => number >= sure)
    .sort((one, other) => other.number - one.number);
  const shown = found.slice(0, perPage);
  const next = found.length > perPage ? shown.at(-1)?.number : sure || undefined;
  const unreadable = pages.flatMap((page) => page.unreadable ?? []);
  return { items: shown, ...(next !== undefined && { next }), ...(unreadable.length > 0 && { unreadable }) };
}

/** No index is made for a service together with a severity, so the newest of the service are looked through. */
async function listedOf(store: Store, query: IncidentQuery): Promise<IncidentPage> {
  const { severity, ...others } = query;
  if (query.resolved || !severity || !query.service) return store.list(query);
  const { items, next, unreadable } = await store.list({ ...others, limit: mostLookedThrough });
  const found = items.filter((incident) => incident.severity === severity);
  const shown = found.slice(0, perPage);
  const last = found.length > perPage ? shown.at(-1)?.number : next;
  const perhaps = unreadable?.filter((one) => (one.severity ?? severity) === severity) ?? [];
  return {
    items: shown,
    ...(last !== undefined && { next: last }),
    ...(perhaps.length > 0 && { unreadable: perhaps }),
  };
}
