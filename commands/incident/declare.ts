import { declarationOf } from '../../src/application/incidents/declaration.ts';
import { factsNow } from '../../src/application/world.ts';
import { likeIncident } from '../../src/domain/incident/merging/alike.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { isSeverity } from '../../src/domain/severity.ts';
import { declaredView, withMergeProposal } from '../../src/views/answers.ts';
import { defineCommand, type OptionDefinition, option, severityOption } from '../command.ts';
import { declareWords } from '../typed/read/read-declare.ts';

/** Returns the severity that `declarationOf` will use; it may change with the service. */
const usualSeverity: OptionDefinition['fallback'] = ({ service }, directory) =>
  declarationOf({ title: '', ...(service && { service }) }, directory).severity;

/** How many of the latest open incidents are searched for a similar one. */
const looked = 50;

export const declare = defineCommand({
  name: 'declare',
  group: 'incident',
  summary: 'command.declare',
  example: 'declare Checkout is down severity:sev1 service:checkout',
  needs: 'responder',
  forGuests: 'declare',
  form: { title: 'form.declare', submit: 'form.declare.submit' },
  fromWords: declareWords,
  wordsAreText: true,
  options: [
    // As long as a typed line may be, so that the rule about titles answers, not the limit of the option.
    option('title', 'text', 'option.declare.title', { required: true, takesTheRest: true, maxLength: 200 }),
    { ...severityOption, fallback: usualSeverity },
    option('service', 'service', 'option.declare.service'),
    option('description', 'long-text', 'option.declare.description', { maxLength: textLimit }),
  ],
  async run({ context, reader, args, declare: begin }) {
    const directory = context.directory();
    const { title = '', severity, service, description } = args;
    const given = {
      title,
      ...(severity && isSeverity(severity) && { severity }),
      ...(service && { service }),
      ...(description && { description }),
    };
    const { incident, events } = await begin(declarationOf(given, directory));
    const inMaintenance = factsNow(context).maintenance(incident.service) !== undefined;
    const answer = declaredView({ incident, events }, inMaintenance, reader);
    // A guest may declare, and nothing else.
    const { items } = await context.store.list({ state: 'open', limit: looked });
    const open = likeIncident(incident, items);
    return open ? withMergeProposal(answer, { incident, open }, reader) : answer;
  },
});
