import { changeIncident } from '../../src/use-cases/change-incident.ts';
import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident.ts';
import { defineCommand, incidentOption } from '../command.ts';

export const ack = defineCommand({
  name: 'ack',
  summary: 'Acknowledge: you have it, and nobody else is paged',
  example: 'ack 42',
  needs: 'responder',
  options: [incidentOption],
  async run(call) {
    const meant = await call.incident();
    const { incident, events } = await changeIncident(
      call.context,
      meant,
      { type: 'acknowledge', ...call.actor },
      call.cause,
    );
    if (events.some(({ type }) => type === 'confirmed'))
      return { text: ended(`It stays yours: ${headline(incident)}`) };
    return { text: `${ended(`You have ${headline(incident)}`)} Nobody else is paged for it.` };
  },
});
