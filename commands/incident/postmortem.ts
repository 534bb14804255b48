import { postmortemFoundView } from '../../src/views/incident/postmortem-found.ts';
import { anyIncidentOption, defineCommand } from '../command.ts';

export const postmortem = defineCommand({
  name: 'postmortem',
  group: 'incident',
  summary: 'command.postmortem',
  example: 'postmortem 42',
  needs: 'viewer',
  reads: true,
  onlyInChat: true,
  meansLast: 'any',
  options: [anyIncidentOption],
  async run({ incident, context, reader, invocation }) {
    const meant = await incident();
    const outline = await context.store.outline(meant.id);
    const url = `${context.publicUrl}/incidents/${meant.number}/postmortem.md`;
    return postmortemFoundView(meant, outline, { url, onWeb: invocation.from.platform === 'web' }, reader);
  },
});
