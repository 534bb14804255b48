import type { Translation } from '../catalogue.ts';
import type { jobs as english } from '../en/jobs.ts';

export const jobs = {
  'jobs.title': '定期ジョブ {count} 件',
  'jobs.next': '次回 {time}',
  'jobs.next.none': '次回なし',
  'jobs.never': 'まだ実行されていません',
  'jobs.succeeded': '成功 {time}',
  'jobs.succeeded.with': '成功 {time}：{result}',
  'jobs.failed': '失敗 {time}：{reason}',
  'jobs.waiting': '失敗 {time}：{reason}（再試行 {next}）',
  'jobs.running': '{time} から実行中',
  'jobs.interrupted': '中断 {time}',
  'jobs.begun': '{job} を開始しました。「jobs」で結果を確認できます。',
  'jobs.alarm.failed': '定期ジョブ {job} が {count} 回の試行後に失敗しました：{reason}',
  'jobs.alarm.interrupted':
    '定期ジョブ {job} が中断されました：プロセスが途中で停止しました。この回は再実行されません。',
  'jobs.alarm.to-do':
    '「jobs」でジョブと最近の実行を一覧、「jobs run {job}」で再実行できます。成功するまで通知は一度だけです。',
  'jobs.alarm.works': '定期ジョブ {job} が再び成功しました。',
  'jobs.no-reason': '理由は不明です',
  'jobs.deleted': '削除：{what}',
  'jobs.deleted.nothing': '削除するほど古いものはありませんでした',
  'jobs.deleted.incidents': '{days} 日より古いインシデント {count} 件',
  'jobs.deleted.alerts': '{days} 日より古いアラート {count} 件',
  'jobs.deleted.payloads': '{days} 日より古いペイロード {count} 件',
  'jobs.deleted.audit': '{days} 日より古い監査記録 {count} 件',
  'jobs.deleted.runs': '{days} 日より古いジョブ実行 {count} 件',
  'jobs.sent': '{count} 件のメッセージを送信',
  'recurring-report.title':
    'レポート {name}：{count, plural, =0 {インシデントなし} other {インシデント # 件}}、{from}〜{to}',
  'recurring-report.acknowledge': '確認までの時間：中央値 {median}、10 件中 9 件は {p90} 以内',
  'recurring-report.resolve': '解決までの時間：中央値 {median}、10 件中 9 件は {p90} 以内',
  'recurring-report.pages': '呼び出し：{people}',
  'recurring-report.person': '{name}（{count}{night, plural, =0 {} other {、夜間 #}}）',
  'recurring-report.noisy': '多発アラート：{alerts}',
  'recurring-report.alert': '{from} の {title}（呼び出し {count} 回{never, plural, =0 {} other {、未確認 #}}）',
  'recurring-report.tasks': '未完了のタスク：{tasks}',
  'recurring-report.on-call': '当番：{people}',
  'recurring-report.truncated.incidents': 'この期間の最新 {incidents, number} 件のインシデントだけを集計しています。',
  'recurring-report.truncated.events':
    '{incidents, number} 件のインシデントについては、タイムラインの最初の {events, number} 件のイベントだけを集計しています。',
  'recurring-report.chart.severity': '重大度別インシデント',
  'recurring-report.chart.services': 'サービス別インシデント',
  'recurring-report.chart.pages': '呼び出し',
  'recurring-report.chart.on-call': '当番時間',
} as const satisfies Translation<typeof english>;
