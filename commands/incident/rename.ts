import { titleLimit } from '../../src/domain/incident/texts.ts';
import { changeIncident } from '../../src/use-cases/change-incident.ts';
import { headline } from '../../src/views/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';

export const rename = defineCommand({
  name: 'rename',
  summary: 'Give it a better title',
  example: 'rename 42 Checkout is slow in Europe',
  needs: 'responder',
  options: [
    incidentOption,
    option('title', 'text', 'What is wrong, in a few words', {
      required: true,
      takesTheRest: true,
      maxLength: titleLimit,
    }),
  ],
  async run(call) {
    const meant = await call.incident();
    const intent = { type: 'rename', ...call.actor, title: call.args.title ?? '' } as const;
    const { incident } = await changeIncident(call.context, meant, intent, call.cause);
    return { text: `It is ${headline(incident)} now.` };
  },
});
