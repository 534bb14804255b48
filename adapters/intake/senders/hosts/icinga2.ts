import { readHostNotification } from '../../reading/host-notification.ts';
import type { Sender } from '../../sender.ts';

export const icinga2: Sender = {
  name: 'icinga2',
  label: 'Icinga 2',
  about: 'A NotificationCommand that posts its environment as a form or as JSON; the script stands in docs/alerts.md.',
  documentation: 'https://icinga.com/docs/icinga-2/latest/doc/03-monitoring-basics/#notification-commands',
  read: ({ body, notes }) => readHostNotification('icinga2', body, notes),
};
