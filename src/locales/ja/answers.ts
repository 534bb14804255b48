import type { Translation } from '../catalogue.ts';
import type { answers as english } from '../en/answers.ts';

export const answers = {
  'answer.sentence': '{sentence}。',
  'answer.declared': '{incident} を宣言しました ({severity})',
  'answer.declared.no-policy':
    'エスカレーションポリシーがないため、誰も呼び出しません。「page」で名前を指定して呼び出せます。',
  'answer.declared.maintenance':
    'サービスはメンテナンス中です。アラートでは誰も呼び出しませんが、宣言したインシデントでは呼び出します。',
  'answer.acknowledged': '{incident} を確認しました',
  'answer.acknowledged.next': '他の人は呼び出しません。',
  'answer.taken-over': '{name} から {incident} を引き継ぎました。{name} にも通知します',
  'share.by': '{name} が共有しました',
  'share.done': 'そこにいる全員に共有しました。',
  'answer.confirmed': '{incident} の対応を続けます',
  'answer.joined': '{incident} の対応に加わりました。担当は引き続き {name} です',
  'answer.snoozed': '{incident} をスヌーズしました',
  'answer.unsnoozed': '{incident} のスヌーズを終了し、エスカレーションを再開しました',
  'answer.snoozed.next': '{time} にエスカレーションを再開します。「snooze {number} off」ですぐに再開します。',
  'answer.unacknowledged': '{incident} の確認を取り消し、エスカレーションを再開しました',
  'answer.escalated': '{incident} をエスカレーションしました',
  'answer.merged': '{other} を {incident} に統合しました',
  'answer.declared.alike': '{incident} の一部かもしれません',
  'answer.declared.merge': '#{number} に統合しますか？',
  'answer.resolved': '{incident} を解決しました',
  'answer.reopened': '{incident} を再開しました',
  'answer.severity': '重大度を {severity} に変更しました: {incident}',
  'answer.renamed': '{incident} に変更しました',
  'answer.assigned': '{name} を {incident} の{role}に任命しました',
  'answer.noted': '{incident} にメモを追加しました',
  'answer.updated': '更新をカードとインシデントのルームに投稿しました。',
  'answer.updated.public': '更新をカード、インシデントのルーム、公開ステータスページに投稿しました。',
  'answer.page-title': '{name} が {target} を呼んでいます',
  'answer.kept': '保存済みです: {incident}',
  'answer.linked': '{name} さん、{platform} のアカウントをリンクしました。呼び出しはここにも届きます。',
  'answer.linked.notification':
    '{platform} のアカウントがあなたにリンクされました。心当たりがない場合は、すぐに「link remove:{option}」を送ってください。',
  'answer.unlinked': '{platform} のアカウントのリンクを解除しました。',
  'answer.link-code':
    'コードは {code} です。{platforms} のダイレクトメッセージで Tocsin に「link code:{code}」と送ってください。10 分以内に 1 回だけ使えます。他の人に渡さないでください。',
  'answer.web': 'Web へのリンクです。10 分以内に 1 回だけ使えます。他の人に渡さないでください。',
  'answer.web.sign-in': 'サインイン',
  'answer.web.demo': 'これはデモです。{url} を開いて、自分を選んでください。',
} as const satisfies Translation<typeof english>;
