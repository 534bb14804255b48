import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { defineCommand, incidentOption } from '../command.ts';

export const ack = defineCommand({
  name: 'ack',
  summary: 'Acknowledge: you have it, and nobody else is paged',
  example: 'ack 42',
  needs: 'responder',
  mayWhoIsPaged: true,
  actsOnLatestPage: true,
  options: [incidentOption],
  async run(call) {
    const { incident, events } = await call.change({ type: 'acknowledge' });
    if (events.some(({ type }) => type === 'confirmed'))
      return { text: ended(`It stays yours: ${headline(incident)}`) };
    return { text: `${ended(`You have ${headline(incident)}`)} Nobody else is paged for it.` };
  },
});
