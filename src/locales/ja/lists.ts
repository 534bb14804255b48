import type { Translation } from '../catalogue.ts';
import type { lists as english } from '../en/lists.ts';

export const lists = {
  'list.title.open': '{count, plural, =0 {未解決のインシデントはありません} other {未解決のインシデント # 件}}',
  'list.title.triggered': '{count, plural, =0 {発生中のインシデントはありません} other {発生中のインシデント # 件}}',
  'list.title.acknowledged':
    '{count, plural, =0 {確認済みのインシデントはありません} other {確認済みのインシデント # 件}}',
  'list.title.resolved': '{count, plural, =0 {解決済みのインシデントはありません} other {解決済みのインシデント # 件}}',
  'list.title.all': '{count, plural, =0 {インシデントはありません} other {インシデント # 件}}',
  'list.newest': '{title} (新しい順、他にもあります)',
  'list.none': '{title}。「declare Checkout is down」で宣言できます。',
  'list.rest': '… 他 {count, number} 件',
  'which-incident.none': '未解決のインシデントはありません。「list state:all」で解決済みも表示します。',
  'which-incident': 'どのインシデントですか。番号を付けてください (例:「{line}」)。',
  'timeline.title': '{incident} のタイムライン',
  'timeline.empty': 'まだ何もありません',
  'timeline.earlier': '… {count, plural, other {これより前の # 件}}',
  'tasks.none': '{incident} にはタスクがありません。「task {number} rotate the keys」で追加できます。',
  'tasks.title': '{incident} のタスク: {done}',
  'tasks.done-count': '{total, number} 件中 {done, number} 件完了',
  'tasks.done-by': '{name} が完了',
  'tasks.hint': 'ボタンのないタスクは「task {number} done:{task}」で完了できます。',
  'tasks.task-added': '{incident} にタスク {task} を追加しました: {text}',
  'tasks.task-added.owner': '{incident} にタスク {task} を追加しました (担当: {owner}): {text}',
  'tasks.task-changed': '{incident} のタスク {task} を変更しました (担当なし): {text}',
  'tasks.task-changed.owner': '{incident} のタスク {task} を変更しました (担当: {owner}): {text}',
  'tasks.task-done': '{incident} のタスク {task} を完了しました: {text}',
  'tasks.task-reopened': '{incident} のタスク {task} を再開しました: {text}',
  'tasks.task-reopened.owner': '{incident} のタスク {task} を再開しました (担当: {owner}): {text}',
  'tasks.button.done': '{task} を完了',
  'tasks.button.reopen': '{task} を再開',
  'tasks.button.all': 'すべてのタスク',
} as const satisfies Translation<typeof english>;
