import type { Translation } from '../catalogue.ts';
import type { common as english } from '../en/common.ts';

export const common = {
  'platform.slack': 'Slack',
  'platform.discord': 'Discord',
  'platform.telegram': 'Telegram',
  'platform.web': 'Web チャット',
  'platform.email': 'メール',
  'via.alert': 'アラート',
  'via.api': 'API',
  'via.amqp': 'AMQP',
  'role.commander': '指揮',
  'role.comms': '広報',
  'role.scribe': '記録',
  'status.investigating': '調査中',
  'status.identified': '原因特定',
  'status.monitoring': '経過観察',
  'quiet.until': '{name} ({time} {zone} まで)',
  'quiet.nobody-awake': 'ポリシーに起きている人がいません: {name} の {time} ({zone}) まで延期',
  'alerts.enough': '{duration}以内に{alerts, plural, other {# 件のアラート}}',
  'list.more': '{list} 他 {more, number} 件',
  'ago.now': 'たった今',
} as const satisfies Translation<typeof english>;
