import type { Translation } from '../catalogue.ts';
import type { jobs as english } from '../en/jobs.ts';

export const jobs = {
  'jobs.title': '{count, plural, one {# tarea periódica} other {# tareas periódicas}}',
  'jobs.next': 'próxima {time}',
  'jobs.next.none': 'sin próxima ejecución',
  'jobs.never': 'aún no se ha ejecutado',
  'jobs.succeeded': 'correcta {time}',
  'jobs.succeeded.with': 'correcta {time}: {result}',
  'jobs.failed': 'falló {time}: {reason}',
  'jobs.waiting': 'falló {time}: {reason}; próximo intento {next}',
  'jobs.running': 'en curso desde {time}',
  'jobs.interrupted': 'interrumpida {time}',
  'jobs.begun': '{job} iniciada. «jobs» muestra cómo termina.',
  'jobs.alarm.failed':
    'La tarea periódica {job} falló tras {count, plural, one {# intento} other {# intentos}}: {reason}',
  'jobs.alarm.interrupted':
    'La tarea periódica {job} se interrumpió: su proceso terminó a mitad. No se repite para esta hora.',
  'jobs.alarm.to-do':
    '«jobs» lista las tareas y sus últimas ejecuciones, «jobs run {job}» la ejecuta de nuevo. Se avisa una vez, hasta que funcione.',
  'jobs.alarm.works': 'La tarea periódica {job} vuelve a funcionar.',
  'jobs.no-reason': 'no se dio ningún motivo',
  'jobs.deleted': 'eliminado: {what}',
  'jobs.deleted.nothing': 'nada era lo bastante antiguo para eliminarlo',
  'jobs.deleted.incidents':
    '{count, plural, one {# incidente} other {# incidentes}} de más de {days, plural, one {# día} other {# días}}',
  'jobs.deleted.alerts':
    '{count, plural, one {# alerta} other {# alertas}} de más de {days, plural, one {# día} other {# días}}',
  'jobs.deleted.payloads':
    '{count, plural, one {# envío} other {# envíos}} de más de {days, plural, one {# día} other {# días}}',
  'jobs.deleted.audit':
    '{count, plural, one {# entrada de auditoría} other {# entradas de auditoría}} de más de {days, plural, one {# día} other {# días}}',
  'jobs.deleted.runs':
    '{count, plural, one {# ejecución} other {# ejecuciones}} de tareas de más de {days, plural, one {# día} other {# días}}',
  'jobs.sent': '{count, plural, one {# mensaje enviado} other {# mensajes enviados}}',
  'recurring-report.title':
    'Informe {name}: {count, plural, =0 {ningún incidente} one {# incidente} other {# incidentes}}, {from} a {to}',
  'recurring-report.acknowledge': 'Tiempo hasta reconocer: mediana {median}, 9 de 10 en {p90}',
  'recurring-report.resolve': 'Tiempo hasta resolver: mediana {median}, 9 de 10 en {p90}',
  'recurring-report.pages': 'Avisos: {people}',
  'recurring-report.person': '{name} ({count}{night, plural, =0 {} other {, # de noche}})',
  'recurring-report.noisy': 'Alertas ruidosas: {alerts}',
  'recurring-report.alert':
    '{title} de {from} ({count, plural, one {# aviso} other {# avisos}}{never, plural, =0 {} other {, # sin reconocer}})',
  'recurring-report.tasks': 'Tareas pendientes: {tasks}',
  'recurring-report.truncated.incidents':
    'Solo se cuentan los {incidents, number} incidentes más recientes de este período.',
  'recurring-report.truncated.events':
    'De {incidents, plural, one {# incidente} other {# incidentes}} solo se cuentan los primeros {events, number} eventos de la cronología.',
  'recurring-report.chart.days': 'Incidentes por día',
  'recurring-report.axis.incidents': 'Incidentes',
  'recurring-report.axis.pages': 'Avisos',
  'recurring-report.axis.hours': 'Horas',
  'recurring-report.chart.severity': 'Incidentes por gravedad',
  'recurring-report.chart.services': 'Incidentes por servicio',
  'recurring-report.chart.pages': 'Avisos',
  'recurring-report.chart.on-call': 'Horas de guardia',
} as const satisfies Translation<typeof english>;
