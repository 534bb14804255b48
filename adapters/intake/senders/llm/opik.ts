import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { linesOf, readPayload } from '../../reading/payload.ts';
import { withoutPrompts } from '../../reading/prompts.ts';
import type { Sender } from '../../sender.ts';

/** Opik: an alert with a destination of the type General. It never says that something is over: set `resolveAfter`. */
export const opik: Sender = {
  name: 'opik',
  label: 'Opik',
  about: 'An alert with a destination of the type General. It never says that something is over.',
  documentation: 'https://www.comet.com/docs/opik/production/alerts',
  read(arrived) {
    const given = readPayload(arrived.body, arrived.notes);
    given.needs('alertName', 'alertId', 'payload.alertName', 'payload.message');
    const payload = given.part('payload');
    const event = payload.text('eventType') ?? given.text('eventType');
    const name = given.text('alertName') ?? payload.text('alertName');
    const count = payload.text('eventCount');
    return [
      alertFrom('opik', {
        status: 'firing',
        title: [name, payload.text('message'), `Alert ${given.text('alertId')}`],
        description: linesOf(payload.text('message'), count && `${count} events`),
        identity: { parts: ['alert', given.text('alertId') ?? name ?? payload.text('message'), event] },
        labels: labelsOf(
          { event, workspace: given.first('workspaceName', 'workspaceId'), project: payload.text('projectName') },
          ...payload.parts('metadata').map((one) => withoutPrompts(one.whole, arrived)),
        ),
        value: count,
        startsAt: given.date('createdAt'),
      }),
    ];
  },
};
