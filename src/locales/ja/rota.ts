import type { Translation } from '../catalogue.ts';
import type { rota as english } from '../en/rota.ts';

export const rota = {
  'rota.nobody': 'なし',
  'rota.until': '{name} ({until} まで)',
  'rota.shift-over.until':
    '{schedule} の当番が終わりました。予定どおり {until} まで当番はいません。ありがとうございました。',
  'rota.override-cancelled.now': '{schedule} の {name} への交代を取り消しました。現在の当番: {people}。',
  'rota.override-cancelled.then':
    '{schedule} の {name} への交代 ({from} から {to}) を取り消しました。その間の当番: {people}。',
  'rota.override-cancelled.notice':
    '{by} さんが {schedule} の {name} への交代 ({from} から {to}) を取り消しました。代わりの当番: {people}。',
  'rota.no-shift': 'なし',
  'rota.period': '{from} から {to} まで',
  'rota.period.running': '現在から {to} まで',
  'rota.period.open': '{from} から',
  'rota.renamed': '当番表 {before} の名前が {after} に変わりました。当番はそのままです。',
  'rota.changed': '設定ファイルの変更により {schedule} の当番表が変わりました。次の当番: {after}。変更前: {before}。',
  'rota.changed.now': '設定ファイルの変更により、今から {schedule} の当番です。次の当番: {after}。変更前: {before}。',
  'rota.override-moved':
    '{schedule} の当番表が変わりましたが、{from} から {to} までは引き続き {name} さんが担当します。それがない場合の当番: {after}。変更前: {before}。日時が合わない場合は「{cancel}」で取り消せます。',
  'rota.cover-request-moved':
    '交代を依頼中の {from} から {to} について、{schedule} の当番表が変わりました。その間の当番: {after}。「{withdraw}」で取り下げてから、新しい日時で依頼してください。',
  'rota.override-lost':
    '{name} さんが設定ファイルから外れたため、{schedule} の {from} から {to} までの交代は無効になりました。代わりの当番: {people}。',
} as const satisfies Translation<typeof english>;
