import { cardView } from '../../src/views/incident/incident.ts';
import { defineCommand, incidentOption } from '../command.ts';

export const show = defineCommand({
  name: 'show',
  group: 'incident',
  summary: 'command.show',
  example: 'show 42',
  needs: 'viewer',
  reads: true,
  mayBeShared: true,
  forGuests: 'view',
  options: [incidentOption],
  async run({ incident, reader }) {
    return cardView(await incident(), reader, { whole: true });
  },
});
