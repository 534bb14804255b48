import type { Translation } from '../catalogue.ts';
import type { help as english } from '../en/help.ts';

export const help = {
  'help.title': 'Hilfe',
  'help.group.incident': 'Vorfall',
  'help.group.on-call': 'Bereitschaft',
  'help.group.me': 'Ich',
  'help.group.admin': 'Verwaltung',
  'help.intro': 'Senden Sie „/incident“ und einen Befehl; in einer Direktnachricht an mich nur den Befehl.',
  'help.example': 'Zum Beispiel: „{example}“',
  'help.line': '{group}: {commands}',
  'help.more': 'Mehr: „help declare“ für einen Befehl, „help incident“ für eine Gruppe.',
  'help.role': 'Ihre Rolle ist {role}. Mit {mark} markierte Befehle brauchen eine andere Rolle.',
  'help.needs': '{mark} braucht die Rolle {role}',
  'help.usage': '{command}: {summary}',
  'help.options': 'Optionen',
  'help.option': '• {option} – {description}',
  'help.option.required': '• {option} – {description} (erforderlich)',
  'help.option.rest': '• {option} – {description} (die Wörter ohne Namen)',
  'help.option.required-rest': '• {option} – {description} (erforderlich; die Wörter ohne Namen)',
  'help.choices': '{description}: {choices}',
} as const satisfies Translation<typeof english>;
