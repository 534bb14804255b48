import type { Severity } from '../../../../src/domain/severity.ts';
import { alertFrom } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

const severities: Readonly<Record<string, Severity>> = { failure: 'sev2', warning: 'sev3' };

/**
 * Apprise, by its `json://` or `form://`: `jsons://user:<token>@tocsin.example.org/v1/alerts/apprise`. The type
 * `success` ends the alert of the same title. `info`, its default, is an alert without a severity.
 */
export const apprise: Sender = {
  name: 'apprise',
  label: 'Apprise',
  about: 'Its json:// and form:// notifications. The type success ends the alert of the same title.',
  documentation: 'https://appriseit.com/services/json/',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('title', 'message');
    const [title, message] = [given.text('title'), given.text('message')];
    const type = given.text('type')?.toLowerCase();
    return [
      alertFrom('apprise', {
        status: type === 'success' ? 'resolved' : 'firing',
        title: [title, message],
        description: title && message,
        identity: { parts: ['notification', title ?? message] },
        severity: severities[type ?? ''],
      }),
    ];
  },
};
