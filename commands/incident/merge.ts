import { incidentAt, incidentByNumber } from '../../src/application/incidents/find-incident.ts';
import { factsNow } from '../../src/application/world.ts';
import { decide } from '../../src/domain/incident/decide.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { type Call, defineCommand, incidentOption, option } from '../command.ts';
import { thisIncident } from '../typed/incident-number.ts';

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
      // The button does not depend on where it is pressed.
      args: { other: String(other.number) },
    };
  },
  async run(call) {
    const { t } = call.reader;
    const other = await otherOf(call);
    const { incident } = await call.merge(await call.incident(), other);
    return { text: ended(t('answer.merged', { incident: headline(incident), other: headline(other) }), t) };
  },
});

/** @throws Refused when no incident has this number, or the place tells none that `this` may mean */
async function otherOf({ context, args, invocation, person, actor }: Call): Promise<Incident> {
  const { store } = context;
  const isTyped = actor.via !== 'api' && actor.via !== 'amqp';
  if (args.other !== thisIncident || !isTyped) return incidentByNumber(store, args.other ?? '');
  const { where, from } = invocation;
  const here =
    (await incidentAt(store, from.platform, where)) ??
    (where.private ? await store.latestPageOf(person.id) : undefined);
  if (here) return here;
  throw refusedBy('missing-option', { command: 'merge', option: 'other', example: merge.example });
}
