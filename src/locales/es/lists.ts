import type { Translation } from '../catalogue.ts';
import type { lists as english } from '../en/lists.ts';

export const lists = {
  'list.title.open':
    '{count, plural, =0 {No hay incidentes abiertos} one {# incidente abierto} many {# de incidentes abiertos} other {# incidentes abiertos}}',
  'list.title.triggered':
    '{count, plural, =0 {No hay incidentes activados} one {# incidente activado} many {# de incidentes activados} other {# incidentes activados}}',
  'list.title.acknowledged':
    '{count, plural, =0 {No hay incidentes confirmados} one {# incidente confirmado} many {# de incidentes confirmados} other {# incidentes confirmados}}',
  'list.title.resolved':
    '{count, plural, =0 {No hay incidentes resueltos} one {# incidente resuelto} many {# de incidentes resueltos} other {# incidentes resueltos}}',
  'list.title.all':
    '{count, plural, =0 {No hay incidentes} one {# incidente} many {# de incidentes} other {# incidentes}}',
  'list.newest': '{title}, los más recientes primero; hay más',
  'list.since': '{title}, desde {from}',
  'list.before': '{title}, antes de {until}',
  'list.between': '{title}, de {from} a {until}',
  'list.none': '{title}. «declare Checkout is down» declara uno.',
  'list.unreadable':
    'No se puede mostrar {incidents}: {count, plural, one {su documento está dañado o es} other {sus documentos están dañados o son}} de una versión posterior de Tocsin. «tocsin doctor» le dice más a un operador.',
  'list.rest': '… {count, number} más',
  'paged.title':
    '{count, plural, =0 {No recibiste aviso de ningún incidente abierto} one {Recibiste aviso de # incidente abierto} other {Recibiste aviso de # incidentes abiertos}}',
  'paged.ask': '¿Confirmar {count, plural, one {# incidente} other {# incidentes}}? {numbers}',
  'paged.acknowledged':
    '{count, plural, =0 {No queda nada por confirmar.} one {Confirmado {numbers}.} other {# incidentes confirmados: {numbers}}}',
  'paged.already-yours': '{count, plural, one {# ya era tuyo.} other {# ya eran tuyos.}}',
  'paged.failed':
    '{count, plural, one {# no se pudo guardar: {numbers}. Inténtalo de nuevo.} other {# no se pudieron guardar: {numbers}. Inténtalo de nuevo.}}',
  'paged.others': '{count, plural, one {# quedó como estaba:} other {# quedaron como estaban:}}',
  'which-incident.none': 'No hay incidentes abiertos. «list state:all» muestra los resueltos.',
  'which-incident': '¿Qué incidente? Añade su número, por ejemplo «{line}».',
  'timeline.title': 'Cronología de {incident}',
  'timeline.empty': 'nada todavía',
  'timeline.earlier':
    '… {count, plural, one {# entrada anterior} many {# de entradas anteriores} other {# entradas anteriores}}',
  'tasks.none': '{incident} no tiene tareas. «task {number} rotate the keys» añade una.',
  'tasks.title': 'Tareas de {incident}: {done}',
  'tasks.done-count': '{done, number} de {total, number} completadas',
  'tasks.done-by': 'completada por {name}',
  'tasks.hint': '«task {number} done:{task}» completa una tarea sin botón.',
  'tasks.task-added': 'Tarea {task} añadida a {incident}: {text}',
  'tasks.task-added.owner': 'Tarea {task} para {owner} añadida a {incident}: {text}',
  'tasks.task-changed': 'Tarea {task} de {incident} cambiada (sin asignar): {text}',
  'tasks.task-changed.owner': 'Tarea {task} de {incident} cambiada para {owner}: {text}',
  'tasks.task-done': 'Tarea {task} de {incident} completada: {text}',
  'tasks.task-reopened': 'Tarea {task} de {incident} reabierta: {text}',
  'tasks.task-reopened.owner': 'Tarea {task} de {incident} reabierta para {owner}: {text}',
  'tasks.task-deleted': 'Tarea {task} de {incident} eliminada: {text}',
  'tasks.button.done': 'Completar {task}',
  'tasks.button.reopen': 'Reabrir {task}',
  'tasks.button.all': 'Todas las tareas',
} as const satisfies Translation<typeof english>;
