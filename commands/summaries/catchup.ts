import { comingStep, timelineOf } from '../../src/application/incidents/explain-incident.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { catchupView, openView } from '../../src/views/incident/catchup.ts';
import { anyIncidentOption, type Call, defineCommand } from '../command.ts';
import { Question } from '../meant-incident.ts';

const mostListed = 10;

export const catchup = defineCommand({
  name: 'catchup',
  group: 'incident',
  summary: 'command.catchup',
  example: 'catchup 42',
  needs: 'viewer',
  reads: true,
  mayBeShared: true,
  forGuests: 'view',
  options: [anyIncidentOption],
  async run(call) {
    const { context, reader } = call;
    const meant = await meantBy(call);
    if (!meant) {
      const { items, next } = await context.store.list({ state: 'open', limit: mostListed });
      return openView(items, next !== undefined, reader);
    }
    const entries = await timelineOf(context.store, meant);
    const postmortem = `${context.publicUrl}/incidents/${meant.number}/postmortem.md`;
    return catchupView(meant, { entries, coming: comingStep(context, meant), postmortem }, reader);
  },
});

/** Returns undefined when neither the words nor the place mean one incident: then all that are open are listed. */
async function meantBy({ incident }: Call): Promise<Incident | undefined> {
  try {
    return await incident();
  } catch (err) {
    if (err instanceof Question) return undefined;
    throw err;
  }
}
