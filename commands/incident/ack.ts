import { textLimit } from '../../src/domain/incident/texts.ts';
import { acknowledgedView } from '../../src/views/answers.ts';
import { defineCommand, incidentOption, option } from '../command.ts';
import { ackWords } from '../typed/read-incident.ts';

export const ack = defineCommand({
  name: 'ack',
  group: 'incident',
  summary: 'command.ack',
  example: 'ack 42',
  needs: 'responder',
  mayWhoIsPaged: true,
  actsOnLatestPage: true,
  fromWords: ackWords,
  options: [
    incidentOption,
    option('note', 'long-text', 'option.ack.note', { takesTheRest: true, maxLength: textLimit }),
  ],
  async run(call) {
    const { note } = call.args;
    return acknowledgedView(await call.change({ type: 'acknowledge', ...(note && { note }) }), call.reader);
  },
});
