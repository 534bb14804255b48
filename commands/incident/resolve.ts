import { factsNow } from '../../src/application/world.ts';
import { decide } from '../../src/domain/incident/decide.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { isUrgent } from '../../src/domain/severity.ts';
import { isUnderstoodFreely, pressOf } from '../../src/ports/commands/press.ts';
import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';
import { resolveWords } from '../typed/read/read-incident.ts';

export const resolve = defineCommand({
  name: 'resolve',
  group: 'incident',
  summary: 'command.resolve',
  example: 'resolve 42 rolled back the release',
  needs: 'responder',
  form: { title: 'form.resolve', submit: 'form.resolve' },
  oneIncident: true,
  forList: { command: 'list', args: { state: 'resolved' } },
  fromWords: resolveWords,
  options: [
    incidentOption,
    option('summary', 'long-text', 'option.resolve.summary', {
      askedByButton: true,
      takesTheRest: true,
      maxLength: textLimit,
    }),
  ],
  isExact: ({ incident, summary }) => (incident ?? summary) !== undefined,
  async confirm(call, guessed) {
    const { context, actor, invocation, reader } = call;
    // A button already opened a form, which is confirmation enough.
    if (pressOf(invocation.args) || guessed) return undefined;
    const incident = await call.incident();
    decide(incident, { type: 'resolve', ...actor }, factsNow(context));
    if (!isUnderstoodFreely(invocation.args) && !isUrgent(incident.severity)) return undefined;
    const { number } = incident;
    return {
      text: reader.t('typed.resolve', { incident: headline(incident), severity: incident.severity }),
      yes: reader.t('typed.resolve.yes', { number: String(number) }),
      incident,
    };
  },
  async run(call) {
    const { summary } = call.args;
    const { incident } = await call.change({ type: 'resolve', ...(summary && { summary }) });
    const { t } = call.reader;
    return { text: ended(t('answer.resolved', { incident: headline(incident) }), t) };
  },
});
