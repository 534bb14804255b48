import { timelineShown, timelineView } from '../../src/views/lists.ts';
import { defineCommand, incidentOption } from '../command.ts';
import { pageOf, pageOption } from '../paged.ts';
import { shownWords } from '../typed/read/read-shown.ts';

const mostPages = 100;

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
  fromAllWords: shownWords,
  options: [incidentOption, pageOption],
  async run(call) {
    const page = pageOf('timeline', call.args, mostPages);
    const incident = await call.incident();
    const last = incident.seq - (page - 1) * timelineShown;
    const after = Math.max(0, last - timelineShown);
    const entries =
      last > 0 ? await call.context.store.timeline(incident.id, { after, limit: Math.min(last, timelineShown) }) : [];
    return timelineView(incident, entries, { page, more: after > 0 && page < mostPages }, call.reader);
  },
});
