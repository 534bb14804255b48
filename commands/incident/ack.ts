import { textLimit } from '../../src/domain/incident/texts.ts';
import { Refused } from '../../src/domain/refusal.ts';
import type { Message } from '../../src/ports/message.ts';
import { acknowledgedView } from '../../src/views/answers.ts';
import { takeOverView } from '../../src/views/questions.ts';
import { type Call, defineCommand, incidentOption, option } from '../command.ts';
import { Question } from '../meant-incident.ts';
import { ackWords } from '../typed/read/read-incident.ts';

export const ack = defineCommand({
  name: 'ack',
  group: 'incident',
  summary: 'command.ack',
  example: 'ack 42',
  needs: 'responder',
  mayWhoIsPaged: true,
  actsOnLatestPage: true,
  fromWords: ackWords,
  oneIncident: true,
  forList: { command: 'paged', args: {} },
  forAll: { command: 'paged', args: { action: 'ack' } },
  options: [
    incidentOption,
    option('note', 'long-text', 'option.ack.note', { takesTheRest: true, maxLength: textLimit }),
  ],
  async run(call) {
    try {
      return await acknowledge(call);
    } catch (err) {
      // A late button breaks another rule and does nothing, and a program cannot be asked.
      const isProgram = call.actor.via === 'api' || call.actor.via === 'amqp';
      if (!(err instanceof Refused) || err.rule !== 'already-acknowledged' || isProgram) throw err;
      const { id } = await call.incident();
      const owned = await call.context.store.load(id);
      throw owned?.acknowledged ? new Question('asked-first', takeOverView(owned, call.args.note, call.reader)) : err;
    }
  },
});

async function acknowledge(call: Call): Promise<Message> {
  const { note } = call.args;
  return acknowledgedView(await call.change({ type: 'acknowledge', ...(note && { note }) }), call.reader);
}
