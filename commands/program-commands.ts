import { incidentByNumber } from '../src/application/incidents/find-incident.ts';
import { causeOfProgram } from '../src/application/incidents/identity.ts';
import { idOf } from '../src/application/incidents/known-names.ts';
import type { Directory } from '../src/domain/directory.ts';
import type { Person, TokenRole } from '../src/domain/people.ts';
import { actingBy } from '../src/domain/permissions.ts';
import { Refused, refusedBy } from '../src/domain/refusal.ts';
import { translatorFor } from '../src/locales/translate.ts';
import type { Invocation, ProgramCommand, ProgramCommandShape, ProgramCommands } from '../src/ports/commands.ts';
import { onlyReads } from './audited.ts';
import type { Command, CommandContext } from './command.ts';
import { commands } from './index.ts';
import type { Meant } from './meant-incident.ts';
import { runCommand } from './run.ts';
import { shapeIn } from './shapes.ts';

const forPrograms = commands.filter(({ onlyInChat }) => !onlyInChat);

/** The commands that programs may give, in the order of help. */
export const programCatalogue: readonly ProgramCommandShape[] = forPrograms.map((command) => ({
  ...shapeIn(command, translatorFor('en')),
  path: command.path ?? command.name,
  changes: command.reads !== true,
}));

/** Creates the same commands for programs. There is no place to imply an incident, so each request names one. */
export function createProgramCommands(context: CommandContext): ProgramCommands {
  return {
    catalogue: programCatalogue,
    async run(given) {
      const command = forPrograms.find(({ name }) => name === given.command);
      if (!command) throw refusedBy('not-for-programs', { verb: given.command });
      if (given.mustChange && onlyReads(command, given.args)) throw nothingToChange(command);
      const person = personOf(given, context.directory());
      return runCommand(context, {
        command,
        args: given.args,
        person,
        via: given.via,
        ...(given.client !== undefined && { account: given.client }),
        idempotencyKey: causeOfProgram(given),
        invocation: fromNowhere(given, person),
        told: 'program',
        incident: (_person, named) => namedIncident(context, command, named),
      });
    },
  };
}

function personOf({ by, tokenRole, client }: ProgramCommand, { people }: Directory): Person | Refused {
  try {
    if (by === undefined) {
      return client === undefined
        ? refusedBy('no-such-person', { text: '', option: 'by' })
        : programNamed(client, tokenRole);
    }
    const person = people.get(idOf('person', by, [...people.values()], { option: 'by' }));
    return person ? actingBy(person, tokenRole) : refusedBy('no-such-person', { text: by, option: 'by' });
  } catch (err) {
    if (err instanceof Refused) return err;
    throw err;
  }
}

/**
 * Returns the client as a person when it acts for nobody. It has no accounts, so an incident that it acknowledges goes back
 * to escalation when nobody continues.
 */
function programNamed(client: string, tokenRole: TokenRole | undefined): Person {
  return actingBy({ id: client, name: client, timezone: 'UTC', accounts: {}, role: 'responder' }, tokenRole);
}

async function namedIncident(context: CommandContext, command: Command, named: string | undefined): Promise<Meant> {
  if (!named) throw refusedBy('incident-missing', { command: command.name });
  return { incident: await incidentByNumber(context.store, named), guessed: false };
}

function nothingToChange({ name, options }: Command): Refused {
  const others = options.map((one) => one.name).filter((one) => one !== 'incident');
  return refusedBy('nothing-to-change', { command: name, option: others[0] ?? 'incident', options: others });
}

/** Returns an invocation without a room or message. */
function fromNowhere({ command, args }: ProgramCommand, person: Person | Refused): Invocation {
  const id = person instanceof Refused ? '' : person.id;
  const address = { platform: 'web', kind: 'person', id } as const;
  return { id: '', command, args, from: { platform: 'web', id }, where: { address, private: false, places: [] } };
}
