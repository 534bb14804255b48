import type { Translation } from '../catalogue.ts';
import type { maintenance as english } from '../en/maintenance.ts';

export const maintenance = {
  'maintenance.all-services': 'allen Diensten',
  'maintenance.all-services.label': 'Alle Dienste',
  'maintenance.more-services': '{first} und {count, number} weitere',
  'maintenance.began': 'Wartung von {services} bis {end}: Alarme werden erfasst und angezeigt, niemand wird alarmiert.',
  'maintenance.began.by':
    'Wartung von {services} bis {end}, begonnen von {name}: Alarme werden erfasst und angezeigt, niemand wird alarmiert.',
  'maintenance.ended': 'Wartung von {services} nach {duration} beendet.',
  'maintenance.ended.title': 'Wartung von {services} beendet',
  'maintenance.another': 'Ein weiteres Wartungsfenster läuft bis {time}.',
  'maintenance.silenced.nothing': 'Es wurden keine Alarme stummgeschaltet.',
  'maintenance.silenced.none':
    '{count, plural, one {# Vorfall wurde} other {# Vorfälle wurden}} stummgeschaltet; keiner ist mehr ausgelöst',
  'maintenance.silenced.open':
    '{count, plural, one {# Vorfall wurde} other {# Vorfälle wurden}} stummgeschaltet; {open, plural, one {# ist} other {# sind}} noch ausgelöst',
  'maintenance.silenced.paged':
    '{count, plural, one {# Vorfall wurde} other {# Vorfälle wurden}} stummgeschaltet; {open, plural, one {# ist noch ausgelöst und wird} other {# sind noch ausgelöst und werden}} alarmiert',
  'maintenance.started':
    'Wartung von {services} bis {end}: Alarme werden erfasst und angezeigt, niemand wird dafür alarmiert. Was am Ende noch aktiv ist, wird alarmiert. Offene Vorfälle laufen weiter, und von Hand gemeldete Vorfälle alarmieren weiterhin.',
  'maintenance.extended': 'Wartung von {services} endet jetzt: {end}.',
  'maintenance.planned': 'Geplant: {line}. „maintenance“ listet sie auf.',
  'maintenance.stopped': 'Wartung von {services} beendet: was noch aktiv ist, wird jetzt alarmiert.',
  'maintenance.stopped.next': 'Das nächste Fenster beginnt: {time}.',
  'maintenance.removed': 'Geplante Wartung von {services} entfernt.',
  'maintenance.none': 'Keine Wartung ist aktiv oder geplant. „maintenance start checkout for:2h“ beginnt eine.',
  'maintenance.title': 'Wartung: {active, number} aktiv, {planned, number} geplant',
  'maintenance.active': 'aktiv bis {time}',
  'maintenance.period': '{from} bis {to}',
  'maintenance.next': 'nächste {time}',
  'maintenance.recurring': 'wiederkehrend: {every} ({zone}) für {duration}',
  'maintenance.by': 'von {name}',
  'maintenance.by.file': 'aus der Konfigurationsdatei',
  'maintenance.line.stop': '„maintenance stop window:{id}“ beendet sie',
  'maintenance.line.remove': '„maintenance remove window:{id}“ entfernt sie',
  'maintenance.stop': 'Wartung beenden',
  'maintenance.stop.services': 'Beenden: {services}',
} as const satisfies Translation<typeof english>;
