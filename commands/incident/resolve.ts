import { textLimit } from '../../src/domain/incident/texts.ts';
import { changeIncident } from '../../src/use-cases/change-incident.ts';
import { headline } from '../../src/views/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';

export const resolve = defineCommand({
  name: 'resolve',
  summary: 'Resolve: it is over',
  example: 'resolve 42 rolled back the release',
  needs: 'responder',
  options: [
    incidentOption,
    option('summary', 'long-text', 'What it was and what helped', { takesTheRest: true, maxLength: textLimit }),
  ],
  async run(call) {
    const meant = await call.incident();
    const { summary } = call.args;
    const intent = { type: 'resolve', ...call.actor, ...(summary && { summary }) } as const;
    const { incident } = await changeIncident(call.context, meant, intent, call.cause);
    return { text: `${headline(incident)} is resolved. Thank you.` };
  },
});
