import type { Translation } from '../catalogue.ts';
import type { lists as english } from '../en/lists.ts';

export const lists = {
  'list.title.open': '{count, plural, =0 {Keine offenen Vorfälle} one {# offener Vorfall} other {# offene Vorfälle}}',
  'list.title.triggered':
    '{count, plural, =0 {Keine ausgelösten Vorfälle} one {# ausgelöster Vorfall} other {# ausgelöste Vorfälle}}',
  'list.title.acknowledged':
    '{count, plural, =0 {Keine bestätigten Vorfälle} one {# bestätigter Vorfall} other {# bestätigte Vorfälle}}',
  'list.title.resolved':
    '{count, plural, =0 {Keine gelösten Vorfälle} one {# gelöster Vorfall} other {# gelöste Vorfälle}}',
  'list.title.all': '{count, plural, =0 {Keine Vorfälle} one {# Vorfall} other {# Vorfälle}}',
  'list.newest': '{title}, neueste zuerst; es gibt weitere',
  'list.since': '{title}, seit {from}',
  'list.before': '{title}, vor {until}',
  'list.between': '{title}, {from} bis {until}',
  'list.none': '{title}. „declare Checkout is down“ meldet einen.',
  'list.unreadable':
    '{incidents} {count, plural, one {lässt sich nicht anzeigen: Das Dokument ist} other {lassen sich nicht anzeigen: Die Dokumente sind}} beschädigt oder von einer späteren Version von Tocsin. „tocsin doctor“ sagt einem Betreiber mehr.',
  'list.rest': '… {count, number} weitere',
  'paged.title':
    '{count, plural, =0 {Sie wurden für keinen offenen Vorfall alarmiert} one {Sie wurden für # offenen Vorfall alarmiert} other {Sie wurden für # offene Vorfälle alarmiert}}',
  'paged.ask': '{count, plural, one {# Vorfall} other {# Vorfälle}} bestätigen? {numbers}',
  'paged.acknowledged':
    '{count, plural, =0 {Nichts mehr zu bestätigen.} one {{numbers} bestätigt.} other {# Vorfälle bestätigt: {numbers}}}',
  'paged.already-yours': '{count, plural, one {# gehörte Ihnen schon.} other {# gehörten Ihnen schon.}}',
  'paged.failed':
    '{count, plural, one {# konnte nicht gespeichert werden: {numbers}. Versuchen Sie es noch einmal.} other {# konnten nicht gespeichert werden: {numbers}. Versuchen Sie es noch einmal.}}',
  'paged.others': '{count, plural, one {# blieb, wie er ist:} other {# blieben, wie sie sind:}}',
  'which-incident.none': 'Kein Vorfall ist offen. „list state:all“ zeigt gelöste.',
  'which-incident': 'Welcher Vorfall? Ergänzen Sie die Nummer, zum Beispiel „{line}“.',
  'timeline.title': 'Verlauf von {incident}',
  'timeline.empty': 'noch nichts',
  'timeline.earlier': '… {count, plural, one {# früherer Eintrag} other {# frühere Einträge}}',
  'tasks.none': '{incident} hat keine Aufgaben. „task {number} rotate the keys“ fügt eine hinzu.',
  'tasks.title': 'Aufgaben von {incident}: {done}',
  'tasks.done-count': '{done, number} von {total, number} erledigt',
  'tasks.done-by': 'erledigt von {name}',
  'tasks.hint': '„task {number} done:{task}“ erledigt eine Aufgabe ohne Knopf.',
  'tasks.task-added': 'Aufgabe {task} zu {incident} hinzugefügt: {text}',
  'tasks.task-added.owner': 'Aufgabe {task} für {owner} zu {incident} hinzugefügt: {text}',
  'tasks.task-changed': 'Aufgabe {task} von {incident} geändert (nicht zugewiesen): {text}',
  'tasks.task-changed.owner': 'Aufgabe {task} von {incident} für {owner} geändert: {text}',
  'tasks.task-done': 'Aufgabe {task} von {incident} erledigt: {text}',
  'tasks.task-reopened': 'Aufgabe {task} von {incident} wieder geöffnet: {text}',
  'tasks.task-reopened.owner': 'Aufgabe {task} von {incident} für {owner} wieder geöffnet: {text}',
  'tasks.task-deleted': 'Aufgabe {task} von {incident} gelöscht: {text}',
  'tasks.button.done': '{task} erledigt',
  'tasks.button.reopen': '{task} wieder öffnen',
  'tasks.button.all': 'Alle Aufgaben',
} as const satisfies Translation<typeof english>;
