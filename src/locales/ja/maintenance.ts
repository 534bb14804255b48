import type { Translation } from '../catalogue.ts';
import type { maintenance as english } from '../en/maintenance.ts';

export const maintenance = {
  'maintenance.all-services': 'すべてのサービス',
  'maintenance.all-services.label': 'すべてのサービス',
  'maintenance.more-services': '{first} 他 {count, number} 件',
  'maintenance.began':
    '{services} は {end} までメンテナンス中です。アラートは記録・表示されますが、誰も呼び出しません。',
  'maintenance.began.by':
    '{services} は {end} までメンテナンス中です (開始: {name})。アラートは記録・表示されますが、誰も呼び出しません。',
  'maintenance.ended': '{services} のメンテナンスは{duration}で終了しました。',
  'maintenance.ended.title': '{services} のメンテナンス終了',
  'maintenance.another': '別のメンテナンスが {time} まで続きます。',
  'maintenance.silenced.nothing': '抑止したアラートはありません。',
  'maintenance.silenced.none': '{count, plural, other {# 件}}のインシデントを抑止しました。発生中のものはありません',
  'maintenance.silenced.open':
    '{count, plural, other {# 件}}のインシデントを抑止しました。{open, plural, other {# 件}}がまだ発生中です',
  'maintenance.silenced.paged':
    '{count, plural, other {# 件}}のインシデントを抑止しました。{open, plural, other {# 件}}がまだ発生中のため呼び出します',
  'maintenance.started':
    '{services} は {end} までメンテナンス中です。アラートは記録・表示されますが、誰も呼び出しません。終了時に発生中のものは呼び出します。未解決のインシデントは継続し、人が宣言したインシデントは通常どおり呼び出します。',
  'maintenance.extended': '{services} のメンテナンスの終了を {end} に変更しました。',
  'maintenance.planned': '予定しました: {line}。「maintenance」で一覧を表示します。',
  'maintenance.stopped': '{services} のメンテナンスを終了しました。発生中のものは今から呼び出します。',
  'maintenance.stopped.next': '次回は {time} に始まります。',
  'maintenance.removed': '{services} のメンテナンス予定を削除しました。',
  'maintenance.none':
    '実施中または予定のメンテナンスはありません。「maintenance start checkout for:2h」で開始できます。',
  'maintenance.title': 'メンテナンス: 実施中 {active, number} 件、予定 {planned, number} 件',
  'maintenance.active': '{time} まで実施中',
  'maintenance.period': '{from} から {to}',
  'maintenance.next': '次回 {time}',
  'maintenance.recurring': '定期: {every} ({zone})、{duration}',
  'maintenance.by': '設定: {name}',
  'maintenance.by.file': '設定ファイルから',
  'maintenance.line.stop': '「maintenance stop window:{id}」で終了',
  'maintenance.line.remove': '「maintenance remove window:{id}」で削除',
  'maintenance.stop': 'メンテナンスを終了',
  'maintenance.stop.services': '{services} を終了',
} as const satisfies Translation<typeof english>;
