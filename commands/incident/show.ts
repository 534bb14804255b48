import { cardView } from '../../src/views/incident.ts';
import { defineCommand, incidentOption } from '../command.ts';

export const show = defineCommand({
  name: 'show',
  summary: 'Show an incident as it stands',
  example: 'show 42',
  needs: 'viewer',
  options: [incidentOption],
  async run({ incident, office, person }) {
    return { ...cardView(await incident(), office.directory()), zone: person.timezone };
  },
});
