import type { Translation } from '../catalogue.ts';
import type { connections as english } from '../en/connections.ts';

export const connections = {
  'connection.away': '{name} ist nicht erreichbar',
  'connection.away.body':
    'Tocsin erreicht {name} seit {time} nicht. Was dorthin gehen soll, wartet und wird gesendet, sobald die Verbindung wieder steht. Prüfen Sie den Dienst, das Netz und die Zugangsdaten.',
  'connection.back': '{name} ist wieder erreichbar',
  'connection.back.body': 'Nicht erreichbar seit {time}.',
  'connection.sink': 'Ereignisziel {sink}',
} as const satisfies Translation<typeof english>;
