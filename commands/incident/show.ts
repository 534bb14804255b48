import { cardView } from '../../src/views/incident/incident.ts';
import { defineCommand, incidentOption } from '../command.ts';

export const show = defineCommand({
  name: 'show',
  summary: 'Show an incident as it stands',
  example: 'show 42',
  needs: 'viewer',
  reads: true,
  options: [incidentOption],
  async run({ incident, reader }) {
    return cardView(await incident(), reader);
  },
});
