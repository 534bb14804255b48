import { targetOf } from '../../src/application/incidents/known-names.ts';
import { factsNow } from '../../src/application/world.ts';
import { decide } from '../../src/domain/incident/decide.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { changedView } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { whomView } from '../../src/views/questions.ts';
import { type Call, defineCommand, incidentOption, option } from '../command.ts';
import { escalateWords } from '../typed/read/read-reasoned.ts';

export const escalate = defineCommand({
  name: 'escalate',
  group: 'incident',
  summary: 'command.escalate',
  example: 'escalate 42 to:carol',
  needs: 'responder',
  fromWords: escalateWords,
  options: [
    incidentOption,
    option('to', 'target', 'option.escalate.to'),
    option('note', 'long-text', 'option.why', { takesTheRest: true, maxLength: textLimit }),
  ],
  isExact: ({ incident, to }) => (incident ?? to) !== undefined,
  async confirm(call) {
    const { context } = call;
    const incident = await call.incident();
    const events = decide(incident, { ...changeOf(call), ...call.actor }, factsNow(context));
    return whomView('ask.escalate', { incident, events }, call.reader);
  },
  async run(call) {
    const { incident, events } = await call.change(changeOf(call));
    return changedView(call.reader.t('answer.escalated', { incident: headline(incident) }), { events }, call.reader);
  },
});

function changeOf({ args: { to, note }, context }: Call) {
  const target = to && { to: targetOf(to, context.directory()), toName: to };
  return { type: 'escalate', ...target, ...(note && { note }) } as const;
}
