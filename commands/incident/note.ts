import { textLimit } from '../../src/domain/incident/texts.ts';
import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';

export const note = defineCommand({
  name: 'note',
  group: 'incident',
  summary: 'command.note',
  example: 'note 42 the cache is full',
  needs: 'responder',
  form: { title: 'form.note' },
  path: 'notes',
  actsOnLatestPage: true,
  onlyAddsWords: true,
  wordsAreText: true,
  forList: { command: 'timeline', args: {} },
  options: [
    incidentOption,
    option('text', 'long-text', 'option.note.text', {
      required: true,
      takesTheRest: true,
      maxLength: textLimit,
    }),
  ],
  async run(call) {
    const { incident } = await call.change({ type: 'note', text: call.args.text ?? '' });
    const { t } = call.reader;
    return { text: ended(t('answer.noted', { incident: headline(incident) }), t) };
  },
});
