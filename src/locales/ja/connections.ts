import type { Translation } from '../catalogue.ts';
import type { connections as english } from '../en/connections.ts';

export const connections = {
  'connection.away': '{name} に接続できません',
  'connection.away.body':
    '{time} から Tocsin は {name} に接続できません。送信待ちのものは、復旧後に送信されます。サービス、ネットワーク、認証情報を確認してください。',
  'connection.back': '{name} に再び接続できました',
  'connection.back.body': '{time} から接続できませんでした。',
  'connection.sink': 'イベント送信先 {sink}',
} as const satisfies Translation<typeof english>;
