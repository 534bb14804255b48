import { incidentRoles } from '../../src/domain/incident/roles.ts';
import { changeIncident } from '../../src/use-cases/change-incident.ts';
import { nameIn } from '../../src/use-cases/world.ts';
import { headline } from '../../src/views/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';

export const assign = defineCommand({
  name: 'assign',
  summary: 'Give somebody a role in it',
  example: 'assign 42 person:carol role:comms',
  needs: 'responder',
  options: [
    incidentOption,
    option('person', 'person', 'Who', { required: true }),
    option('role', 'choice', 'As what; commander unless you say', {
      choices: incidentRoles.map((value) => ({ value, label: value })),
    }),
  ],
  async run(call) {
    const meant = await call.incident();
    const person = call.args.person ?? '';
    const role = incidentRoles.find((one) => one === call.args.role) ?? 'commander';
    const intent = { type: 'assign', ...call.actor, person, role } as const;
    const { incident } = await changeIncident(call.context, meant, intent, call.cause);
    return { text: `${nameIn(call.context.directory(), person)} is ${role} of ${headline(incident)}.` };
  },
});
