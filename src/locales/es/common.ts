import type { Translation } from '../catalogue.ts';
import type { common as english } from '../en/common.ts';

export const common = {
  'platform.slack': 'Slack',
  'platform.discord': 'Discord',
  'platform.telegram': 'Telegram',
  'platform.web': 'el chat web',
  'platform.email': 'correo',
  'via.alert': 'una alerta',
  'via.api': 'la API',
  'via.amqp': 'AMQP',
  'role.commander': 'Responsable',
  'role.comms': 'Comunicación',
  'role.scribe': 'Registro',
  'status.investigating': 'en investigación',
  'status.identified': 'causa identificada',
  'status.monitoring': 'en observación',
  'quiet.until': '{name} hasta las {time} ({zone})',
  'quiet.nobody-awake': 'no hay nadie despierto en la política: aplazado a las {time} ({zone}) para {name}',
  'alerts.enough': '{alerts, plural, one {# alerta} many {# de alertas} other {# alertas}} en {duration}',
  'list.more': '{list} y {more, number} más',
  'ago.now': 'ahora mismo',
} as const satisfies Translation<typeof english>;
