import { helloView } from '../../src/views/hello.ts';
import { defineCommand } from '../command.ts';

/** Most open incidents searched for those that wait for the person. */
const looked = 25;

/** Answers a greeting with the person's current incidents and shifts. Not listed in catalogues. */
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
