import type { Translation } from '../catalogue.ts';
import type { connections as english } from '../en/connections.ts';

export const connections = {
  'connection.away': '{name} に接続できません',
  'connection.away.body':
    '{time} から Tocsin は {name} に接続できません。送信待ちのものは、復旧後に送信されます。サービス、ネットワーク、認証情報を確認してください。',
  'connection.back': '{name} に再び接続できました',
  'connection.back.body': '{time} から接続できませんでした。',
  'connection.unheard': '{name} のコマンドとボタンが届いていません',
  'connection.unheard.body':
    '{time} から Tocsin は {name} での入力とボタン操作を受信していません。呼び出しの送信は続いています。その間は Web または別のプラットフォームで確認してください。理由はログにあります。',
  'connection.heard': '{name} のコマンドとボタンが再び使えます',
  'connection.sink': 'イベント送信先 {sink}',
  'file.mistakes': '{count, plural, other {設定ファイルに # 件の誤りがあります}}',
  'file.mistakes.todo':
    '以前のファイルが有効なままです。修正してください。「tocsin check」 がすべての誤りを行番号付きで示します。',
  'file.good': '設定ファイルは正常に戻りました',
  'file.good.body': '現在有効です。{time} から誤りがありました。',
} as const satisfies Translation<typeof english>;
