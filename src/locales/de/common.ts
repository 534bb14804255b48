import type { Translation } from '../catalogue.ts';
import type { common as english } from '../en/common.ts';

export const common = {
  'platform.slack': 'Slack',
  'platform.discord': 'Discord',
  'platform.telegram': 'Telegram',
  'platform.web': 'Web-Chat',
  'platform.email': 'E-Mail',
  'via.alert': 'einen Alarm',
  'via.api': 'die API',
  'via.amqp': 'AMQP',
  'role.commander': 'Einsatzleitung',
  'role.comms': 'Kommunikation',
  'role.scribe': 'Protokoll',
  'status.investigating': 'wird untersucht',
  'status.identified': 'Ursache gefunden',
  'status.monitoring': 'wird beobachtet',
  'quiet.until': '{name} bis {time} ({zone})',
  'quiet.nobody-awake': 'aus der Richtlinie ist niemand wach: auf {time} ({zone}) für {name} verschoben',
  'alerts.enough': '{alerts, plural, one {# Alarm} other {# Alarmen}} innerhalb von {duration}',
  'list.more': '{list} und {more, number} weitere',
  'ago.now': 'gerade eben',
} as const satisfies Translation<typeof english>;
