import type { Translation } from '../../catalogue.ts';
import type { webPages as english } from '../../en/web/web-pages.ts';

export const webPages = {
  'web-page.needs-javascript': 'Tocsin の Web チャットには JavaScript が必要です。',
  'web-page.to-chat': 'Web チャットを開く',
  'web-page.not-found': 'ページが見つかりません',
  'web-page.not-found.text': 'このアドレスには何もありません。',
  'web-page.room-opening': '#{number} は発生したばかりです',
  'web-page.room-opening.text': 'ルームを準備しています。このページは自動で再読み込みします。',
  'web-page.no-incident': 'インシデントが見つかりません',
  'web-page.no-incident.text': 'この番号のインシデントがないか、Web チャットにルームがありません。',
  'web-document.incident': 'インシデント #{number} を開く',
  'web-document.download': 'Markdown でダウンロード',
  'web-page.unavailable': '一時的に利用できません',
  'web-page.unavailable.text': '処理できませんでした。しばらくしてからもう一度お試しください。',
  'web-page.method': 'このアドレスをブラウザで開いてください',
  'web-page.method.text': '閲覧のみ可能です。',
  'web-page.role': 'この操作の権限がありません',
  'web-page.role.text': 'ロールの変更を管理者に依頼してください。',
  'web-page.local-only': 'このマシンでのみ利用できます',
  'web-page.local-only.text': 'デモでは誰でも誰かとして操作できるため、実行しているマシンでのみ応答します。',
  'web-page.local-only.public':
    'PUBLIC_URL が他の人からアクセスできるアドレスです。デモを使うには設定を外してください。',
  'web-page.local-only.loopback': 'そのマシンで 127.0.0.1 のアドレスを開いてください。',
  'web-page.local-only.own-team':
    '自分のチームで使うには設定ファイルを作成します。docs/configuration.md を参照してください。',

  'sign-in.title': 'Tocsin にサインイン',
  'sign-in.once': 'このリンクでこのブラウザに最長 30 日間サインインします。使えるのは 1 回だけです。',
  'sign-in.button': 'サインイン',
  'sign-in.type': 'Slack、Discord、Telegram で次のように入力します',
  'sign-in.how':
    'あなただけに見えるリンクがボットから届きます。10 分以内に 1 回だけ使えます。チャットがない場合は、サーバーで次を実行します:',
  'sign-in.expired': 'このリンクは使えません',
  'sign-in.expired.text':
    'すでに使用されたか、10 分以上経過しています。新しいリンクを取得するには、Slack、Discord、Telegram で `/incident web` と入力するか、サーバーで `tocsin sign-in` を実行してください。',
  'sign-in.method.text': 'リンクをブラウザで開いてください。',
  'sign-in.too-many': '試行回数が多すぎます',
  'sign-in.too-many.text': '{seconds, number} 秒後にもう一度お試しください。',
  'sign-in.foreign': 'チャットのリンクから開いてください',
  'sign-in.foreign.text': '別のサイトから移動してきたため、サインインしませんでした。',

  'web-room.announce': 'インシデント',
  'web-room.direct': 'ダイレクトメッセージ',
  'web-session.unknown-device': '不明なブラウザ',

  'web-error.sign-in': '先にサインインしてください。',
  'web-error.no-room': 'このルームは存在しません。',
  'web-error.no-message': 'このメッセージは存在しません。',
  'web-error.no-command': 'そのコマンドはありません。',
  'web-error.no-option': '「{command}」にそのオプションはありません。',
  'web-error.no-person': 'デモチームにそのユーザーはいません。',
  'web-error.no-integration': 'この連携は設定ファイルにありません。',
  'web-error.no-payload': 'このペイロードはもう保存されていません。',
  'web-error.no-job': 'この名前の定期ジョブはもうありません。',
  'web-error.payload-unusable': 'このペイロードは読み取れません。試すと理由が表示されます。',
  'web-error.empty': '先に何か入力してください。',
  'web-error.too-long': '{limit, number} 文字を超えています。短くしてください。',
  'web-error.other-person': '別のタブで {name} に切り替わりました。',
  'web-error.too-many-streams': 'Tocsin のウィンドウを開きすぎています。いくつか閉じてください。',
  'web-error.too-often': '短時間の操作が多すぎます。{seconds, number} 秒後にもう一度お試しください。',
  'web-error.not-found': 'このアドレスには何もありません。',
  'web-error.foreign': 'Tocsin のページからのみ実行できます。',
  'web-error.starting': 'Tocsin は起動中または停止中です。しばらくしてからもう一度お試しください。',
  'web-error.old-button':
    'このボタンは以前のバージョンのもので、使えません。「help」と入力すると、できることを確認できます。',
} as const satisfies Translation<typeof english>;
