import type { Translation } from '../catalogue.ts';
import type { rota as english } from '../en/rota.ts';

export const rota = {
  'rota.nobody': 'なし',
  'rota.until': '{name} ({until} まで)',
  'rota.shift-over': '{schedule} の当番が終わりました。ありがとうございました。',
  'rota.shift-over.until':
    '{schedule} の当番が終わりました。予定どおり {until} まで当番はいません。ありがとうございました。',
  'rota.override-cancelled.now': '{schedule} の {name} への交代を取り消しました。現在の当番: {people}。',
  'rota.override-cancelled.then':
    '{schedule} の {name} への交代 ({from} から {to}) を取り消しました。その間の当番: {people}。',
  'rota.override-cancelled.notice':
    '{by} さんが {schedule} の {name} への交代 ({from} から {to}) を取り消しました。代わりの当番: {people}。',
} as const satisfies Translation<typeof english>;
