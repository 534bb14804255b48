import { refusedBy } from '../../src/domain/refusal.ts';
import type { IncidentQuery } from '../../src/ports/incidents.ts';
import { listView } from '../../src/views/lists.ts';
import { defineCommand, option } from '../command.ts';
import { pageOf, pageOption } from '../paged.ts';
import { listWords } from '../typed/read-incident.ts';

const perPage = 20;
/** The pages before the one that is wanted are read as well. */
const mostPages = 20;
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
    pageOption,
  ],
  async run({ context, reader, args }) {
    const state = states.find((one) => one === args.state) ?? 'open';
    const query: IncidentQuery = { state, limit: perPage, ...(args.service && { service: args.service }) };
    const page = pageOf('list', args, mostPages);
    let found = await context.store.list(query);
    for (let left = page - 1; left > 0; left -= 1) {
      if (found.next === undefined) throw refusedBy('no-such-page', { most: page - left, command: 'list' });
      found = await context.store.list({ ...query, after: found.next });
    }
    const more = found.next !== undefined && page < mostPages;
    return listView(found.items, { state, service: args.service, page, more }, reader);
  },
});
