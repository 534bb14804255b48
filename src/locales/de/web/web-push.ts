import type { Translation } from '../../catalogue.ts';
import type { webPush as english } from '../../en/web/web-push.ts';

export const webPush = {
  'web.push': 'Benachrichtigungen',
  'web.push.lead':
    'Diese Browser erhalten Ihre Alarmierungen als Benachrichtigung, auch wenn Tocsin dort geschlossen ist. Öffnen Sie Tocsin in jedem mindestens alle 30 Tage.',
  'web.push.none':
    'Kein Browser erhält Ihre Alarmierungen, solange Tocsin dort geschlossen ist. Schalten Sie Benachrichtigungen in jedem Browser ein, in dem Sie alarmiert werden wollen.',
  'web.push.turn-on': 'In diesem Browser einschalten',
  'web.push.turned-on': 'Dieser Browser erhält ab jetzt Ihre Alarmierungen.',
  'web.push.removed': 'Entfernt: {device}',
  'web.push.current': 'Dieser Browser',
  'web.push.since': 'Seit {time}',
  'web.push.remove': 'Entfernen',
  'web.push.remove-of': '{device} entfernen, seit {time}',
  'web.push.try': 'Test-Benachrichtigung senden',
  'web.push.try.sent':
    'An {count, plural, one {# Browser} other {# Browser}} gesendet. Sie erscheint in wenigen Sekunden. Wenn nicht, prüfen Sie die Benachrichtigungs-Einstellungen des Geräts.',
  'web.push.try.failed': 'An {count, plural, one {# Browser} other {# Browser}} nicht gesendet: {problem}',
  'web.push.unsupported':
    'Dieser Browser erhält keine Benachrichtigungen, solange Tocsin dort geschlossen ist. Fügen Sie Tocsin auf iPhone oder iPad zum Home-Bildschirm hinzu und öffnen Sie es dort.',
  'web.push.insecure':
    'Browser zeigen Benachrichtigungen nur bei https-Adressen. Bitten Sie einen Admin, Tocsin hinter https zu stellen.',
  'web.push.failed':
    'Dieser Browser konnte sich nicht für Push anmelden. Er erhält Alarmierungen nur, solange Tocsin dort offen ist.',
  'web.push.refused': 'Nicht ausgeführt: {problem}',
  'web.push.offline':
    'Nicht ausgeführt: Tocsin ist nicht erreichbar. Prüfen Sie die Verbindung und drücken Sie noch einmal.',
  'web.push.test.title': 'Test-Benachrichtigung',
  'web.push.test.body': 'So erreichen Alarmierungen diesen Browser.',
} as const satisfies Translation<typeof english>;
