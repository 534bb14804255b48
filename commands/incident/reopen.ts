import { changedView } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident.ts';
import { defineCommand, incidentOption } from '../command.ts';

export const reopen = defineCommand({
  name: 'reopen',
  summary: 'Reopen: it was not over after all',
  example: 'reopen 42',
  needs: 'responder',
  options: [incidentOption],
  async run(call) {
    const { incident, events } = await call.change({ type: 'reopen' });
    return changedView(`${headline(incident)} is open again.`, { incident, events }, call.reader);
  },
});
