import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

/** States of Home Assistant that mean that nothing is wrong, for a binary sensor of the classes problem, smoke and the like. */
const fine: ReadonlySet<string> = new Set(['off', 'home', 'idle', 'clear', 'closed', 'dry']);

/** Home Assistant: a `rest_command` (see docs/alerts.md), or a notification of the platform `rest` with the method POST_JSON. */
export const homeAssistant: Sender = {
  name: 'home-assistant',
  label: 'Home Assistant',
  about: 'A rest_command whose payload stands in docs/alerts.md, or a notification of the platform rest (POST_JSON).',
  documentation: 'https://www.home-assistant.io/integrations/rest_command/',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('entity_id', 'title', 'message', 'name');
    const state = given.first('state', 'to', 'new_state');
    const name = given.first('name', 'friendly_name', 'entity_id');
    const status = statusOf(given.text('status'));
    const isOver = status === 'resolved' || fine.has(state?.toLowerCase() ?? '') || statusOf(state) === 'resolved';
    return [
      alertFrom('home-assistant', {
        status: isOver ? 'resolved' : 'firing',
        title: [
          given.text('title'),
          name && name !== given.text('entity_id') && state ? `${name} is ${state}` : undefined,
          isOver ? undefined : given.text('message'),
          name && state ? `${name} is ${state}` : name,
          given.text('message'),
        ],
        description: given.text('message'),
        identity: given.text('entity_id') ?? { parts: ['title', given.first('title', 'name', 'message')] },
        severity: severityOf(given.text('severity')),
        labels: labelsOf({ entity: given.text('entity_id'), state, area: given.text('area') }),
        url: [given.text('url')],
        value: state,
        startsAt: given.date('last_changed'),
        resolvedAt: given.date('last_changed'),
      }),
    ];
  },
};
