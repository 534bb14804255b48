import type { Translation } from '../catalogue.ts';
import type { jobs as english } from '../en/jobs.ts';

export const jobs = {
  'jobs.title': '{count, plural, one {# wiederkehrende Aufgabe} other {# wiederkehrende Aufgaben}}',
  'jobs.next': 'nächste {time}',
  'jobs.next.none': 'läuft nicht mehr',
  'jobs.never': 'noch nicht gelaufen',
  'jobs.succeeded': 'gelungen {time}',
  'jobs.succeeded.with': 'gelungen {time}: {result}',
  'jobs.failed': 'fehlgeschlagen {time}: {reason}',
  'jobs.waiting': 'fehlgeschlagen {time}: {reason}; nächster Versuch {next}',
  'jobs.running': 'läuft seit {time}',
  'jobs.interrupted': 'abgebrochen {time}',
  'jobs.begun': '{job} gestartet. „jobs“ zeigt, wie es ausgeht.',
  'jobs.alarm.failed':
    'Die wiederkehrende Aufgabe {job} ist nach {count, plural, one {# Versuch} other {# Versuchen}} fehlgeschlagen: {reason}',
  'jobs.alarm.interrupted':
    'Die wiederkehrende Aufgabe {job} wurde abgebrochen: Ihr Prozess endete mittendrin. Für diese Zeit läuft sie nicht noch einmal.',
  'jobs.alarm.to-do':
    '„jobs“ listet die Aufgaben und ihre letzten Läufe, „jobs run {job}“ startet sie neu. Das wird einmal gemeldet, bis sie gelingt.',
  'jobs.alarm.works': 'Die wiederkehrende Aufgabe {job} gelingt wieder.',
  'jobs.no-reason': 'kein Grund bekannt',
  'jobs.deleted': 'gelöscht: {what}',
  'jobs.deleted.nothing': 'nichts war alt genug, um gelöscht zu werden',
  'jobs.deleted.incidents':
    '{count, plural, one {# Vorfall} other {# Vorfälle}}, älter als {days, plural, one {# Tag} other {# Tage}}',
  'jobs.deleted.alerts':
    '{count, plural, one {# Alarm} other {# Alarme}}, älter als {days, plural, one {# Tag} other {# Tage}}',
  'jobs.deleted.payloads':
    '{count, plural, one {# Nutzlast} other {# Nutzlasten}}, älter als {days, plural, one {# Tag} other {# Tage}}',
  'jobs.deleted.audit':
    '{count, plural, one {# Audit-Eintrag} other {# Audit-Einträge}}, älter als {days, plural, one {# Tag} other {# Tage}}',
  'jobs.deleted.runs':
    '{count, plural, one {# Lauf} other {# Läufe}} von Aufgaben, älter als {days, plural, one {# Tag} other {# Tage}}',
  'jobs.sent': '{count, plural, one {# Nachricht} other {# Nachrichten}} gesendet',
  'recurring-report.title':
    'Bericht {name}: {count, plural, =0 {keine Vorfälle} one {# Vorfall} other {# Vorfälle}}, {from} bis {to}',
  'recurring-report.acknowledge': 'Zeit bis zur Übernahme: Median {median}, 9 von 10 in {p90}',
  'recurring-report.resolve': 'Zeit bis zur Lösung: Median {median}, 9 von 10 in {p90}',
  'recurring-report.pages': 'Alarmierungen: {people}',
  'recurring-report.person': '{name} ({count}{night, plural, =0 {} other {, # nachts}})',
  'recurring-report.noisy': 'Laute Alarme: {alerts}',
  'recurring-report.alert':
    '{title} von {from} ({count, plural, one {# Alarmierung} other {# Alarmierungen}}{never, plural, =0 {} other {, # nie übernommen}})',
  'recurring-report.tasks': 'Offene Aufgaben: {tasks}',
  'recurring-report.truncated.incidents':
    'Nur die neuesten {incidents, number} Vorfälle dieses Zeitraums sind gezählt.',
  'recurring-report.truncated.events':
    'Von {incidents, plural, one {# Vorfall} other {# Vorfällen}} sind nur die ersten {events, number} Ereignisse des Verlaufs gezählt.',
  'recurring-report.chart.days': 'Vorfälle pro Tag',
  'recurring-report.axis.incidents': 'Vorfälle',
  'recurring-report.axis.pages': 'Alarmierungen',
  'recurring-report.axis.hours': 'Stunden',
  'recurring-report.chart.severity': 'Vorfälle nach Schweregrad',
  'recurring-report.chart.services': 'Vorfälle nach Dienst',
  'recurring-report.chart.pages': 'Alarmierungen',
  'recurring-report.chart.on-call': 'Stunden Bereitschaft',
} as const satisfies Translation<typeof english>;
