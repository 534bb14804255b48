import { incidentByNumber } from '../../src/application/incidents/find-incident.ts';
import { factsNow } from '../../src/application/world.ts';
import { decide } from '../../src/domain/incident/decide.ts';
import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { type Call, defineCommand, incidentOption, option } from '../command.ts';

export const merge = defineCommand({
  name: 'merge',
  group: 'incident',
  summary: 'command.merge',
  example: 'merge 42 43',
  needs: 'responder',
  form: { title: 'form.merge', submit: 'form.merge' },
  options: [incidentOption, option('other', 'incident', 'option.merge.other', { required: true, maxLength: 12 })],
  // Whoever mistypes a number closes the wrong incident, and there is no way back.
  isExact: () => false,
  async confirm(call) {
    const { context, reader, actor } = call;
    const incident = await call.incident();
    const other = await otherOf(call);
    decide(other, { type: 'merge', into: incident, ...actor }, factsNow(context));
    const { number } = incident;
    return {
      text: reader.t('ask.merge', { incident: headline(incident), other: headline(other) }),
      yes: reader.t('ask.merge.yes', { incident: String(number), other: String(other.number) }),
      incident,
    };
  },
  async run(call) {
    const { t } = call.reader;
    const other = await otherOf(call);
    const { incident } = await call.merge(await call.incident(), other);
    return { text: ended(t('answer.merged', { incident: headline(incident), other: headline(other) }), t) };
  },
});

function otherOf({ context, args }: Call) {
  return incidentByNumber(context.store, args.other ?? '');
}
