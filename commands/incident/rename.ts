import { titleLimit } from '../../src/domain/incident/texts.ts';
import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
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
    const { incident } = await call.change({ type: 'rename', title: call.args.title ?? '' });
    const { t } = call.reader;
    return { text: ended(t('answer.renamed', { incident: headline(incident) }), t) };
  },
});
