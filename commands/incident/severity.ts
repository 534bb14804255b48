import { textLimit } from '../../src/domain/incident/texts.ts';
import { isSeverity } from '../../src/domain/severity.ts';
import { changedView } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { defineCommand, incidentOption, option, severityOption } from '../command.ts';
import { severityWords } from '../typed/read/read-reasoned.ts';

export const severity = defineCommand({
  name: 'severity',
  group: 'incident',
  summary: 'command.severity',
  example: 'severity 42 sev1',
  needs: 'responder',
  form: { title: 'form.severity' },
  fromWords: severityWords,
  options: [
    incidentOption,
    { ...severityOption, name: 'level', required: true },
    option('note', 'long-text', 'option.why', { takesTheRest: true, maxLength: textLimit }),
  ],
  async run(call) {
    const { level = '', note } = call.args;
    if (!isSeverity(level)) throw new Error(`The choices of “level” are not severities: ${level}`);
    const { incident, events } = await call.change({
      type: 'change-severity',
      severity: level,
      ...(note && { note }),
    });
    const done = call.reader.t('answer.severity', { severity: incident.severity, incident: headline(incident) });
    return changedView(done, { events }, call.reader);
  },
});
