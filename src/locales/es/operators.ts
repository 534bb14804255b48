import type { Translation } from '../catalogue.ts';
import type { operators as english } from '../en/operators.ts';

export const operators = {
  'audit.none': 'No hay entradas que coincidan en el registro de auditoría.',
  'audit.title':
    'Registro de auditoría: {count, plural, one {la última entrada} many {las últimas # de entradas} other {las últimas # entradas}}',
  'audit.person': 'de {name}',
  'audit.unknown': 'desconocido',
  'audit.file': 'archivo de configuración',
  'audit.command-line': 'línea de comandos',
  'audit.account': '{via} como {account}',
  'on.slack': 'en Slack',
  'on.discord': 'en Discord',
  'on.telegram': 'en Telegram',
  'on.web': 'en el chat web',
  'on.email': 'por correo',
  'dead.none': 'No hay entregas fallidas.',
  'dead.none.more': 'No hay más entregas fallidas.',
  'dead.title': '{count, plural, one {# entrega fallida} many {# de entregas fallidas} other {# entregas fallidas}}',
  'dead.title.page': '{title}, página {page, number}',
  'dead.hint': '«retry 42» reintenta las entregas fallidas del incidente 42; «retry» las reintenta todas.',
  'dead.retry-all': 'Reintentar todo',
  'dead.show': 'Ver entregas fallidas',
  'dead.retried.none': 'No hay entregas fallidas que reintentar.',
  'dead.retried':
    'Reintentando {count, plural, one {# mensaje} many {# de mensajes} other {# mensajes}}. «deliveries» muestra los que vuelvan a fallar.',
  'dead.retried.pointless':
    'Se {count, plural, one {ha eliminado # mensaje} many {han eliminado # de mensajes} other {han eliminado # mensajes}} que ya no hacen falta: el incidente se confirmó o se resolvió, o el mensaje caducó.',
  'dead.retried.more': 'Hay más: envía «retry» otra vez.',
  'dead.dropped.none': 'No hay entregas fallidas que descartar.',
  'dead.dropped':
    '{count, plural, one {# mensaje descartado; no se enviará} many {# de mensajes descartados; no se enviarán} other {# mensajes descartados; no se enviarán}}.',
  'dead.dropped.more': 'Hay más: envía «deliveries drop all» otra vez.',
  'dead.alarm':
    'No se {count, plural, one {pudo entregar # mensaje} many {pudieron entregar # de mensajes} other {pudieron entregar # mensajes}} {where}',
  'dead.alarm.sink': 'No se pudieron entregar eventos a {sink}',
  'dead.alarm.latest': 'Último: {subject}.',
  'dead.alarm.latest-at': 'Último: {time}.',
  'dead.alarm.hint': '«deliveries» muestra las entregas fallidas; «retry» las reintenta.',
  'dead.since': 'desde {time}',
  'dead.attempts': '{count, plural, one {# intento} many {# de intentos} other {# intentos}}',
  'dead.more': 'y {count, number} más',
  'dead.notification': 'notificación a {name} {where}: «{text}»',
  'dead.page': 'aviso a {name} {where}',
  'dead.page.nobody': 'aviso {where}',
  'dead.digest': 'resumen de horas de silencio para {name}',
  'dead.card': 'tarjeta en {room} {where}',
  'dead.card.room': 'tarjeta en la sala del incidente {where}',
  'dead.room': 'sala del incidente {where}',
  'dead.announcement': 'actualización para el canal de anuncios {where}',
  'dead.notice': 'evento {first} para la sala del incidente {where}',
  'dead.notice.many': 'eventos {first} a {last} para la sala del incidente {where}',
  'dead.notices': 'eventos para la sala del incidente {where}',
  'dead.events': 'eventos para {sink}',
  'dead.event': 'evento {event} para {sink}',
  'dead.event.type': 'evento {event} ({type}) para {sink}',
  'overdue.title': 'Atrasado: {subject}.',
  'overdue.many': '{count, plural, one {# paso atrasado} many {# de pasos atrasados} other {# pasos atrasados}}',
  'overdue.many.at-least':
    'Al menos {count, plural, one {# paso atrasado} many {# de pasos atrasados} other {# pasos atrasados}}',
  'overdue.first': '{title}; el primero: {subject}.',
  'overdue.to-do': 'Comprueba que todos los procesos de Tocsin están en marcha y revisa sus registros.',
  'overdue.step': 'el siguiente paso de {incident}, desde {time}',
  'overdue.delivery': 'entregas de {incident}, desde {time}',
  'overdue.notification': 'una notificación sin incidente, desde {time}',
  'overdue.done': 'Ya no está atrasado. Era: {title}',
  'report.title':
    '{count, plural, =0 {Ningún incidente} one {# incidente} many {# de incidentes} other {# incidentes}} en los últimos {days, number} días',
  'report.title.today':
    '{count, plural, =0 {Ningún incidente} one {# incidente} many {# de incidentes} other {# incidentes}} hoy (UTC)',
  'report.title.day':
    '{count, plural, =0 {Ningún incidente} one {# incidente} many {# de incidentes} other {# incidentes}} el {day} (UTC)',
  'report.title.between':
    '{count, plural, =0 {Ningún incidente} one {# incidente} many {# de incidentes} other {# incidentes}} del {from} al {until} (UTC)',
  'report.medians': 'Mediana hasta confirmar: {acknowledge} · hasta resolver: {resolve}',
  'report.none-yet': 'ninguno todavía',
  'report.by-service': 'Por servicio: {services}',
  'report.pages': '{count, plural, one {# aviso} many {# de avisos} other {# avisos}}: {people}',
  'report.pages.none': 'No se avisó a nadie.',
  'report.on-call': 'De guardia: {people}',
  'report.on-call.person':
    '{name} ({total, number} h{night, plural, =0 {} other {, {night, number} de noche}}{weekend, plural, =0 {} other {, {weekend, number} en fin de semana}})',
} as const satisfies Translation<typeof english>;
