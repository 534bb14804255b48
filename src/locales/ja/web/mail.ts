import type { Translation } from '../../catalogue.ts';
import type { mail as english } from '../../en/web/mail.ts';

export const mail = {
  'mail.footer': 'このメールは Tocsin が {address} に送信しました。返信は読まれません。',
  'mail.footer.answer': 'このメールは Tocsin が {address} に送信しました。「確認」「解決」またはメモを返信できます。',
  'mail.footer.buttons':
    'ボタンは {days, number} 日間 ({expires} まで) {address} として動作します。このメールを転送しないでください。',
  'mail.answer.unclear':
    'それ以外の変更はありません。操作するには「確認」「解決」または「エスカレート」と名前を返信してください。その他の文章は #{number} のメモになり、次からはメールでお知らせしません。',
  'mail.answer.empty':
    '#{number} への返信に本文がないため、何も変更されていません。引用より上に「確認」「解決」またはメモを書いて返信してください。',
  'mail.page.as': '実行者',
  'mail.page.missing': '未入力の項目を入力してください。',
  'mail.page.nothing-yet': 'ボタンを押すまで何も実行されません。',
  'mail.page.optional': '任意',
  'mail.page.choose': '選択してください',
  'mail.page.none': 'なし',
  'mail.page.nothing-changed': '何も変更されていません。',
  'mail.page.expired': 'このリンクは使えません',
  'mail.page.expired.text': '{days, number} 日以上経過しています。チャットまたは Web でインシデントを開いてください。',
  'mail.page.altered': 'リンクが不完全です',
  'mail.page.altered.text': '途中で変更されたか、切れています。メールから直接開くか、全体をコピーしてください。',
  'mail.page.not-found': 'このアドレスには何もありません',
  'mail.page.not-found.text': 'メールのリンクであれば、メールから直接開くか、全体をコピーしてください。',
  'mail.page.method': 'リンクをブラウザで開いてください',
  'mail.page.failed': 'エラーが発生しました',
  'mail.page.failed.text':
    '実行された可能性があります。再試行する前にチャットを確認してください。詳細はログにあります。',
} as const satisfies Translation<typeof english>;
