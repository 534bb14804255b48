import type { Translation } from '../catalogue.ts';
import type { maintenance as english } from '../en/maintenance.ts';

export const maintenance = {
  'maintenance.all-services': 'todos los servicios',
  'maintenance.all-services.label': 'Todos los servicios',
  'maintenance.more-services': '{first} y {count, number} más',
  'maintenance.began':
    'Mantenimiento de {services} hasta {end}: las alertas se registran y se muestran, no se avisa a nadie.',
  'maintenance.began.by':
    'Mantenimiento de {services} hasta {end}, iniciado por {name}: las alertas se registran y se muestran, no se avisa a nadie.',
  'maintenance.ended': 'El mantenimiento de {services} terminó tras {duration}.',
  'maintenance.ended.title': 'Mantenimiento de {services} terminado',
  'maintenance.another': 'Otra ventana de mantenimiento sigue hasta {time}.',
  'maintenance.silenced.nothing': 'No se silenció ninguna alerta.',
  'maintenance.silenced.none':
    '{count, plural, one {Se silenció # incidente} many {Se silenciaron # de incidentes} other {Se silenciaron # incidentes}}; ninguno sigue activado',
  'maintenance.silenced.open':
    '{count, plural, one {Se silenció # incidente} many {Se silenciaron # de incidentes} other {Se silenciaron # incidentes}}; {open, plural, one {# sigue activado} many {# siguen activados} other {# siguen activados}}',
  'maintenance.silenced.paged':
    '{count, plural, one {Se silenció # incidente} many {Se silenciaron # de incidentes} other {Se silenciaron # incidentes}}; {open, plural, one {# sigue activado y se avisará} many {# siguen activados y se avisarán} other {# siguen activados y se avisarán}}',
  'maintenance.started':
    'Mantenimiento de {services} hasta {end}: las alertas se registran y se muestran, y no se avisa a nadie por ellas. Al terminar se avisa de lo que siga activo. Los incidentes abiertos continúan, y los que declare alguien sí avisan.',
  'maintenance.extended': 'El mantenimiento de {services} termina ahora: {end}.',
  'maintenance.planned': 'Planificado: {line}. «maintenance» lo muestra.',
  'maintenance.stopped': 'Mantenimiento de {services} terminado: ahora se avisa de lo que siga activo.',
  'maintenance.stopped.next': 'La próxima ventana empieza: {time}.',
  'maintenance.removed': 'Mantenimiento planificado de {services} eliminado.',
  'maintenance.none': 'No hay mantenimiento activo ni planificado. «maintenance start checkout for:2h» inicia uno.',
  'maintenance.title': 'Mantenimiento: {active, number} en curso, {planned, number} planificados',
  'maintenance.active': 'en curso hasta {time}',
  'maintenance.period': '{from} a {to}',
  'maintenance.next': 'próximo {time}',
  'maintenance.recurring': 'periódico: {every} ({zone}) durante {duration}',
  'maintenance.by': 'por {name}',
  'maintenance.by.file': 'del archivo de configuración',
  'maintenance.line.stop': '«maintenance stop window:{id}» lo termina',
  'maintenance.line.remove': '«maintenance remove window:{id}» lo quita',
  'maintenance.stop': 'Terminar mantenimiento',
  'maintenance.stop.services': 'Terminar {services}',
} as const satisfies Translation<typeof english>;
