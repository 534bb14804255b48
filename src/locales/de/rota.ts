import type { Translation } from '../catalogue.ts';
import type { rota as english } from '../en/rota.ts';

export const rota = {
  'rota.nobody': 'niemand',
  'rota.until': '{name} bis {until}',
  'rota.shift-over.until':
    'Ihre Schicht in {schedule} ist vorbei. Wie geplant hat bis {until} niemand Bereitschaft. Danke.',
  'rota.override-cancelled.now': 'Vertretung von {name} in {schedule} aufgehoben. Jetzt in Bereitschaft: {people}.',
  'rota.override-cancelled.then':
    'Vertretung von {name} in {schedule} von {from} bis {to} aufgehoben. Dann in Bereitschaft: {people}.',
  'rota.override-cancelled.notice':
    '{by} hat die Vertretung von {name} in {schedule} von {from} bis {to} aufgehoben. Stattdessen in Bereitschaft: {people}.',
  'rota.no-shift': 'keine',
  'rota.period': 'von {from} bis {to}',
  'rota.period.running': 'jetzt bis {to}',
  'rota.period.open': 'ab {from}',
  'rota.renamed': 'Der Dienstplan {before} heißt jetzt {after}. Ihre Schichten bleiben, wie sie sind.',
  'rota.changed':
    'Der Dienstplan {schedule} hat sich mit der Konfigurationsdatei geändert. Ihre nächsten Schichten: {after}. Vorher: {before}.',
  'rota.changed.now':
    'Sie haben jetzt Bereitschaft für {schedule}, weil sich die Konfigurationsdatei geändert hat. Ihre nächsten Schichten: {after}. Vorher: {before}.',
  'rota.override-moved':
    'Der Dienstplan {schedule} hat sich geändert, und {name} übernimmt ihn weiterhin von {from} bis {to}. Ohne das hätte dann Bereitschaft: {after}; vorher: {before}. Passen die Zeiten nicht mehr, hebt „{cancel}“ das auf.',
  'rota.cover-request-moved':
    'Der Dienstplan {schedule} hat sich geändert, während Sie Vertretung von {from} bis {to} suchen. Dann in Bereitschaft: {after}. „{withdraw}“ zieht die Anfrage zurück; frage danach für die neuen Zeiten.',
  'rota.override-lost':
    '{name} steht nicht mehr in der Konfigurationsdatei, daher gilt die Vertretung in {schedule} von {from} bis {to} nicht mehr. Stattdessen in Bereitschaft: {people}.',
} as const satisfies Translation<typeof english>;
