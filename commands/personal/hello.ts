import { helloView } from '../../src/views/hello.ts';
import { defineCommand } from '../command.ts';

/** As many open incidents are looked at for those that wait for whoever says hello. */
const looked = 25;

/** Answers a greeting with what matters now. It is typed only: no platform lists it. */
export const hello = defineCommand({
  name: 'hello',
  group: 'me',
  summary: 'command.hello',
  example: 'hello',
  needs: 'viewer',
  reads: true,
  onlyInChat: true,
  options: [],
  async run({ context, person, reader }) {
    const { items } = await context.store.list({ state: 'open', limit: looked });
    const mine = items.filter(({ paged, acknowledged }) =>
      acknowledged ? acknowledged.by === person.id : person.id in paged,
    );
    return helloView(person, mine, reader);
  },
});
