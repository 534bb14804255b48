import type { Translation } from '../catalogue.ts';
import type { rota as english } from '../en/rota.ts';

export const rota = {
  'rota.nobody': 'nadie',
  'rota.until': '{name} hasta {until}',
  'rota.shift-over.until':
    'Tu turno en {schedule} ha terminado. Según lo previsto, nadie está de guardia hasta {until}. Gracias.',
  'rota.override-cancelled.now': 'Sustitución de {name} en {schedule} cancelada. De guardia ahora: {people}.',
  'rota.override-cancelled.then':
    'Sustitución de {name} en {schedule} de {from} a {to} cancelada. De guardia entonces: {people}.',
  'rota.override-cancelled.notice':
    '{by} ha cancelado la sustitución de {name} en {schedule} de {from} a {to}. De guardia en su lugar: {people}.',
  'rota.no-shift': 'ninguno',
  'rota.period': 'de {from} a {to}',
  'rota.period.running': 'ahora hasta {to}',
  'rota.period.open': 'desde {from}',
  'rota.renamed': 'El horario {before} se llama ahora {after}. Tus turnos no cambian.',
  'rota.changed':
    'La rotación de {schedule} ha cambiado con el archivo de configuración. Tus próximos turnos: {after}. Antes: {before}.',
  'rota.changed.now':
    'Estás de guardia en {schedule} desde ahora, porque ha cambiado el archivo de configuración. Tus próximos turnos: {after}. Antes: {before}.',
  'rota.override-moved':
    'La rotación de {schedule} ha cambiado, y {name} la sigue cubriendo de {from} a {to}. Sin eso, de guardia entonces: {after}; antes: {before}. Si las fechas ya no son correctas, “{cancel}” lo anula.',
  'rota.cover-request-moved':
    'La rotación de {schedule} ha cambiado mientras pides sustitución de {from} a {to}. De guardia entonces: {after}. “{withdraw}” retira la petición; después pide las nuevas fechas.',
  'rota.override-lost':
    '{name} ya no está en el archivo de configuración, así que su sustitución en {schedule} de {from} a {to} ya no cuenta. De guardia en su lugar: {people}.',
} as const satisfies Translation<typeof english>;
