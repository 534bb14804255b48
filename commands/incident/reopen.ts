import { factsNow } from '../../src/application/world.ts';
import { decide } from '../../src/domain/incident/decide.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { changedView } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { whomView } from '../../src/views/questions.ts';
import { defineCommand, incidentOption, option } from '../command.ts';

export const reopen = defineCommand({
  name: 'reopen',
  group: 'incident',
  summary: 'command.reopen',
  example: 'reopen 42',
  needs: 'responder',
  meansLast: 'resolved',
  oneIncident: true,
  options: [
    incidentOption,
    option('note', 'long-text', 'option.reopen.note', { takesTheRest: true, maxLength: textLimit }),
  ],
  isExact: ({ incident }) => incident !== undefined,
  async confirm(call) {
    const { context, actor } = call;
    const incident = await call.incident();
    const events = decide(incident, { type: 'reopen', ...actor }, factsNow(context));
    return whomView('ask.reopen', { incident, events }, call.reader);
  },
  async run(call) {
    const { note } = call.args;
    const { incident, events } = await call.change({ type: 'reopen', ...(note && { note }) });
    return changedView(call.reader.t('answer.reopened', { incident: headline(incident) }), { events }, call.reader);
  },
});
