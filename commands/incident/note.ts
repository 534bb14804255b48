import { textLimit } from '../../src/domain/incident/texts.ts';
import { changeIncident } from '../../src/use-cases/change-incident.ts';
import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';

export const note = defineCommand({
  name: 'note',
  summary: 'Add a note to the timeline',
  example: 'note 42 the cache is full',
  needs: 'responder',
  options: [
    incidentOption,
    option('text', 'long-text', 'What you saw, did or found out', {
      required: true,
      takesTheRest: true,
      maxLength: textLimit,
    }),
  ],
  async run(call) {
    const meant = await call.incident();
    const intent = { type: 'note', ...call.actor, text: call.args.text ?? '' } as const;
    const { incident } = await changeIncident(call.context, meant, intent, call.cause);
    return { text: ended(`Noted on ${headline(incident)}`) };
  },
});
