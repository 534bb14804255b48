import type { Translation } from '../catalogue.ts';
import type { refusals as english } from '../en/refusals.ts';

export const refusals = {
  'refusal.title-missing': 'インシデントにはタイトルが必要です。何が起きているかを短く書いてください。',
  'refusal.title-too-long': 'タイトルが {length} 文字あります。最大 {most} 文字です。短くしてください。',
  'refusal.description-too-long': '説明が {length} 文字あります。最大 {most} 文字です。短くしてください。',
  'refusal.summary-too-long': '要約が {length} 文字あります。最大 {most} 文字です。短くしてください。',
  'refusal.note-too-long': 'メモが {length} 文字あります。最大 {most} 文字です。短くしてください。',
  'refusal.message-too-long': 'メッセージが {length} 文字あります。最大 {most} 文字です。短くしてください。',
  'refusal.update-too-long': '更新が {length} 文字あります。最大 {most} 文字です。短くしてください。',
  'refusal.task-too-long': 'タスクが {length} 文字あります。最大 {most} 文字です。短くしてください。',
  'refusal.already-yours': '#{incident} はすでにあなたが確認しています。',
  'refusal.already-acknowledged':
    '#{incident} はすでに {name} が {via} から確認しました。{note, select, none {} other { 言葉を残すには: 「note {incident} {note}」}}',
  'refusal.already-resolved':
    '#{incident} はすでに {name} が {via} から解決しました。終わっていない場合は先に再開してください: 「reopen {incident}」',
  'refusal.acknowledged-since':
    '{name} が {at}に {via} から #{incident} を確認しました。{changes, select, yes {何も変更していません。} other {}}{summary, select, none {} other {それでも解決するには: 「resolve {incident} {summary}」}}',
  'refusal.resolved-since':
    '{name} が {at}に {via} から #{incident} を解決しました。{changes, select, yes {何も変更していません。} other {}}{summary, select, none {} other {要約を残すには: 「note {incident} {summary}」}}',
  'refusal.acknowledged-by-you': '#{incident} はすでにあなたが確認しています。',
  'refusal.resolved-by-you': '#{incident} はすでにあなたが解決しています。',
  'refusal.changed-since': '#{incident} は質問の後に変わりました。何も変更せず、誰も呼び出していません。',
  'refusal.paged-since':
    'その間に #{incident} で {names} が呼び出されました ({at})。何も変更せず、他の誰も呼び出していません。',
  'refusal.not-snoozed': '#{incident} はスヌーズされていません。「show {incident}」で状態を表示します。',
  'refusal.not-acknowledged': '#{incident} は誰も確認していないため、取り消す確認がありません。',
  'refusal.merge-itself': '#{incident} を自分自身に統合することはできません。別のインシデントを指定してください。',
  'refusal.already-merged': '#{incident} は #{into} に統合されました。そちらで続けてください。統合は元に戻せません。',
  'refusal.merge-into-resolved':
    '#{incident} は解決済みのため、統合先にできません。逆に統合するか、先に #{incident} を再開してください: 「reopen {incident}」',
  'refusal.merged-too-many':
    '#{incident} には既に上限の {most, number} 件が統合されています。別のインシデントを選んでください。',
  'refusal.not-resolved': '#{incident} は解決していないため、再開できません。',
  'refusal.note-empty': 'メモには本文が必要です: 「note {incident} the cache is full」',
  'refusal.update-empty': '更新には本文が必要です: 「update {incident} we are restarting the cache」',
  'refusal.no-policy':
    '#{incident} にはエスカレーションポリシーがないため、次のレベルがありません。呼び出す相手を指定してください: 「escalate {incident} to:alice」',
  'refusal.not-yours': '#{incident} は {name} が {via} から確認しました。スヌーズできるのはその人だけです。',
  'refusal.snooze-length': 'スヌーズできるのは 1 分から 7 日までです。例: 「for:2h」',
  'refusal.same-severity': '#{incident} の重大度はすでに {severity} です。',
  'refusal.same-title': '#{incident} はすでにそのタイトルです。',
  'refusal.same-role': '{name} はすでに #{incident} の {incidentRole} です。',
  'refusal.nobody-on-call': '「{target}」には今、当番がいません。人を指定してください。',
  'refusal.unreachable':
    '{names} を呼び出せません: 接続中のチャットにアカウントがありません。別の人を指定するか、管理者に追加を依頼してください。',
  'refusal.too-many-tasks':
    '#{incident} にはタスクが {tasks} 件あります。上限は {most} 件です。残りは作業を計画している場所で管理してください。',
  'refusal.same-task': '#{incident} のタスク {task} はすでにその内容です。',
  'refusal.task-done-already': '#{incident} のタスク {task} はすでに {name} が {via} から完了しました。',
  'refusal.task-not-done': '#{incident} のタスク {task} はまだ未完了のため、再開できません。',
  'refusal.unknown-task':
    '#{incident} にタスク {task} はありません。{tasks, plural, =0 {まだタスクがありません。} other {「task {incident}」 で一覧を表示します。}}',
  'refusal.task-empty': 'やることを書いてください: 「task rotate the keys person:carol」',
  'refusal.task-edit-empty':
    '新しい内容か担当者、または両方を指定してください: 「task edit:3 rotate all keys person:carol」',
  'refusal.two-task-wishes':
    '一度に一つだけにしてください: 「done」、「reopen」、「edit」、「delete」 のどれかを 1 件のタスクに使います。',
  'refusal.no-task-number': '「{text}」はタスクではありません。番号を指定してください: 「task done:3」',

  'refusal.unreadable-duration':
    '「{text}」は時間の長さではありません。30s、5m、2h、1d、1w、1h30m のように書いてください。',
  'refusal.duration-too-long': '「{text}」は 10 年を超えています。1w のように短くしてください。',
  'refusal.unreadable-rotation':
    '「{text}」はローテーションの長さではありません。12h、1d、3d、1w、2w のように時間、日、週で書いてください。',
  'refusal.elapsed-needs-hours': '「{text}」は日数です。{hours}h elapsed のように時間で書いてください。',
  'refusal.unreadable-cron':
    '「{text}」は cron パターンではありません。cron 0 2 * * sun のように、分、時、日、月、曜日を書いてください。',
  'refusal.cron-too-often':
    '「{text}」は 1 時間に 2 回以上発生します。cron 0 2 * * sun のように分を一つ指定してください。',
  'refusal.cron-not-every-year':
    '「{text}」は発生しない年があります。cron 0 2 1 * * のように毎年ある日を選んでください。',
  'refusal.no-such-zone':
    'タイムゾーン「{zone}」はありません。{near, select, none {Europe/Berlin、America/New_York、UTC のように書いてください。} other {{near} のことですか?}}',
  'refusal.unreadable-time-of-day': '「{text}」は時刻ではありません。08:00 や 18:30 のように書いてください。',
  'refusal.unreadable-local-time': '「{text}」は現地時刻ではありません。2026-12-24T09:00 のように書いてください。',
  'refusal.unreadable-moment':
    '「{text}」は時刻として読めません。18:00、明日9時、金曜日 18:00、2026-12-24T09:00、+2h のように書いてください。',
  'refusal.unreadable-exact-moment':
    '「{text}」は日時ではありません。2026-12-24T09:00、09:00 (次の 9 時)、+2h、now のように書いてください。',
  'refusal.ambiguous-hours':
    '「{text}」 は二通りの時刻に取れます。09:00 と 17:00 のように、それぞれの日付も付けて書いてください。',
  'refusal.ambiguous-moment': '「{text}」は二通りの日付に読めます。3月4日 または 2026-03-04 のように書いてください。',
  'refusal.moment-past': '「{text}」は {when} で、すでに過ぎています。これからの時刻を指定してください。',
  'refusal.no-such-date': '「{date}」という日付はありません。月と日を確認してください。',
  'refusal.unreadable-recurrence':
    '「{text}」は繰り返しではありません。cron 0 2 * * sun や FREQ=WEEKLY;BYDAY=SU;BYHOUR=2 のように書いてください。',
  'refusal.unreadable-rrule':
    '「{text}」はルールの一部として読めません。FREQ=WEEKLY;BYDAY=SU;BYHOUR=2 のように、最短でも毎日で書いてください。',
  'refusal.rrule-counts-from-nowhere': 'COUNT を使うルールには数え始めが必要です。「from」 を追加してください。',
  'refusal.rrule-too-often': 'このルールは 1 時間に 2 回以上発生します。BYMINUTE で分を一つ指定してください。',
  'refusal.rrule-never': 'このルールに該当する日は来ません。来る日を選んでください。',

  'refusal.unknown-schedule': 'スケジュール「{schedule}」はもうありません。「oncall」 で一覧を表示します。',
  'refusal.no-schedules': 'スケジュールがまだありません。管理者が設定ファイルに追加します。',
  'refusal.which-target':
    '誰を呼び出すか指定してください: 人、チーム、または次のスケジュールのどれか: {known}。例: 「page to:primary are you there?」',
  'refusal.which-shifts':
    'どのシフトですか？「swap my monday with {name}’s tuesday」 のように両方を書いてください。「oncall for:{name}」 で今後のシフトを表示します。',
  'refusal.which-schedule': 'スケジュールが複数あります。「schedule:」 と次のどれかを追加してください: {known}。',
  'refusal.on-call-already': 'その人はその時間すでに当番のため、変更は不要です。',
  'refusal.too-many-overrides':
    '「{schedule}」には予定された交代が {most} 件あり、これ以上追加できません。設定ファイルでレイヤーを変更してください。',
  'refusal.unknown-override': 'チャットで作られたその交代はありません。「override」 で今後の交代を表示します。',
  'refusal.override-over': 'その交代は終わっているため、取り消せません。',
  'refusal.not-your-override': 'その交代は別の人が作りました。作った人か manager が取り消せます。',
  'refusal.end-missing':
    '交代には終わりが必要です。「to:+2h」 や 「to:2026-12-26T09:00」 のように 「to」 を追加してください。',
  'refusal.ends-before-it-starts': '終わりが始まりより前です。「from」 より後の 「to」 を指定してください。',
  'refusal.over-already': 'その時間はもう過ぎています。これからの時間を指定してください。',
  'refusal.period-too-long': '{days} 日を超えています。短くしてください。',
  'refusal.return-missing': 'いつ戻りますか。「away to:2026-12-28T09:00」 のように追加してください。',
  'refusal.too-many-absences': '今後の不在がすでに {most} 件あります。「away off」 で終了します。',
  'refusal.away-yourself-only':
    'ロール {role} では自分の不在だけを登録できます。{name} 本人か manager に依頼してください。',
  'refusal.override-yourself-only':
    'ロール {role} では自分だけを当番にできます。{name} 本人か manager に依頼してください。',
  'refusal.cannot-respond':
    '{name} のロールは {role} で、インシデントを確認できないため当番になれません。管理者にロールの変更を依頼してください。',
  'refusal.no-shift': '「{schedule}」に 1 年以内のあなたの当番がないため、代わってもらう当番がありません。',
  'refusal.shift-over': 'その当番は終わっています。もう変更できません。',
  'refusal.nobody-to-ask':
    '「{schedule}」にはダイレクトメッセージで頼める人が他にいません。「override」 を使ってください。',
  'refusal.taken-already': '{name} がすでにその当番を引き受けました。ありがとうございます。',
  'refusal.taken-by-other':
    '{name} がすでにその当番を引き受けました。{name} と話し、「override」 で取り戻してください。',
  'refusal.withdrawn': '{name} はもう代わりを必要としていません。ありがとうございます。',
  'refusal.own-shift': 'あなた自身の当番です。別の人が引き受ける必要があります。',
  'refusal.not-asked': '{name} は「{schedule}」の他の人に頼みました。あなたは含まれていません。',
  'refusal.not-theirs-now': '{name} はその時間もう当番ではないため、引き受けるものがありません。',
  'refusal.not-away-now': '{name} は今は不在ではないため、引き受けるものがありません。',
  'refusal.not-the-asker': 'その依頼を取り下げられるのは {name} だけです。',
  'refusal.unknown-cover': 'その依頼はありません。当番がとっくに終わっている可能性があります。',
  'refusal.asked-already':
    'すでに依頼済みで、まだ誰も引き受けていません (依頼先: {names})。取り下げるには: 「cover withdraw:{id}」',
  'refusal.covered-already': '{name} がすでにその当番を引き受けたため、代わりは決まっています。',
  'refusal.not-your-shift':
    'その時間の「{schedule}」の当番は{name, select, none {いません} other { {name} です}}。あなたがずっと当番の時間を指定してください。「oncall」 で表示します。',

  'refusal.never-again': 'その時はもう来ません。これから来る時があるルールを選んでください。',
  'refusal.too-many-windows':
    'チャットで作られたメンテナンス期間がすでに {most} 件あります。古いものを削除するか、設定ファイルを使ってください。',
  'refusal.not-running':
    '「{id}」は今実行中ではないため、止めるものがありません。「maintenance」 で一覧を表示します。予定を削除するには: 「maintenance remove window:{id}」',
  'refusal.stands-in-the-file':
    '「{id}」は設定ファイルにあり、管理者がそこで削除できます。今回だけ終えるには: 「maintenance stop window:{id}」',
  'refusal.running': '「{id}」は実行中です。先に終えてください: 「maintenance stop window:{id}」',
  'refusal.over': '「{id}」は終わっているため、削除するものがありません。',
  'refusal.unknown-window': 'そのメンテナンス期間はありません。「maintenance」 で一覧を表示します。',
  'refusal.in-the-past': '開始が過去です。今始めるには 「from」 を省くか、これからの時間を指定してください。',
  'refusal.too-far': '{days} 日より先です。近くなってから計画してください。',
  'refusal.maintenance-length': 'メンテナンスは 1 分から {days} 日までです。例: 「for:2h」',
  'refusal.in-maintenance-already':
    'すでに同じかそれ以上の長さでメンテナンス中です (「{id}」)。終えるには: 「maintenance stop window:{id}」',
  'refusal.planned-already': '同じメンテナンスがすでに「{id}」として予定されています。',
  'refusal.start-meant':
    'サービスをメンテナンス中にするには 「start」 を追加してください: 「maintenance start checkout for:2h」',
  'refusal.service-missing': 'サービスを指定してください: 「maintenance start checkout for:2h」',
  'refusal.length-missing': '長さを指定してください。「for:2h」 のように 「for」 を追加します。',
  'refusal.which-window':
    '複数の期間が実行中です。止めるものを指定してください: {windows}。「maintenance」 で表示します。',
  'refusal.not-in-maintenance':
    '{service, select, none {今メンテナンス中のものはない} other {「{service}」は今メンテナンス中ではない}}ため、止めるものがありません。',
  'refusal.window-missing': '「maintenance」 が示す ID で期間を指定してください: 「maintenance remove window:…」',
  'refusal.all-services-need-manager':
    'ロール {role} ではサービスを一つずつメンテナンス中にできます。全部まとめては manager に依頼してください。',

  'refusal.too-many-steps': '{steps} 手順は多すぎます。最大 {most} です。',
  'refusal.step-twice': '{platform} が同じタイミングで 2 回指定されています。1 回にしてください。',
  'refusal.unknown-way':
    '「{text}」は呼び出し方法ではありません。「slack, telegram after 2m, email after 5m」 のように書いてください。使えるもの: {ways}。',
  'refusal.no-account':
    '{platform} にあなたのアカウントがありません。「link」 で追加します。今あるもの: {ways, select, none {まだなし} other {{ways}}}。',
  'refusal.no-address':
    'あなたのメールアドレスがありません。管理者が設定ファイルに追加します。今あるもの: {ways, select, none {まだなし} other {{ways}}}。',
  'refusal.wait-too-long': '「{text}」は長すぎます。手順は 1 日以内にしてください。',
  'refusal.hours-missing': '通知オフ時間には始まりと終わりが必要です: 「quiet from:22:00 to:07:00」',
  'refusal.no-hours': '始まりと終わりが同じ時刻です。通知オフ時間をなくすには: 「quiet off」',
  'refusal.unknown-severity':
    '「{text}」は重大度ではありません。sev1、sev2、sev3、sev4 をコンマ区切りで書くか、none と書いてください。',
  'refusal.no-way': '接続中のプラットフォームにあなたのアカウントがありません。「link」 で追加します。',
  'refusal.one-at-a-time': '「{command} {action}」 は単独で使い、その後で変更してください。',
  'refusal.list-by-person':
    'インシデントの一覧は状態、サービス、重大度、期間で絞り込めますが、人では絞り込めません。「oncall {name}」 で当番を、「list」 で各インシデントの担当者を確認できます。',
  'refusal.one-incident':
    '「{command}」 は一度に一つのインシデントだけを扱います（例: 「{command} 42」）。「list」 で未解決のものを確認できます。',
  'refusal.one-command':
    '何も変更していません。コマンドは1行に1つ、まず「{first}」、次に「{second}」と送信してください。',
  'refusal.one-target': '人、チーム、スケジュールは一度に一つだけ指定し、一行ずつ送ってください。',
  'refusal.pages-now':
    '呼び出しは今すぐ行われ、後に予約することはできません。「{time}」には誰も呼び出していません。その時にもう一度送ってください。',
  'refusal.one-service':
    '「maintenance」 が扱うサービスは一度に一つです。何も開始していません。サービスごとに一行ずつ送ってください。',
  'refusal.service-is-no-target':
    '「{service}」はサービスです。「declare … service:{service}」 で当番を呼び出せます。「page」 には人、チーム、スケジュールを指定してください。',
  'refusal.cover-is-for-yourself':
    '「cover」 は自分のシフトの代わりを頼むコマンドです。{name} さんの代わりに入るには 「override」 を使います（例: 「override me tomorrow」）。',
  'refusal.no-title':
    '「{text}」では何が起きているかわかりません。「declare チェックアウトが停止」 のようにタイトルを書いてください。',
  'refusal.quiet-needs-two-times':
    '静かな時間には開始と終了があり、毎日繰り返されます。「quiet 22:00-07:00」 のように書いてください。一晩だけなら 「away 明日 22:00-7:00」 です。',
  'refusal.unknown-person':
    '{platform} のあなたをまだ知りません{name, select, none {} other { ({name})}}。あなたのアカウントに 「{key}: "{id}"」 を追加するよう {names, select, none {Tocsin の設定ファイルの管理担当者} other {{names}}} に依頼するか、私が知っているプラットフォームで 「link」 を送ってください。',
  'refusal.no-such-person': '「{text}」という人はいません。設定ファイルにある人の ID を指定してください。',
  'refusal.not-in-file': 'あなたはもう設定ファイルにいません。管理者に追加を依頼してください。',
  'refusal.too-many-tries':
    'このアカウントから試されたコードが多すぎます。15 分待ってから新しいコードを試してください。',
  'refusal.wrong-code':
    'そのコードは無効です: 入力間違い、使用済み、または 10 分以上前のものです。私が知っている場所で 「link」 を送ると新しいコードが届きます。',
  'refusal.account-taken': 'この {platform} のアカウントはすでに誰かのものです。',
  'refusal.account-in-file': 'あなたの {platform} のアカウントは設定ファイルにあります。管理者がそこで変更できます。',
  'refusal.not-linked': 'コードで連携した {platform} のアカウントがありません。',
  'refusal.has-one-already':
    '{name} にはすでに {platform} の別のアカウントがあります。先に解除するには: 「link remove:{remove}」',
  'refusal.known-already':
    'この {platform} のアカウントはすでに知っています: {name} のものです。私が知らないアカウントからコードを送ってください。',
  'refusal.nothing-to-link': '接続中のすべてのプラットフォームにすでにアカウントがあります。',
  'refusal.link-not-here': '{platform} ではアカウントを連携できません。「web」 でサインイン用リンクを使ってください。',
  'refusal.code-missing':
    '{platform} のあなたをまだ知りません。私が知っているプラットフォームで 「link」 を送り、届いたコードをここに送ってください: 「link code:ABCD-2345」',
  'refusal.code-not-private': 'コードはあなただけのものです。ダイレクトメッセージで 「link」 を送ってください。',
  'refusal.code-was-public':
    '他の人がそのコードを読めたため無効にしました。新しいコードを取得し、ダイレクトメッセージで送ってください。',
  'refusal.web-not-private':
    'サインイン用リンクはあなただけのものです。ダイレクトメッセージで 「web」 を送ってください。',
  'refusal.audit-not-private': '監査ログは全員向けではありません。ダイレクトメッセージで 「audit」 を送ってください。',

  'refusal.unknown-command':
    '{reads, select, none {コマンド「{verb}」はありません。} question {何も変更していません。質問と読めます。} impossible {何も変更していません。インシデントは分割も削除もできず、統合は取り消せません。別のものは「declare」、統合は「merge」です。} mistake {今は何も変更していません。取り消すには 「unack 14」、「reopen 14」、「snooze 14 off」 と送信してください。} condition {何も変更していません。コマンドはすぐに実行され、後や条件付きでは実行されません。} other {何も変更していません。}}{near, select, none {} other {「{near}」のことですか? }}{line, select, none {} other { {as, select, declare {インシデントを宣言するには} note {メモするには} later {その時が来たら} other {}}「{line}」と送信してください。}} 「help」 で一覧を表示します。',
  'refusal.not-for-programs': 'プログラム用のコマンド「{verb}」はありません。',
  'refusal.nothing-to-change':
    '「{command}」はオプションなしでは何も変えません。次のどれかを指定してください: {options}。',
  'refusal.unknown-option': '「{command}」にオプション「{option}」はありません。',
  'refusal.missing-option':
    '「{command}」には「{option}」が必要です。{example, select, none {} other {例: 「{example}」}}',
  'refusal.too-long': '「{option}」が {length} 文字あります。最大 {most} 文字です。短くしてください。',
  'refusal.word-left-over':
    '「{word}」は「{command}」に当てはまりません。使えるもの: {options, select, none {オプションなし} other {{options}}}。',
  'refusal.given-twice': '「{option}」が 2 回指定されています。1 回にしてください。',
  'refusal.unknown-name':
    '{what, select, service {サービス} person {人} schedule {スケジュール} target {人、チーム、スケジュール} other {{option} }}「{name}」はありません。{near, select, none {} other {「{near}」のことですか? }}あるもの: {known, select, none {まだなし} other {{known}}}。',
  'refusal.names-everybody':
    '{what, select, person {「{name}」は一人の人を指しません。次の中から一人を指定してください: {known}。} other {全員を一度に呼び出すことはできません。人、チーム、スケジュールのいずれかを指定してください: {known}。インシデントの次のレベルを呼び出すには「escalate」を使います。}}',
  'refusal.names-nobody':
    '「{name}」では誰を呼び出すか分かりません。人、チーム、スケジュールのいずれかを指定してください: {known}。インシデントの次のレベルを呼び出すには「escalate」、当番を見るには「oncall」を送ってください。',
  'refusal.unreadable-end':
    '「{text}」は長さとしても時刻としても読めません。30m、2h、1d、9時まで、月曜日まで、一晩 のように書いてください。',
  'refusal.unreadable-period':
    '「{text}」は、すでに始まった期間として読めません。今日、昨日、24h、月曜日から、先週、11月1日から11月15日まで のように書いてください。',
  'refusal.incident-missing': '「{command}」にはインシデントが必要です。42 のように番号を指定してください。',
  'refusal.not-a-number':
    '「{text}」はインシデントではありません。42 や #42 のように番号を指定してください。「list」 で表示します。',
  'refusal.unknown-incident': 'インシデント #{number} はありません。「list」 でオープン中のものを表示します。',
  'refusal.not-allowed':
    '{token, select, none {{person, select, none {あなた} other {{person} }}のロールは {role} で、「{command}」にはロール {needs} が必要です。管理者に変更を依頼してください。} other {トークン「{token}」のロールは {role} で、「{command}」にはロール {needs} が必要です。そのロールのトークンを使ってください。}}',
  'refusal.which-incident': 'インシデントを番号で指定してください。',
  'refusal.asked-first': '先に確認が必要です。',
  'refusal.button-expired': 'このボタンは期限切れです。もう一度入力してください。',
  'refusal.button-of-another': 'これは {name} への質問です。ご自分で入力してください。',
  'refusal.button-done': 'このボタンはすでに押され、実行済みです。',
  'refusal.unknown-help':
    'コマンドまたはグループ「{text}」はありません。{near, select, none {} other {「{near}」のことですか? }}「help declare」 のようにコマンドか、グループを指定してください: {groups}。',
  'refusal.no-such-bundle': 'そのメッセージは古すぎます。「paged」で、あなたが呼び出されたインシデントを表示できます。',
  'refusal.no-such-page': '「page」は 1 から {most} までの数です: 「{command} page:2」',
  'refusal.which-missing':
    '破棄するものを指定してください: 「deliveries drop 42」、「deliveries drop letters」、「deliveries drop all」',
  'refusal.unknown-which':
    '「{text}」は使えません。インシデントの番号、「letters」、「all」 のどれかを指定してください。',
  'refusal.drop-needs-manager':
    'ロール {role} ではメッセージを破棄できません: 破棄したものは誰にも届きません。manager に依頼するか、「deliveries retry」 を使ってください。',
  'refusal.unknown-job': '「{text}」という定期ジョブはありません。ジョブ：{known}。',
  'refusal.job-running': '{job} はすでに実行中です。「jobs」 で結果を確認できます。',
  'refusal.job-missing': '実行するジョブを指定してください：「jobs run retention」。ジョブ：{known}。',
  'refusal.no-such-period':
    'レポートは、すでに始まった 1 から {days} までの整数の日数 (UTC) です: 「report 7d」、「report 今日」、「report 11月」。時間単位は 「list 12h」',
} as const satisfies Translation<typeof english>;
