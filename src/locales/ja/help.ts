import type { Translation } from '../catalogue.ts';
import type { help as english } from '../en/help.ts';

export const help = {
  'help.title': 'ヘルプ',
  'help.group.incident': 'インシデント',
  'help.group.on-call': '当番',
  'help.group.me': '自分',
  'help.group.admin': '管理',
  'help.intro': '「/incident」 とコマンドを送ってください。私へのダイレクトメッセージではコマンドだけで使えます。',
  'help.example': '例: 「{example}」',
  'help.line': '{group}: {commands}',
  'help.more': '詳しくは: コマンドは 「help declare」、グループは 「help incident」',
  'help.role': 'あなたのロールは {role} です。{mark} のコマンドには別のロールが必要です。',
  'help.needs': '{mark} ロール {role} が必要です',
  'help.usage': '{command}: {summary}',
  'help.options': 'オプション',
  'help.option': '• {option} – {description}',
  'help.option.required': '• {option} – {description} (必須)',
  'help.option.rest': '• {option} – {description} (名前のない語)',
  'help.option.required-rest': '• {option} – {description} (必須。名前のない語)',
  'help.choices': '{description}: {choices}',
} as const satisfies Translation<typeof english>;
