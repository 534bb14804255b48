import { readHostNotification } from '../../reading/host-notification.ts';
import type { Sender } from '../../sender.ts';

export const checkmk: Sender = {
  name: 'checkmk',
  label: 'Checkmk',
  about:
    'A notification script that posts its NOTIFY_ variables as a form or as JSON; the script stands in docs/alerts.md.',
  documentation: 'https://docs.checkmk.com/latest/en/notifications.html#scripts',
  read: ({ body, notes }) => readHostNotification('checkmk', body, notes),
};
