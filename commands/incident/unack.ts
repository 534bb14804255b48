import { factsNow } from '../../src/application/world.ts';
import { decide } from '../../src/domain/incident/decide.ts';
import { changedView } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { whomView } from '../../src/views/questions.ts';
import { defineCommand, incidentOption } from '../command.ts';

export const unack = defineCommand({
  name: 'unack',
  group: 'incident',
  summary: 'command.unack',
  example: 'unack 42',
  needs: 'responder',
  oneIncident: true,
  options: [incidentOption],
  async confirm(call) {
    const { context, actor } = call;
    const incident = await call.incident();
    const events = decide(incident, { type: 'unacknowledge', ...actor }, factsNow(context));
    return whomView('ask.unack', { incident, events }, call.reader);
  },
  async run(call) {
    const { incident, events } = await call.change({ type: 'unacknowledge' });
    return changedView(
      call.reader.t('answer.unacknowledged', { incident: headline(incident) }),
      { events },
      call.reader,
    );
  },
});
