import type { IncidentQuery } from '../../src/ports/incidents.ts';
import { listView } from '../../src/views/lists.ts';
import { defineCommand, option } from '../command.ts';
import { listWords } from '../typed/read-incident.ts';

const perPage = 20;
const states = ['open', 'triggered', 'acknowledged', 'resolved', 'all'] as const;

export const list = defineCommand({
  name: 'list',
  summary: 'List incidents, the newest first',
  example: 'list state:resolved service:checkout',
  needs: 'viewer',
  reads: true,
  onlyInChat: true,
  fromWords: listWords,
  options: [
    option('state', 'choice', 'Which; open unless you say', {
      choices: states.map((value) => ({ value, label: value })),
    }),
    option('service', 'service', 'Of one service only'),
  ],
  async run({ context, reader, args }) {
    const state = states.find((one) => one === args.state) ?? 'open';
    const query: IncidentQuery = { state, limit: perPage, ...(args.service && { service: args.service }) };
    const { items, next } = await context.store.list(query);
    return listView(items, { state, more: next !== undefined }, reader);
  },
});
