import type { Translation } from '../catalogue.ts';
import type { typed as english } from '../en/typed.ts';

export const typed = {
  'typed.unreadable-moment':
    '「{text}」は時刻として読めません。18:00、明日9時、金曜日 18:00、2026-12-24T09:00、+2h のように書いてください。',
  'typed.ambiguous-moment': '「{text}」は二通りの日付に読めます。3月4日 または 2026-03-04 のように書いてください。',
  'typed.moment-past': '「{text}」は {when} で、すでに過ぎています。これからの時刻を指定してください。',
} as const satisfies Translation<typeof english>;
