import { titleLimit } from '../../src/domain/incident/texts.ts';
import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';
import { renameWords } from '../typed/read/read-incident.ts';

export const rename = defineCommand({
  name: 'rename',
  group: 'incident',
  summary: 'command.rename',
  example: 'rename 42 Checkout is slow in Europe',
  needs: 'responder',
  form: { title: 'form.rename' },
  fromWords: renameWords,
  wordsAreText: true,
  options: [
    incidentOption,
    option('title', 'text', 'option.rename.title', {
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
