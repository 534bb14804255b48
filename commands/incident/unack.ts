import { changedView } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident.ts';
import { defineCommand, incidentOption } from '../command.ts';

export const unack = defineCommand({
  name: 'unack',
  summary: 'Give it back: the escalation starts again',
  example: 'unack 42',
  needs: 'responder',
  options: [incidentOption],
  async run(call) {
    const { incident, events } = await call.change({ type: 'unacknowledge' });
    return changedView(`You gave back ${headline(incident)}.`, { incident, events }, call.reader);
  },
});
