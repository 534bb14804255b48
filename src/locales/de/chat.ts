import type { Translation } from '../catalogue.ts';
import type { chat as english } from '../en/chat.ts';

export const chat = {
  'chat.failed': 'In Tocsin ist etwas schiefgegangen; der Grund steht im Log. Bitte versuchen Sie es erneut.',
  'chat.failed.unknown':
    'Etwas ist schiefgegangen, und es kann trotzdem ausgeführt worden sein. Prüfen Sie den Vorfall, bevor Sie es erneut versuchen.',
  'chat.failed.reference':
    'Etwas ist schiefgegangen. Bitte versuchen Sie es erneut; passiert es wieder, nennen Sie Ihrem Admin „{reference}“ aus dem Log.',
  'chat.cannot-save':
    'Die Datenbank antwortet nicht, daher ist dies vielleicht nicht gespeichert. Prüfen Sie es mit „list“ und versuchen Sie es gleich noch einmal.',
  'chat.cancel': 'Abbrechen',
  'chat.fill-in': 'Ausfüllen',
  'chat.incomplete': '{title}: drücken Sie den Knopf, um das Fehlende auszufüllen.',
  'chat.needs-details': '„{command}“ braucht weitere Angaben.',
  'chat.too-long':
    'Das ist zu lang, um es während eines Formulars zu behalten. Senden Sie alles in einer Zeile: {command} …',
  'chat.form-not-opened': 'Slack hat das Formular nicht rechtzeitig geöffnet. Bitte versuchen Sie es erneut.',
  'chat.line-gone': 'Ihre Nachricht ist nicht mehr lesbar. Bitte senden Sie sie noch einmal.',
  'chat.button-gone': 'Dieser Knopf funktioniert nicht mehr. Versuchen Sie /incident help.',
  'chat.edit': 'Ändern und erneut senden',
  'chat.typed': 'Das haben Sie eingegeben:',
  'chat.restarted':
    'Tocsin wurde neu gestartet, während es daran arbeitete; es kann erledigt sein oder nicht. Sehen Sie in /incident list nach, bevor Sie es erneut versuchen.',
  'chat.form-gone': 'Dieses Formular funktioniert nicht mehr. Bitte senden Sie den Befehl noch einmal.',
  'chat.no-direct':
    'Tocsin kann Ihnen keine Direktnachricht senden, und die Antwort ist nur für Sie. Verwenden Sie hier /incident, oder erlauben Sie Direktnachrichten von Mitgliedern dieses Servers.',
  'chat.slack-moment': '{date} um {time}',
  'push-end.title': 'Benachrichtigungen in {browser} enden bald',
  'push-end.text':
    'Tocsin wurde in {browser} zuletzt geöffnet: {since}. Ab {until} erhält dieser Browser keine Alarmierungen mehr als Benachrichtigung. Öffnen Sie Tocsin dort, um sie zu behalten: {url}',
  'telegram.hello.title': 'Tocsin: Bereitschaft und Vorfälle in diesem Chat',
  'telegram.hello': 'Hier ist Tocsin. Ihre Telegram-ID ist {id}.',
  'telegram.hello.body':
    'Hier werden Sie alarmiert, wenn ein Vorfall Sie braucht. Antworten Sie mit einem Knopf oder einem Befehl.',
  'telegram.hello.id': 'Ihre Telegram-ID',
  'telegram.hello.file': 'In der Konfigurationsdatei',
  'telegram.anonymous':
    'Sie schreiben hier anonym, daher weiß Tocsin nicht, wer Sie sind. Schreiben Sie unter Ihrem Namen oder in einem privaten Chat mit Tocsin.',
  'telegram.words-only': 'Hier kann nur Text gelesen werden. Senden Sie „help“ für die Befehle.',
  'chat.file-needs-note':
    'Dateien werden nur mit Notizen aufbewahrt. Senden Sie sie mit einer Zeile wie „note 42 was sie zeigt“.',
  'chat.file-in-direct-message':
    'Eine Datei in einer Direktnachricht kann sonst niemand öffnen. Senden Sie sie in den Raum des Vorfalls und wählen Sie im Menü dieser Nachricht Apps und dann „Notieren“.',
  'telegram.file-has-no-link':
    'Telegram gibt für Dateien in diesem Chat keinen Link. Senden Sie sie in der Gruppe des Vorfalls, mit einer Beschriftung wie „/note 42 was sie zeigt“.',
  'telegram.busy': 'Wird noch bearbeitet; die Antwort folgt.',
  'telegram.button-gone': 'Dieser Knopf funktioniert nicht mehr.',
  'telegram.start-link': 'Drücken Sie Start in einem privaten Chat mit Tocsin, um dort Antworten zu erhalten.',
  'telegram.start-button': 'Privaten Chat öffnen',
  'telegram.answer-in-private': 'Die Antwort steht in Ihrem privaten Chat.',
  'telegram.start-hint':
    '(Drücken Sie Start in einem privaten Chat mit @{username}, um die ganze Antwort zu erhalten.)',
  'telegram.no-text': '(kein Text)',
  'telegram.question.gone': 'Diese Frage ist nicht mehr offen. Senden Sie den Befehl noch einmal.',
  'telegram.question.start-first':
    'Tocsin muss Sie etwas fragen und kann Ihnen nicht schreiben: drücken Sie zuerst Start in einem privaten Chat.',
  'telegram.question.in-private': 'Die Frage steht in Ihrem privaten Chat.',
  'telegram.question.choose': 'Bitte drücken Sie einen der Knöpfe.',
  'telegram.question.empty': 'Das ist leer. Bitte schreiben Sie etwas.',
  'telegram.question.too-long': 'Das hat {length} Zeichen; höchstens {most} sind erlaubt. Bitte kürzen Sie es.',
  'telegram.question.choice-gone': 'Diese Auswahl gibt es nicht mehr. Schreiben Sie sie als Antwort.',
  'telegram.question.required': '{field} ist erforderlich.',
  'telegram.question.required.cancel': '{field} ist erforderlich; /cancel bricht das Formular ab.',
  'telegram.question.cancelled': 'Abgebrochen. Nichts wurde gesendet.',
  'telegram.question.none': 'Hier ist keine Frage offen.',
  'telegram.question.step': '({step, number} von {count, number})',
  'telegram.question.optional': '(optional)',
  'telegram.question.reply': 'Antworten Sie auf diese Nachricht, oder /cancel.',
  'telegram.question.reply-or-press': 'Antworten Sie auf diese Nachricht, oder drücken Sie einen Knopf.',
  'telegram.question.write': 'Schreiben Sie es als Nachricht.',
  'telegram.question.all': 'Alle zeigen',
  'telegram.question.no-match':
    'Nichts in der Liste passt zu „{typed}“. Schreiben Sie einen anderen Teil des Namens oder drücken Sie einen Knopf.',
  'telegram.question.write-name': 'Drücken Sie einen Knopf oder schreiben Sie den Namen oder einen Teil davon.',
  'telegram.question.reply-name': 'Drücken Sie einen Knopf oder antworten Sie mit dem Namen oder einem Teil davon.',
  'telegram.question.skip': 'Überspringen',
  'telegram.question.skipped': 'übersprungen',
} as const satisfies Translation<typeof english>;
