import { mayActAs } from '../../src/domain/permissions.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { commandHelpView, groupHelpView, helpView, type ShownCommand } from '../../src/views/help.ts';
import { type Call, type CommandGroup, commandGroups, defineCommand, option } from '../command.ts';
import { shapeIn } from '../shapes.ts';
import { nearest } from '../typed/nearest.ts';
import { joined, without, withoutPoliteness } from '../typed/words.ts';

export const help = defineCommand({
  name: 'help',
  group: 'me',
  summary: 'command.help',
  example: 'help declare',
  needs: 'viewer',
  reads: true,
  forGuests: 'view',
  onlyInChat: true,
  // “Help me” is about no group of commands.
  fromWords(words) {
    const about = joined(without(withoutPoliteness(words), /^(?:me|us|mir|uns|with|mit|con)$/iu));
    return { args: { ...(about && { about }) } };
  },
  options: [
    option('about', 'text', 'option.help.about', { takesTheRest: true, maxLength: 60 }),
    option('group', 'choice', 'option.help.group', {
      choices: commandGroups.map((value) => ({ value, label: `help.group.${value}` as const })),
    }),
  ],
  async run(call) {
    const { reader, args } = call;
    const role = await call.context.permissions.roleOf(call.person);
    const about = args.about?.replace(/^\/?(incident\s+)?(?=\S)/i, '').toLowerCase();
    const shown = shownCommands(call, role);
    const name = args.group ?? about?.replace(/[\s_]+/g, '-');
    const group = commandGroups.find((one) => one === name);
    if (group) return groupHelpView(group, shown, reader);
    if (about === undefined) return helpView(commandGroups, shown, role, reader);
    const command = shown.find(({ shape }) => shape.name === about);
    if (command) return commandHelpView(command, reader);
    const known = [...shown.map(({ shape }) => shape.name), ...commandGroups];
    throw refusedBy('unknown-help', { text: about, near: nearest(about, known), groups: commandGroups });
  },
});

function shownCommands({ commands, reader }: Call, role: Parameters<typeof mayActAs>[0]): ShownCommand<CommandGroup>[] {
  return commands.map((command) => {
    const { group, example, needs, toLook } = command;
    const lowest = toLook ?? needs;
    return { shape: shapeIn(command, reader.t), group, example, needs: lowest, allowed: mayActAs(role, lowest) };
  });
}
