import type { Translation } from '../catalogue.ts';
import type { connections as english } from '../en/connections.ts';

export const connections = {
  'connection.away': '{name} ist nicht erreichbar',
  'connection.away.body':
    'Tocsin erreicht {name} seit {time} nicht. Was dorthin gehen soll, wartet und wird gesendet, sobald die Verbindung wieder steht. Prüfen Sie den Dienst, das Netz und die Zugangsdaten.',
  'connection.back': '{name} ist wieder erreichbar',
  'connection.back.body': 'Nicht erreichbar seit {time}.',
  'connection.unheard': 'Befehle und Schaltflächen in {name} kommen nicht an',
  'connection.unheard.body':
    'Tocsin empfängt seit {time} nicht, was in {name} eingegeben und gedrückt wird. Alarme werden dort weiter gesendet. Bestätigen Sie solange im Web oder auf einer anderen Plattform; das Protokoll nennt den Grund.',
  'connection.heard': 'Befehle und Schaltflächen in {name} funktionieren wieder',
  'connection.sink': 'Ereignisziel {sink}',
  'file.mistakes':
    '{count, plural, one {Die Konfigurationsdatei hat einen Fehler} other {Die Konfigurationsdatei hat # Fehler}}',
  'file.mistakes.todo':
    'Die vorige Datei bleibt in Kraft. Bitte korrigieren; „tocsin check“ nennt jeden Fehler mit seiner Zeile.',
  'file.good': 'Die Konfigurationsdatei ist wieder in Ordnung',
  'file.good.body': 'Sie ist jetzt in Kraft. Seit {time} hatte sie Fehler.',
} as const satisfies Translation<typeof english>;
