import type { Translation } from '../../catalogue.ts';
import type { webPush as english } from '../../en/web/web-push.ts';

export const webPush = {
  'web.push': '通知',
  'web.push.lead':
    '次のブラウザーには、Tocsin を閉じていても呼び出しが通知として届きます。それぞれのブラウザーで 30 日に 1 回は Tocsin を開いてください。',
  'web.push.none':
    'Tocsin を閉じている間に呼び出しが届くブラウザーはありません。呼び出しを受けたいブラウザーごとに通知をオンにしてください。',
  'web.push.turn-on': 'このブラウザーでオンにする',
  'web.push.turned-on': 'このブラウザーに呼び出しが届くようになりました。',
  'web.push.removed': '削除しました：{device}',
  'web.push.current': 'このブラウザー',
  'web.push.since': '{time}から',
  'web.push.remove': '削除',
  'web.push.remove-of': '{device}を削除（{time}から）',
  'web.push.try': 'テスト通知を送信',
  'web.push.try.sent':
    '{count, plural, other {# 台のブラウザー}}に送信しました。数秒で表示されます。表示されない場合は、端末の通知設定を確認してください。',
  'web.push.try.failed': '{count, plural, other {# 台のブラウザー}}に送信できませんでした：{problem}',
  'web.push.unsupported':
    'このブラウザーには、Tocsin を閉じている間は通知が届きません。iPhone や iPad では、Tocsin をホーム画面に追加し、そこから開いてください。',
  'web.push.insecure':
    'ブラウザーが通知を表示するのは https のアドレスだけです。Tocsin を https で公開するよう管理者に依頼してください。',
  'web.push.failed':
    'このブラウザーはプッシュ通知に登録できませんでした。呼び出しが届くのは Tocsin を開いている間だけです。',
  'web.push.refused': '実行されませんでした：{problem}',
  'web.push.offline': '実行されませんでした：Tocsin に接続できません。接続を確認して、もう一度押してください。',
  'web.push.test.title': 'テスト通知',
  'web.push.test.body': '呼び出しはこのようにこのブラウザーに届きます。',
} as const satisfies Translation<typeof english>;
