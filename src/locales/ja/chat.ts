import type { Translation } from '../catalogue.ts';
import type { chat as english } from '../en/chat.ts';

export const chat = {
  'chat.failed': 'Tocsin で問題が発生しました。原因はログにあります。もう一度お試しください。',
  'chat.failed.unknown':
    '問題が発生しましたが、実行された可能性があります。再試行の前にインシデントを確認してください。',
  'chat.failed.reference':
    '問題が発生しました。もう一度お試しください。繰り返す場合は、ログの「{reference}」を管理者に伝えてください。',
  'chat.cannot-save':
    'データベースが応答しないため、保存されていない可能性があります。「list」で確認し、しばらくしてからもう一度お試しください。',
  'chat.cancel': 'キャンセル',
  'chat.fill-in': '入力する',
  'chat.incomplete': '{title}: ボタンを押して不足分を入力してください。',
  'chat.needs-details': '「{command}」には追加の情報が必要です。',
  'chat.too-long': 'フォームを開いている間に保持するには長すぎます。1 行ですべて送ってください: {command} …',
  'chat.form-not-opened': 'Slack がフォームを時間内に開けませんでした。もう一度お試しください。',
  'chat.line-gone': 'メッセージを読み取れなくなりました。もう一度送ってください。',
  'chat.button-gone': 'このボタンは使えなくなりました。/incident help をお試しください。',
  'chat.edit': '修正して再送信',
  'chat.typed': '入力された内容：',
  'chat.restarted':
    '処理中に Tocsin が再起動したため、完了したかどうか分かりません。もう一度試す前に /incident list を確認してください。',
  'chat.form-gone': 'このフォームは使えなくなりました。もう一度コマンドを送ってください。',
  'chat.no-direct':
    'Tocsin からダイレクトメッセージを送れません。回答はあなた専用です。ここで /incident を使うか、このサーバーのメンバーからのダイレクトメッセージを許可してください。',
  'chat.slack-moment': '{date} {time}',
  'push-end.title': '{browser} での通知はまもなく終了します',
  'push-end.text':
    '{browser} で最後に Tocsin を開いたのは {since} です。{until} からは、このブラウザーに呼び出しの通知が届かなくなります。続けるには、そのブラウザーで Tocsin を開いてください: {url}',
  'telegram.hello.title': 'Tocsin: このチャットで当番とインシデント対応',
  'telegram.hello': 'Tocsin です。あなたの Telegram ID は {id} です。',
  'telegram.hello.body': 'インシデント対応が必要なとき、ここに呼び出しが届きます。ボタンかコマンドで応答してください。',
  'telegram.hello.id': 'Telegram ID',
  'telegram.hello.file': '設定ファイルの記述',
  'telegram.anonymous':
    '匿名で書き込んでいるため、Tocsin には誰かわかりません。ご自身の名前で書くか、Tocsin とのプライベートチャットで送ってください。',
  'telegram.words-only': 'ここではテキストのみ読み取れます。「help」でコマンドを確認できます。',
  'chat.file-needs-note':
    'ファイルはメモと一緒にのみ保存されます。「note 42 内容」 のような行を付けて送信してください。',
  'chat.file-in-direct-message':
    'ダイレクトメッセージのファイルはほかの人には開けません。インシデントのルームに送信し、そのメッセージのメニューで「アプリ」から「メモを追加」を選んでください。',
  'telegram.file-has-no-link':
    'このチャットのファイルには Telegram のリンクがありません。インシデントのグループで 「/note 42 内容」 のような説明を付けて送信してください。',
  'telegram.busy': '処理中です。結果は後ほど届きます。',
  'telegram.button-gone': 'このボタンは使えなくなりました。',
  'telegram.start-link': 'Tocsin とのプライベートチャットで「開始」を押すと、そこで回答を受け取れます。',
  'telegram.start-button': 'プライベートチャットを開く',
  'telegram.answer-in-private': '回答はプライベートチャットにあります。',
  'telegram.start-hint': '(@{username} とのプライベートチャットで「開始」を押すと全文を受け取れます。)',
  'telegram.no-text': '(テキストなし)',
  'telegram.question.gone': 'この質問は終了しました。もう一度コマンドを送ってください。',
  'telegram.question.start-first':
    '確認したいことがありますが、メッセージを送れません。先に Tocsin とのプライベートチャットで「開始」を押してください。',
  'telegram.question.in-private': '質問はプライベートチャットにあります。',
  'telegram.question.choose': 'ボタンのいずれかを押してください。',
  'telegram.question.empty': '空です。何か入力してください。',
  'telegram.question.too-long': '{length} 文字あります。{most} 文字以内に短くしてください。',
  'telegram.question.choice-gone': 'その選択肢はなくなりました。返信で入力してください。',
  'telegram.question.required': '{field}は必須です。',
  'telegram.question.required.cancel': '{field}は必須です。/cancel で中止できます。',
  'telegram.question.cancelled': 'キャンセルしました。何も送信していません。',
  'telegram.question.none': '回答待ちの質問はありません。',
  'telegram.question.step': '({step, number}/{count, number})',
  'telegram.question.optional': '(任意)',
  'telegram.question.reply': 'このメッセージに返信してください。中止は /cancel。',
  'telegram.question.reply-or-press': 'このメッセージに返信するか、ボタンを押してください。',
  'telegram.question.write': 'メッセージとして送ってください。',
  'telegram.question.all': 'すべて表示',
  'telegram.question.no-match':
    '「{typed}」に近いものは一覧にありません。名前の別の部分を入力するか、ボタンを押してください。',
  'telegram.question.write-name': 'ボタンを押すか、名前またはその一部を入力してください。',
  'telegram.question.reply-name': 'ボタンを押すか、名前またはその一部を返信してください。',
  'telegram.question.skip': 'スキップ',
  'telegram.question.skipped': 'スキップ済み',
} as const satisfies Translation<typeof english>;
