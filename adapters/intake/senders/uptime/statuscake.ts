import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { readPayload, tagRecord } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

/** StatusCake: a contact group with a webhook address, method POST. It posts a form. */
export const statusCake: Sender = {
  name: 'statuscake',
  label: 'StatusCake',
  about:
    'The webhook address of a contact group, with the method POST; it carries no header, so the token goes into the address.',
  documentation: 'https://www.statuscake.com/kb/knowledge-base/how-to-use-the-web-hook-url/',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('Name', 'URL', 'TestID');
    const name = given.first('Name', 'URL', 'TestID');
    const status = statusOf(given.text('Status'));
    const code = given.text('StatusCode');
    return [
      alertFrom('statuscake', {
        status,
        title: [`${name} is ${status === 'resolved' ? 'up' : 'down'}`],
        description: code && `Status code: ${code}`,
        identity: { parts: ['test', given.text('TestID') ?? '', given.text('Name'), given.text('URL')] },
        labels: labelsOf(
          { test: name, status_code: code, ip: given.text('IP'), contact_group: given.text('ContactGroup') },
          tagRecord(given.text('Tags')),
        ),
        url: [given.text('URL')],
      }),
    ];
  },
};
