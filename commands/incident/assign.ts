import { incidentRoles } from '../../src/domain/incident/roles.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { changedView } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { nameOf } from '../../src/views/names.ts';
import { defineCommand, incidentOption, option } from '../command.ts';
import { restOfShift } from '../on-call/rest-of-shift.ts';
import { assignWords } from '../typed/read/read-reasoned.ts';

const usualRole = 'commander';

export const assign = defineCommand({
  name: 'assign',
  group: 'incident',
  summary: 'command.assign',
  example: 'assign 42 person:carol role:comms',
  needs: 'responder',
  form: { title: 'form.assign' },
  fromWords: assignWords,
  withoutIncident: restOfShift,
  options: [
    incidentOption,
    option('person', 'person', 'option.assign.person', { required: true }),
    option('role', 'choice', 'option.assign.role', {
      choices: incidentRoles.map((value) => ({ value })),
      fallback: () => usualRole,
    }),
    option('note', 'long-text', 'option.why', { takesTheRest: true, maxLength: textLimit }),
  ],
  async run(call) {
    const { person = '', note } = call.args;
    const role = incidentRoles.find((one) => one === call.args.role) ?? usualRole;
    const { incident, events } = await call.change({ type: 'assign', person, role, ...(note && { note }) });
    const { t } = call.reader;
    const values = { name: nameOf(person, call.reader), role: t(`role.${role}`), incident: headline(incident) };
    return changedView(t('answer.assigned', values), { events }, call.reader);
  },
});
