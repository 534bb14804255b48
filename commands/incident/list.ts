import type { IncidentQuery } from '../../src/ports/incidents.ts';
import { listView } from '../../src/views/lists.ts';
import { defineCommand, option } from '../command.ts';
import { listWords } from '../typed/read-incident.ts';

const perPage = 20;
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
  ],
  async run({ context, reader, args }) {
    const state = states.find((one) => one === args.state) ?? 'open';
    const query: IncidentQuery = { state, limit: perPage, ...(args.service && { service: args.service }) };
    const { items, next } = await context.store.list(query);
    return listView(items, { state, more: next !== undefined }, reader);
  },
});
