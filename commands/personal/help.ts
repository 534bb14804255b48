import { mayActAs } from '../../src/domain/permissions.ts';
import { defineCommand } from '../command.ts';

export const help = defineCommand({
  name: 'help',
  summary: 'What I may do here',
  example: 'help',
  needs: 'viewer',
  reads: true,
  onlyInChat: true,
  options: [],
  async run({ context, commands, person }) {
    const role = await context.permissions.roleOf(person);
    const mine = commands.filter(({ needs, toLook }) => mayActAs(role, toLook ?? needs));
    const lines = mine.map(({ example, summary }) => `${example}\n    ${summary}`);
    return {
      text: 'Type /incident and one of these; in a direct message to me, the line alone. For example: declare Checkout is down',
      title: 'What you may do here',
      body: ['Type /incident and one of these; in a direct message to me, the line alone.', '', ...lines].join('\n'),
      tone: 'neutral',
    };
  },
});
