import type { Translation } from '../catalogue.ts';
import type { answers as english } from '../en/answers.ts';

export const answers = {
  'answer.sentence': '{sentence}.',
  'answer.declared': '{incident} gemeldet ({severity})',
  'answer.declared.no-policy':
    'Niemand wird alarmiert: es gibt keine Eskalationsrichtlinie. „page“ alarmiert jemanden namentlich.',
  'answer.declared.maintenance':
    'Der Dienst ist in Wartung: seine Alarme alarmieren niemanden, ein von Ihnen gemeldeter Vorfall schon.',
  'answer.acknowledged': 'Sie haben {incident} bestätigt',
  'answer.acknowledged.next': 'Niemand sonst wird dafür alarmiert.',
  'answer.taken-over': 'Sie haben {incident} von {name} übernommen; {name} wird informiert',
  'share.by': 'Geteilt von {name}',
  'share.done': 'Mit allen dort geteilt.',
  'answer.confirmed': 'Sie arbeiten weiter an {incident}',
  'answer.joined': 'Sie arbeiten jetzt auch an {incident}. Zuständig bleibt {name}',
  'answer.snoozed': 'Sie haben {incident} zurückgestellt',
  'answer.unsnoozed': 'Zurückstellung von {incident} beendet; Eskalation neu gestartet',
  'answer.snoozed.next': 'Die Eskalation startet neu: {time}. „snooze {number} off“ startet sie sofort.',
  'answer.unacknowledged': 'Bestätigung von {incident} zurückgenommen; Eskalation neu gestartet',
  'answer.escalated': '{incident} eskaliert',
  'answer.merged': '{other} wurde mit {incident} zusammengeführt',
  'answer.declared.alike': 'Er gehört vielleicht zu {incident}',
  'answer.declared.merge': 'Mit #{number} zusammenführen?',
  'answer.resolved': '{incident} gelöst',
  'answer.reopened': '{incident} wieder geöffnet',
  'answer.severity': 'Schweregrad auf {severity} geändert: {incident}',
  'answer.renamed': 'Umbenannt in {incident}',
  'answer.assigned': '{name} als {role} von {incident} eingesetzt',
  'answer.noted': 'Notiz zu {incident} hinzugefügt',
  'answer.updated': 'Update auf der Karte und im Raum des Vorfalls veröffentlicht.',
  'answer.updated.public':
    'Update auf der Karte, im Raum des Vorfalls und auf der öffentlichen Statusseite veröffentlicht.',
  'answer.page-title': '{name} braucht {target}',
  'answer.kept': 'Gespeichert: {incident}',
  'answer.linked': 'Hallo {name}: Ihr Konto auf {platform} ist verknüpft. Alarmierungen erreichen Sie jetzt auch hier.',
  'answer.linked.notification':
    'Ihr Konto auf {platform} ist jetzt mit Ihnen verknüpft. Waren Sie das nicht, senden Sie sofort „link remove:{option}“.',
  'answer.unlinked': 'Ihr Konto auf {platform} ist nicht mehr mit Ihnen verknüpft.',
  'answer.link-code':
    'Ihr Code ist {code}. Senden Sie „link code:{code}“ in einer Direktnachricht an Tocsin auf {platforms}. Er gilt einmal, innerhalb von 10 Minuten; geben Sie ihn nicht weiter.',
  'answer.web': 'Ihr Link zum Web. Er gilt einmal, innerhalb von 10 Minuten; geben Sie ihn nicht weiter.',
  'answer.web.sign-in': 'Anmelden',
  'answer.web.demo': 'Dies ist die Demo: öffnen Sie {url} und wählen Sie, wer Sie sind.',
} as const satisfies Translation<typeof english>;
