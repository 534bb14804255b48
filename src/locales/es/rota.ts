import type { Translation } from '../catalogue.ts';
import type { rota as english } from '../en/rota.ts';

export const rota = {
  'rota.nobody': 'nadie',
  'rota.until': '{name} hasta {until}',
  'rota.shift-over': 'Tu turno en {schedule} ha terminado. Gracias.',
  'rota.shift-over.until':
    'Tu turno en {schedule} ha terminado. Según lo previsto, nadie está de guardia hasta {until}. Gracias.',
  'rota.override-cancelled.now': 'Sustitución de {name} en {schedule} cancelada. De guardia ahora: {people}.',
  'rota.override-cancelled.then':
    'Sustitución de {name} en {schedule} de {from} a {to} cancelada. De guardia entonces: {people}.',
  'rota.override-cancelled.notice':
    '{by} ha cancelado la sustitución de {name} en {schedule} de {from} a {to}. De guardia en su lugar: {people}.',
} as const satisfies Translation<typeof english>;
