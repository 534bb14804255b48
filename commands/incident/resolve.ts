import { textLimit } from '../../src/domain/incident/texts.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';

export const resolve = defineCommand({
  name: 'resolve',
  summary: 'Resolve: it is over',
  example: 'resolve 42 rolled back the release',
  needs: 'responder',
  form: { title: 'Resolve', submit: 'Resolve' },
  options: [
    incidentOption,
    option('summary', 'long-text', 'What it was and what helped', {
      askedByButton: true,
      takesTheRest: true,
      maxLength: textLimit,
    }),
  ],
  async run(call) {
    const { summary } = call.args;
    const { incident } = await call.change({ type: 'resolve', ...(summary && { summary }) });
    return { text: `${headline(incident)} is resolved. Thank you.` };
  },
});
