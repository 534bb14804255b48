import type { Translation } from '../catalogue.ts';
import type { typed as english } from '../en/typed.ts';

export const typed = {
  'typed.resolve': '{incident}（{severity}）を解決済みにしますか？',
  'typed.resolve.yes': '#{number} を解決',
  'typed.page-declares': 'ここはインシデントのルームではありません。インシデントを宣言して {names} を呼び出しますか？',
  'typed.page-declares.yes': '宣言して呼び出す',
  'typed.cover':
    '{schedule} の {from} から {to} までの交代を {names} に頼みますか？最初に引き受けた人の担当になります。',
  'typed.cover.one':
    '{name} に {schedule} {from} から {to} の交代を頼みますか？{name} が承諾するまで何も変わりません。',
  'typed.cover.yes': '{people, plural, one {{name} に頼む} other {#人に頼む}}',
  'typed.override': '{schedule} の {from} から {to} までの当番を {name} にしますか？',
  'typed.override.instead': '{schedule} の {from} から {to} までの当番を {names} に代えて {name} にしますか？',
  'typed.swap.yes': '{name} と交換',
  'typed.override.yes': '{name} を当番にする',
  'typed.oncall.level': 'レベル {level, number}',
  'typed.oncall.service': '{service} の当番（{when}）',
  'typed.oncall.team': 'チーム {team}（{when}）',
  'typed.oncall.nobody': 'なし',
  'typed.oncall.until': '{name}（{until} まで）',
  'typed.oncall.no-shift': '1年以内の担当はありません',
  'typed.oncall.shift.now': '{schedule} の当番中（{to} まで）',
  'typed.oncall.shift.next': '次は {schedule}（{from} から {to} まで）',
  'typed.quiet-off': 'おやすみ時間を {when} まで無効にしました。',
  'typed.hello': '{name} さん、こんにちは。',
  'typed.hello.no-pages': 'あなたを待っている未解決のインシデントはありません。',
  'typed.hello.pages': '{count, plural, other {あなたの未解決のインシデントは#件です}}: {list}',
  'typed.hello.on-call': '現在の当番: {list}',
  'typed.hello.declare': '宣言',
  'typed.hello.help': 'ヘルプ',
  'typed.count': '{what}: 「{words}」の数字は、インシデント番号とも数量とも読めます。インシデントを選んでください。',
  'typed.count.says': '内容は「{words}」です。',
  'typed.count.other': '#{incident} に使う',
} as const satisfies Translation<typeof english>;
