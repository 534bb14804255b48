import { factsNow } from '../../src/application/world.ts';
import { decide } from '../../src/domain/incident/decide.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { changedView } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { whomView } from '../../src/views/questions.ts';
import { defineCommand, incidentOption, option } from '../command.ts';
import { unackWords } from '../typed/read/read-reasoned.ts';

export const unack = defineCommand({
  name: 'unack',
  group: 'incident',
  summary: 'command.unack',
  example: 'unack 42',
  needs: 'responder',
  oneIncident: true,
  fromWords: unackWords,
  options: [incidentOption, option('note', 'long-text', 'option.why', { takesTheRest: true, maxLength: textLimit })],
  async confirm(call) {
    const { context, actor } = call;
    const incident = await call.incident();
    const events = decide(incident, { type: 'unacknowledge', ...actor }, factsNow(context));
    return whomView('ask.unack', { incident, events }, call.reader);
  },
  async run(call) {
    const { note } = call.args;
    const { incident, events } = await call.change({ type: 'unacknowledge', ...(note && { note }) });
    return changedView(
      call.reader.t('answer.unacknowledged', { incident: headline(incident) }),
      { events },
      call.reader,
    );
  },
});
