import { statuses } from '../../src/domain/incident/roles.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { publicImpact } from '../../src/domain/status/outside.ts';
import { defineCommand, incidentOption, option } from '../command.ts';
import { updateWords } from '../typed/read/read-update.ts';

export const update = defineCommand({
  name: 'update',
  group: 'incident',
  summary: 'command.update',
  example: 'update 42 status:identified it is the cache, we are restarting it',
  needs: 'responder',
  form: { title: 'form.update' },
  wordsAreText: true,
  fromWords: updateWords,
  forList: { command: 'timeline', args: {} },
  options: [
    incidentOption,
    option('text', 'long-text', 'option.update.text', {
      required: true,
      takesTheRest: true,
      maxLength: textLimit,
    }),
    option('status', 'choice', 'option.update.status', {
      choices: statuses.map((value) => ({ value })),
    }),
  ],
  async run(call) {
    const status = statuses.find((one) => one === call.args.status);
    const { incident } = await call.change({ type: 'update', text: call.args.text ?? '', ...(status && { status }) });
    const isPublic = publicImpact(incident, call.context.directory()) !== undefined;
    return { text: call.reader.t(isPublic ? 'answer.updated.public' : 'answer.updated') };
  },
});
