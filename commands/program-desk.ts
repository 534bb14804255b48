import type { Person } from '../src/domain/people.ts';
import { Refused } from '../src/domain/refusal.ts';
import type { Invocation } from '../src/ports/commands.ts';
import type { ProgramAnswer, ProgramCommand, ProgramDesk } from '../src/ports/program-desk.ts';
import { incidentByNumber } from '../src/use-cases/find-incident.ts';
import { causeOfProgram } from '../src/use-cases/identity.ts';
import { idOf } from '../src/use-cases/known-names.ts';
import { noted } from '../src/use-cases/note-acts.ts';
import { auditedArgs, onlyLooks, roleNeeded } from './audited.ts';
import { checkArgs } from './check-args.ts';
import type { Call, Command, CommandContext } from './command.ts';
import { commands } from './index.ts';

/** What is about incidents. The rest is a person's own affair (`link`, `web`, `notify`), or made for reading in a chat. */
const forPrograms = new Set([
  'declare',
  'ack',
  'unack',
  'reopen',
  'resolve',
  'escalate',
  'page',
  'snooze',
  'severity',
  'assign',
  'rename',
  'update',
  'note',
  'task',
  'show',
]);

/** The same commands as in chat, given by programs. No place tells the incident here: it is always named. */
export function createProgramDesk(context: CommandContext): ProgramDesk {
  const given = commands.filter(({ name }) => forPrograms.has(name));
  return {
    verbs: given.map(({ name }) => name),
    async answer(program) {
      try {
        const command = given.find(({ name }) => name === program.command);
        if (!command) throw new Refused('unknown-command', `There is no command “${program.command}” for programs.`);
        return await runNoted(context, command, program);
      } catch (err) {
        if (err instanceof Refused) return { ok: false, text: err.message };
        throw err;
      }
    },
  };
}

async function runNoted(context: CommandContext, command: Command, program: ProgramCommand): Promise<ProgramAnswer> {
  if (onlyLooks(command.name, program.args)) return run(context, command, program, () => undefined);
  let by: string | undefined;
  let answer: ProgramAnswer | undefined;
  const act = () => ({
    via: 'amqp' as const,
    act: command.name,
    args: auditedArgs(command, program.args),
    ...(by !== undefined && { by }),
    ...(answer?.incident && { incident: answer.incident.number }),
  });
  return noted(context.recorder, act, async () => {
    answer = await run(context, command, program, (person) => {
      by = person.id;
    });
    return answer;
  });
}

/** @param known told who it is for, as soon as that is clear */
async function run(
  context: CommandContext,
  command: Command,
  program: ProgramCommand,
  known: (person: Person) => void,
): Promise<ProgramAnswer> {
  const directory = context.directory();
  const person = directory.people.get(idOf('person', program.by, [...directory.people.values()]));
  if (!person) throw new Refused('unknown-person', `There is no person “${program.by}”.`);
  known(person);
  const needs = roleNeeded(command, program.args);
  await context.permissions.permit(person, { name: command.name, needs }, 'program');
  const args = checkArgs(command, program.args, directory);
  const missing = command.options.find(({ required, name }) => required && !args[name]);
  if (missing) throw new Refused('missing-option', `“${command.name}” needs a ${missing.name}.`);
  const cause = causeOfProgram('amqp', program.id);
  const named = args.incident;
  const call: Call = {
    context,
    person,
    actor: { by: person.id, via: 'amqp' },
    invocation: fromNowhere(program, person),
    args,
    cause,
    commands,
    async incident() {
      if (named) return incidentByNumber(context.store, named);
      throw new Refused('incident-missing', `“${command.name}” needs an incident: its number, such as 42.`);
    },
  };
  const { text } = await command.run(call);
  const touched = (await context.store.byCause(cause)) ?? (named && (await incidentByNumber(context.store, named)));
  return { ok: true, text, ...(touched && { incident: touched }) };
}

/** In no room and under no message. */
function fromNowhere({ id, command, args }: ProgramCommand, { id: account }: Person): Invocation {
  const address = { platform: 'web', kind: 'person', id: account } as const;
  return { id, command, args, from: { platform: 'web', id: account }, where: { address, private: false, places: [] } };
}
