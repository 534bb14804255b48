import { refusedBy } from '../../src/domain/refusal.ts';
import { defineCommand } from '../command.ts';

export const web = defineCommand({
  name: 'web',
  summary: 'A one-time link to sign in on the web',
  example: 'web',
  needs: 'viewer',
  onlyInChat: true,
  options: [],
  async run({ context, person, invocation }) {
    if (context.demo) return { text: `This is the demo: open ${context.publicUrl} and pick who you are.` };
    // Only where nobody else reads it. Platforms that answer in private everywhere mark every answer so.
    if (!invocation.where.private && invocation.from.platform === 'telegram') {
      throw refusedBy('web-not-private');
    }
    const secret = await context.signIns.issue(person.id, context.clock.now());
    return {
      text: 'Here is your link to the web. It works once, within 10 minutes; do not pass it on.',
      link: { label: 'Sign in', url: `${context.publicUrl}/sign-in/${secret}` },
    };
  },
});
