import { incidentRoles } from '../../src/domain/incident/roles.ts';
import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { nameOf } from '../../src/views/names.ts';
import { defineCommand, incidentOption, option } from '../command.ts';
import { assignWords } from '../typed/read/read-incident.ts';

const usualRole = 'commander';

export const assign = defineCommand({
  name: 'assign',
  group: 'incident',
  summary: 'command.assign',
  example: 'assign 42 person:carol role:comms',
  needs: 'responder',
  form: { title: 'form.assign' },
  fromWords: assignWords,
  options: [
    incidentOption,
    option('person', 'person', 'option.assign.person', { required: true }),
    option('role', 'choice', 'option.assign.role', {
      choices: incidentRoles.map((value) => ({ value })),
      fallback: () => usualRole,
    }),
  ],
  async run(call) {
    const person = call.args.person ?? '';
    const role = incidentRoles.find((one) => one === call.args.role) ?? usualRole;
    const { incident } = await call.change({ type: 'assign', person, role });
    const { t } = call.reader;
    const values = { name: nameOf(person, call.reader), role: t(`role.${role}`), incident: headline(incident) };
    return { text: ended(t('answer.assigned', values), t) };
  },
});
