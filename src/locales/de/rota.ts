import type { Translation } from '../catalogue.ts';
import type { rota as english } from '../en/rota.ts';

export const rota = {
  'rota.nobody': 'niemand',
  'rota.until': '{name} bis {until}',
  'rota.shift-over': 'Deine Schicht in {schedule} ist vorbei. Danke.',
  'rota.shift-over.until':
    'Deine Schicht in {schedule} ist vorbei. Wie geplant hat bis {until} niemand Bereitschaft. Danke.',
  'rota.override-cancelled.now': 'Vertretung von {name} in {schedule} aufgehoben. Jetzt in Bereitschaft: {people}.',
  'rota.override-cancelled.then':
    'Vertretung von {name} in {schedule} von {from} bis {to} aufgehoben. Dann in Bereitschaft: {people}.',
  'rota.override-cancelled.notice':
    '{by} hat die Vertretung von {name} in {schedule} von {from} bis {to} aufgehoben. Stattdessen in Bereitschaft: {people}.',
} as const satisfies Translation<typeof english>;
