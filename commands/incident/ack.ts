import { textLimit } from '../../src/domain/incident/texts.ts';
import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';
import { ackWords } from '../typed/read-incident.ts';

export const ack = defineCommand({
  name: 'ack',
  summary: 'Acknowledge: you have it, and nobody else is paged',
  example: 'ack 42',
  needs: 'responder',
  mayWhoIsPaged: true,
  actsOnLatestPage: true,
  fromWords: ackWords,
  options: [
    incidentOption,
    option('note', 'long-text', 'What to note with it', { takesTheRest: true, maxLength: textLimit }),
  ],
  async run(call) {
    const { note } = call.args;
    const { incident, events } = await call.change({ type: 'acknowledge', ...(note && { note }) });
    if (events.some(({ type }) => type === 'confirmed'))
      return { text: ended(`It stays yours: ${headline(incident)}`) };
    if (!events.some(({ type }) => type === 'acknowledged')) return { text: ended(`Noted on ${headline(incident)}`) };
    return { text: `${ended(`You have ${headline(incident)}`)} Nobody else is paged for it.` };
  },
});
