import { refusedBy } from '../../src/domain/refusal.ts';
import { defineCommand } from '../command.ts';

export const web = defineCommand({
  name: 'web',
  group: 'me',
  summary: 'command.web',
  example: 'web',
  needs: 'viewer',
  onlyInChat: true,
  options: [],
  async run({ context, person, reader, invocation }) {
    const { t } = reader;
    if (context.demo) return { text: t('answer.web.demo', { url: context.publicUrl }) };
    // Only where nobody else reads. Platforms whose answers are always private mark each one as private.
    if (!invocation.where.private && invocation.from.platform === 'telegram') {
      throw refusedBy('web-not-private');
    }
    const secret = await context.signIns.issue(person.id, context.clock.now());
    return {
      text: t('answer.web'),
      links: [{ label: t('answer.web.sign-in'), url: `${context.publicUrl}/sign-in/${secret}` }],
    };
  },
});
