import { comingStep, timelineOf } from '../../src/application/incidents/explain-incident.ts';
import { explainView } from '../../src/views/incident/explain.ts';
import { anyIncidentOption, defineCommand } from '../command.ts';
import { pageOf, pageOption } from '../paged.ts';
import { wordsOfExplain } from '../typed/read/read-shown.ts';

const mostPages = 100;

export const explain = defineCommand({
  name: 'explain',
  group: 'incident',
  summary: 'command.explain',
  example: 'explain 42',
  needs: 'viewer',
  reads: true,
  mayBeShared: true,
  forGuests: 'view',
  meansLast: 'any',
  fromAllWords: wordsOfExplain,
  options: [anyIncidentOption, pageOption],
  async run({ args, context, incident, reader }) {
    const page = pageOf('explain', args, mostPages);
    const meant = await incident();
    const entries = await timelineOf(context.store, meant);
    const coming = comingStep(context, meant);
    return explainView(meant, { entries, coming, page }, reader);
  },
});
