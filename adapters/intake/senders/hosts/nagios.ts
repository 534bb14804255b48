import { readHostNotification } from '../../reading/host-notification.ts';
import type { Sender } from '../../sender.ts';

export const nagios: Sender = {
  name: 'nagios',
  label: 'Nagios',
  about: 'A notification command that posts the macros as a form or as JSON; the script stands in docs/alerts.md.',
  documentation: 'https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/macrolist.html',
  read: ({ body, notes }) => readHostNotification('nagios', body, notes),
};
