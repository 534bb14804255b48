import { targetOf } from '../../src/use-cases/known-names.ts';
import { changedView } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';

export const escalate = defineCommand({
  name: 'escalate',
  summary: 'Page the next level, or whom you name',
  example: 'escalate 42 to:carol',
  needs: 'responder',
  options: [incidentOption, option('to', 'target', 'A person, team or schedule; without it the next level')],
  async run(call) {
    const { to } = call.args;
    const directory = call.context.directory();
    const target = to && { to: targetOf(to, directory), toName: to };
    const { incident, events } = await call.change({ type: 'escalate', ...target });
    return changedView(`${headline(incident)} is escalated.`, { incident, events }, call.reader);
  },
});
