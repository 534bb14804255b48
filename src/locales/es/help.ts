import type { Translation } from '../catalogue.ts';
import type { help as english } from '../en/help.ts';

export const help = {
  'help.title': 'Ayuda',
  'help.group.incident': 'Incidente',
  'help.group.on-call': 'Guardia',
  'help.group.me': 'Yo',
  'help.group.admin': 'Administración',
  'help.intro': 'Envía «/incident» y un comando; en un mensaje directo a mí, solo el comando.',
  'help.example': 'Por ejemplo: «{example}»',
  'help.line': '{group}: {commands}',
  'help.more': 'Más: «help declare» para un comando, «help incident» para un grupo.',
  'help.role': 'Tu rol es {role}. Los comandos con {mark} necesitan otro rol.',
  'help.needs': '{mark} necesita el rol {role}',
  'help.usage': '{command}: {summary}',
  'help.options': 'Opciones',
  'help.option': '• {option} – {description}',
  'help.option.required': '• {option} – {description} (obligatoria)',
  'help.option.rest': '• {option} – {description} (las palabras sin nombre)',
  'help.option.required-rest': '• {option} – {description} (obligatoria; las palabras sin nombre)',
  'help.choices': '{description}: {choices}',
} as const satisfies Translation<typeof english>;
