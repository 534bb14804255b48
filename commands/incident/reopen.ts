import { changeIncident } from '../../src/use-cases/change-incident.ts';
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
    const meant = await call.incident();
    const { incident, events } = await changeIncident(
      call.context,
      meant,
      { type: 'reopen', ...call.actor },
      call.cause,
    );
    return changedView(`${headline(incident)} is open again.`, { incident, events }, call.context.directory());
  },
});
