import { timelineShown, timelineView } from '../../src/views/lists.ts';
import { defineCommand, incidentOption } from '../command.ts';

export const timeline = defineCommand({
  name: 'timeline',
  group: 'incident',
  summary: 'command.timeline',
  example: 'timeline 42',
  needs: 'viewer',
  reads: true,
  mayBeShared: true,
  forGuests: 'view',
  onlyInChat: true,
  options: [incidentOption],
  async run(call) {
    const incident = await call.incident();
    const after = Math.max(0, incident.seq - timelineShown);
    const entries = await call.context.store.timeline(incident.id, { after });
    return timelineView(incident, entries, call.reader);
  },
});
