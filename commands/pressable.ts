import type { Incident } from '../src/domain/incident/incident.ts';
import type { Person } from '../src/domain/people.ts';
import { couldActAs, type RoleGroups } from '../src/domain/permissions.ts';
import type { Message } from '../src/ports/message.ts';
import { roleNeeded } from './audited.ts';
import type { Command } from './command.ts';

interface Presser {
  readonly person: Person;
  readonly groups: RoleGroups | undefined;
  /** The incident of the answer: a person who was paged for it may do more. */
  readonly incident: Incident | undefined;
}

/**
 * Returns an answer for one person without the buttons that they may not press. Cards keep all buttons, because everybody
 * sees them.
 */
export function withPressableButtons(
  message: Message,
  commandOf: (name: string) => Command | undefined,
  { person, groups, incident }: Presser,
): Message {
  if (!message.buttons) return message;
  const buttons = message.buttons.filter(({ invokes }) => {
    const command = commandOf(invokes.command);
    if (!command || couldActAs(person, roleNeeded(command, invokes.args), groups)) return true;
    return command.mayWhoIsPaged === true && incident !== undefined && person.id in incident.paged;
  });
  return buttons.length === message.buttons.length ? message : { ...message, buttons };
}
