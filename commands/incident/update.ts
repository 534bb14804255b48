import { statuses } from '../../src/domain/incident/roles.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { publicImpact } from '../../src/domain/status/outside.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { defineCommand, incidentOption, option } from '../command.ts';

export const update = defineCommand({
  name: 'update',
  summary: 'Tell everybody how it stands',
  example: 'update 42 status:identified it is the cache, we are restarting it',
  needs: 'responder',
  options: [
    incidentOption,
    option('text', 'long-text', 'What people should know; of a public service, those outside too', {
      required: true,
      takesTheRest: true,
      maxLength: textLimit,
    }),
    option('status', 'choice', 'How far the work has come', {
      choices: statuses.map((value) => ({ value, label: value })),
    }),
  ],
  async run(call) {
    const status = statuses.find((one) => one === call.args.status);
    const { incident } = await call.change({ type: 'update', text: call.args.text ?? '', ...(status && { status }) });
    const places = publicImpact(incident, call.context.directory())
      ? ', in its room, and on the status page for everybody to read'
      : ', and in its room';
    return { text: `Told: it stands on every card of ${headline(incident)}${places}.` };
  },
});
