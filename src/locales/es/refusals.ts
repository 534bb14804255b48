import type { Translation } from '../catalogue.ts';
import type { refusals as english } from '../en/refusals.ts';

export const refusals = {
  'refusal.title-missing': 'Un incidente necesita un título. Di en pocas palabras qué ocurre.',
  'refusal.title-too-long': 'El título tiene {length} caracteres y se permiten {most} como máximo. Acórtalo.',
  'refusal.description-too-long':
    'La descripción tiene {length} caracteres y se permiten {most} como máximo. Acórtala.',
  'refusal.summary-too-long': 'El resumen tiene {length} caracteres y se permiten {most} como máximo. Acórtalo.',
  'refusal.note-too-long': 'La nota tiene {length} caracteres y se permiten {most} como máximo. Acórtala.',
  'refusal.message-too-long': 'El mensaje tiene {length} caracteres y se permiten {most} como máximo. Acórtalo.',
  'refusal.update-too-long': 'La actualización tiene {length} caracteres y se permiten {most} como máximo. Acórtala.',
  'refusal.task-too-long': 'La tarea tiene {length} caracteres y se permiten {most} como máximo. Acórtala.',
  'refusal.already-yours': 'Ya confirmaste #{incident}.',
  'refusal.already-acknowledged':
    '{name} ya confirmó #{incident} desde {via}.{note, select, none {} other { Para guardar tu texto: «note {incident} {note}»}}',
  'refusal.already-resolved':
    '{name} ya resolvió #{incident} desde {via}. Si no ha terminado, reábrelo primero: «reopen {incident}»',
  'refusal.acknowledged-since':
    '{name} confirmó #{incident} {at}, desde {via}.{changes, select, yes { No se cambió nada.} other {}}{summary, select, none {} other { Para resolverlo de todos modos: «resolve {incident} {summary}»}}',
  'refusal.resolved-since':
    '{name} resolvió #{incident} {at}, desde {via}.{changes, select, yes { No se cambió nada.} other {}}{summary, select, none {} other { Para conservar tu resumen: «note {incident} {summary}»}}',
  'refusal.acknowledged-by-you': 'Ya confirmaste #{incident}.',
  'refusal.resolved-by-you': 'Ya resolviste #{incident}.',
  'refusal.changed-since': '#{incident} cambió desde la pregunta. No se cambió nada ni se avisó a nadie.',
  'refusal.paged-since':
    'Entretanto se avisó por #{incident} a {names} ({at}). No se cambió nada ni se avisó a nadie más.',
  'refusal.not-snoozed': '#{incident} no está pospuesto. «show {incident}» muestra su estado.',
  'refusal.not-acknowledged': 'Nadie ha confirmado #{incident}, así que no hay confirmación que retirar.',
  'refusal.merge-itself': '#{incident} no se puede fusionar consigo mismo. Indica otro incidente.',
  'refusal.already-merged': '#{incident} se fusionó con #{into}. Sigue allí; una fusión no se puede deshacer.',
  'refusal.merge-into-resolved':
    '#{incident} está resuelto, así que no se le puede fusionar nada. Fusiona al revés o reabre antes #{incident}: «reopen {incident}»',
  'refusal.merged-too-many':
    'Ya se fusionaron {most, number} incidentes con #{incident}, que es el máximo. Usa otro incidente.',
  'refusal.not-resolved': '#{incident} no está resuelto, así que no se puede reabrir.',
  'refusal.note-empty': 'Una nota necesita texto: «note {incident} the cache is full»',
  'refusal.update-empty': 'Una actualización necesita texto: «update {incident} we are restarting the cache»',
  'refusal.no-policy':
    '#{incident} no tiene política de escalado, así que no hay nivel siguiente. Di a quién avisar: «escalate {incident} to:alice»',
  'refusal.not-yours': '{name} confirmó #{incident} desde {via}. Solo esa persona puede posponerlo.',
  'refusal.snooze-length': 'Se puede posponer de 1 minuto a 7 días, por ejemplo «for:2h».',
  'refusal.same-severity': '#{incident} ya tiene la gravedad {severity}.',
  'refusal.same-title': '#{incident} ya tiene ese título.',
  'refusal.same-role': '{name} ya tiene el rol {incidentRole} en #{incident}.',
  'refusal.nobody-on-call': 'Ahora nadie está de guardia para «{target}». Nombra a una persona.',
  'refusal.unreachable':
    'No se puede avisar a {names}: sin cuenta en un chat conectado aquí. Nombra a otra persona o pide a administración que añada una.',
  'refusal.too-many-tasks':
    '#{incident} tiene {tasks} tareas y un incidente admite {most} como máximo. Lleva el resto donde planificas tu trabajo.',
  'refusal.same-task': 'La tarea {task} de #{incident} ya dice eso.',
  'refusal.task-done-already': '{name} ya completó la tarea {task} de #{incident} desde {via}.',
  'refusal.task-not-done': 'La tarea {task} de #{incident} sigue abierta, así que no se puede reabrir.',
  'refusal.unknown-task':
    '#{incident} no tiene la tarea {task}. {tasks, plural, =0 {Aún no tiene ninguna.} other {«task {incident}» las muestra.}}',
  'refusal.task-empty': 'Di qué hay que hacer: «task rotate the keys person:carol»',
  'refusal.task-edit-empty':
    'Da a la tarea otro texto, una persona o ambos: «task edit:3 rotate all keys person:carol»',
  'refusal.two-task-wishes': 'Haz una cosa cada vez: «done», «reopen», «edit» o «delete», cada una para una tarea.',
  'refusal.no-task-number': '«{text}» no es una tarea. Da su número: «task done:3»',

  'refusal.unreadable-duration': '«{text}» no es una duración. Escríbela como 30s, 5m, 2h, 1d, 1w o 1h30m.',
  'refusal.duration-too-long': '«{text}» es más de diez años. Escribe un tiempo más corto, como 1w.',
  'refusal.unreadable-rotation':
    '«{text}» no es la duración de una rotación. Escribe horas, días o semanas, como 12h, 1d, 3d, 1w o 2w.',
  'refusal.elapsed-needs-hours': '«{text}» cuenta días. Escribe horas, como {hours}h elapsed.',
  'refusal.unreadable-cron':
    '«{text}» no es un patrón cron. Escribe minuto, hora, día del mes, mes y día de la semana, como cron 0 2 * * sun.',
  'refusal.cron-too-often': '«{text}» ocurre más de una vez por hora. Indica un minuto, como cron 0 2 * * sun.',
  'refusal.cron-not-every-year':
    '«{text}» no ocurre todos los años. Elige un día que tengan todos los años, como cron 0 2 1 * *.',
  'refusal.no-such-zone':
    'No existe la zona horaria «{zone}». {near, select, none {Escribe un nombre como Europe/Berlin, America/New_York o UTC.} other {¿Querías decir {near}?}}',
  'refusal.unreadable-time-of-day': '«{text}» no es una hora del día. Escríbela como 08:00 o 18:30.',
  'refusal.unreadable-local-time': '«{text}» no es una hora local. Escríbela como 2026-12-24T09:00.',
  'refusal.unreadable-moment':
    '«{text}» no es una hora. Escríbela como 18:00, mañana a las 9, viernes 18:00, 2026-12-24T09:00 o +2h.',
  'refusal.unreadable-exact-moment':
    '«{text}» no es un momento. Escríbelo como 2026-12-24T09:00, 09:00 (la próxima), +2h o now.',
  'refusal.ambiguous-hours':
    '«{text}» puede ser dos horas. Escribe ambos extremos como 09:00 y 17:00, y cada uno con su día.',
  'refusal.ambiguous-moment':
    '«{text}» puede ser dos fechas. Escribe el mes con letras, como 4 de marzo, o 2026-03-04.',
  'refusal.moment-past': '«{text}» ya ha pasado: es {when}. Di una hora que aún esté por llegar.',
  'refusal.no-such-date': '«{date}» no existe en el calendario. Revisa el mes y el día.',
  'refusal.unreadable-recurrence':
    '«{text}» no es una recurrencia. Escríbela como cron 0 2 * * sun o FREQ=WEEKLY;BYDAY=SU;BYHOUR=2.',
  'refusal.unreadable-rrule':
    '«{text}» no se puede leer como parte de una regla. Escríbela como FREQ=WEEKLY;BYDAY=SU;BYHOUR=2, diaria como máximo.',
  'refusal.rrule-counts-from-nowhere': 'Una regla con COUNT necesita un inicio desde el que contar. Añade «from».',
  'refusal.rrule-too-often': 'La regla ocurre más de una vez por hora. Indica un minuto con BYMINUTE.',
  'refusal.rrule-never': 'La regla no da ninguna fecha que llegue. Elige una que llegue.',

  'refusal.unknown-schedule': 'El calendario «{schedule}» ya no existe. «oncall» muestra los calendarios.',
  'refusal.no-schedules': 'Aún no hay calendarios. Administración los añade al archivo de configuración.',
  'refusal.which-target':
    'Di a quién avisar: una persona, un equipo o uno de estos calendarios: {known}. Por ejemplo: «page to:primary are you there?»',
  'refusal.which-shifts':
    '¿Qué turnos? Indique los dos, como «swap my monday with {name}’s tuesday». «oncall for:{name}» muestra los próximos.',
  'refusal.which-schedule': 'Hay varios calendarios. Añade «schedule:» y uno de estos: {known}.',
  'refusal.on-call-already': 'Esa persona ya está de guardia entonces, así que no hay que cambiar nada.',
  'refusal.too-many-overrides':
    '«{schedule}» tiene {most} sustituciones pendientes y no se permiten más. Cambia sus capas en el archivo de configuración.',
  'refusal.unknown-override': 'No existe esa sustitución hecha en el chat. «override» muestra las próximas.',
  'refusal.override-over': 'Esa sustitución ya terminó, así que no se puede cancelar.',
  'refusal.not-your-override': 'Otra persona hizo esa sustitución. Esa persona o un manager puede cancelarla.',
  'refusal.end-missing': 'Una sustitución necesita un final. Añade «to», como «to:+2h» o «to:2026-12-26T09:00».',
  'refusal.ends-before-it-starts': 'El final es anterior al inicio. Da un «to» posterior a «from».',
  'refusal.over-already': 'Ese tiempo ya pasó. Da uno que esté por venir.',
  'refusal.period-too-long': 'Es más de {days} días. Da un tiempo más corto.',
  'refusal.return-missing': '¿Cuándo vuelves? Añádelo, como «away to:2026-12-28T09:00».',
  'refusal.too-many-absences': 'Ya hay {most} ausencias por venir. «away off» las termina.',
  'refusal.away-yourself-only':
    'Con el rol {role} solo puedes anotar tus propias ausencias. Pídeselo a {name} o a un manager.',
  'refusal.override-yourself-only':
    'Con el rol {role} solo puedes ponerte de guardia a ti. Pídeselo a {name} o a un manager.',
  'refusal.cannot-respond':
    '{name} tiene el rol {role} y no puede confirmar incidentes, así que no puede estar de guardia. Pide a administración que cambie el rol.',
  'refusal.no-shift': 'No tienes turno en «{schedule}» en un año, así que no hay nada que cubrir.',
  'refusal.shift-over': 'Ese turno ya terminó. Ya no se puede cambiar nada.',
  'refusal.nobody-to-ask': 'En «{schedule}» no se puede preguntar a nadie más por mensaje directo. Usa «override».',
  'refusal.taken-already': '{name} ya tomó ese turno. Gracias.',
  'refusal.taken-by-other': '{name} ya tomó ese turno. Habla con {name} y recupéralo con «override».',
  'refusal.withdrawn': '{name} ya no necesita que lo cubran. Gracias.',
  'refusal.own-shift': 'Es tu propio turno. Tiene que tomarlo otra persona.',
  'refusal.not-asked': '{name} preguntó a los demás de «{schedule}» y tú no estás entre ellos.',
  'refusal.not-theirs-now': '{name} ya no está de guardia entonces, así que no hay nada que tomar.',
  'refusal.not-away-now': '{name} no está ausente ahora, así que no hay nada que tomar.',
  'refusal.not-the-asker': 'Solo {name} puede retirar esa petición.',
  'refusal.unknown-cover': 'No existe esa petición. Probablemente su turno terminó hace mucho.',
  'refusal.asked-already':
    'Ya lo pediste y aún nadie lo ha tomado (preguntados: {names}). Para retirarlo: «cover withdraw:{id}»',
  'refusal.covered-already': '{name} ya tomó ese turno, así que está cubierto.',
  'refusal.not-your-shift':
    '{name, select, none {Nadie está} other {{name} está}} de guardia en «{schedule}» en ese tiempo, no tú todo el rato. Pide por un turno tuyo; «oncall» los muestra.',

  'refusal.never-again': 'Eso ya no vuelve a ocurrir. Elige una regla con un momento por venir.',
  'refusal.too-many-windows':
    'Ya hay {most} ventanas de mantenimiento hechas en el chat. Quita las viejas o usa el archivo de configuración.',
  'refusal.not-running':
    '«{id}» no está en curso, así que no hay nada que parar. «maintenance» muestra lo que hay; para quitar una prevista: «maintenance remove window:{id}»',
  'refusal.stands-in-the-file':
    '«{id}» está en el archivo de configuración; administración puede quitarla allí. Para terminarla por ahora: «maintenance stop window:{id}»',
  'refusal.running': '«{id}» está en curso. Termínala primero: «maintenance stop window:{id}»',
  'refusal.over': '«{id}» ya terminó, así que no hay nada que quitar.',
  'refusal.unknown-window': 'No existe esa ventana de mantenimiento. «maintenance» las muestra.',
  'refusal.in-the-past': 'Eso empieza en el pasado. Omite «from» para empezar ahora o da un momento por venir.',
  'refusal.too-far': 'Faltan más de {days} días. Planifícalo cuando esté más cerca.',
  'refusal.maintenance-length': 'Un mantenimiento dura de 1 minuto a {days} días, por ejemplo «for:2h».',
  'refusal.in-maintenance-already':
    'Ya está en mantenimiento al menos ese tiempo («{id}»). Para terminarlo: «maintenance stop window:{id}»',
  'refusal.planned-already': 'El mismo mantenimiento ya está previsto, como «{id}».',
  'refusal.start-meant': 'Para poner un servicio en mantenimiento, añade «start»: «maintenance start checkout for:2h»',
  'refusal.service-missing': 'Di qué servicio: «maintenance start checkout for:2h»',
  'refusal.length-missing': 'Di cuánto dura. Añade «for», como «for:2h».',
  'refusal.which-window': 'Hay varias ventanas en curso. Di cuál parar: {windows}. «maintenance» las muestra.',
  'refusal.not-in-maintenance':
    '{service, select, none {Ahora nada está en mantenimiento} other {«{service}» no está ahora en mantenimiento}}, así que no hay nada que parar.',
  'refusal.window-missing':
    'Di qué ventana quitar, con el identificador que muestra «maintenance»: «maintenance remove window:…»',
  'refusal.all-services-need-manager':
    'Con el rol {role} puedes poner servicios sueltos en mantenimiento. Para todos a la vez, pídeselo a un manager.',

  'refusal.too-many-steps': '{steps} pasos son demasiados. Da {most} como máximo.',
  'refusal.step-twice': '{platform} aparece dos veces para el mismo momento. Ponlo una vez.',
  'refusal.unknown-way':
    '«{text}» no es una forma de avisarte. Escribe pasos como «slack, telegram after 2m, email after 5m». Conocidas: {ways}.',
  'refusal.no-account':
    'No tienes cuenta en {platform} aquí; «link» añade una. Tienes: {ways, select, none {aún ninguna} other {{ways}}}.',
  'refusal.no-address':
    'No tienes dirección de correo aquí; administración la añade al archivo de configuración. Tienes: {ways, select, none {aún ninguna} other {{ways}}}.',
  'refusal.wait-too-long': '«{text}» es demasiado. Un paso llega dentro de un día.',
  'refusal.hours-missing': 'Las horas de silencio necesitan inicio y final: «quiet from:22:00 to:07:00»',
  'refusal.no-hours': 'Esas horas empiezan y terminan a la vez. Para no tener ninguna: «quiet off»',
  'refusal.unknown-severity':
    '«{text}» no es una gravedad. Escribe sev1, sev2, sev3 o sev4, varias separadas por comas, o none.',
  'refusal.no-way': 'No tienes cuenta en ninguna plataforma conectada aquí. «link» añade una.',
  'refusal.one-at-a-time': 'Usa «{command} {action}» solo y después haz el cambio.',
  'refusal.list-by-person':
    'Los incidentes se listan por estado, servicio, severidad y periodo, no por persona. «oncall {name}» muestra sus turnos, y «list» quién tiene cada incidente.',
  'refusal.one-incident': '«{command}» admite un incidente cada vez, como «{command} 42». «list» muestra los abiertos.',
  'refusal.one-command': 'No se ha cambiado nada: envía un comando por línea, primero «{first}» y luego «{second}».',
  'refusal.one-target': 'Indica una persona, un equipo o un calendario cada vez, y envía una línea para cada uno.',
  'refusal.pages-now':
    'Los avisos salen al momento, no más tarde: no se ha avisado a nadie para «{time}». Envía la línea de nuevo cuando quieras avisar.',
  'refusal.one-service':
    '«maintenance» admite un servicio cada vez. No se ha iniciado nada. Envía una línea para cada servicio.',
  'refusal.service-is-no-target':
    '«{service}» es un servicio. «declare … service:{service}» avisa a quien esté de guardia; «page» admite una persona, un equipo o un calendario.',
  'refusal.cover-is-for-yourself':
    '«cover» pide a otros que tomen un turno tuyo. Para sustituir a {name}, usa «override», como «override me tomorrow».',
  'refusal.no-title': '«{text}» no dice qué ocurre. Escribe un título, como «declare Checkout no funciona».',
  'refusal.quiet-needs-two-times':
    'Las horas de silencio tienen un inicio y un fin y se repiten cada día. Escríbelas así: «quiet 22:00-07:00»; para una sola noche, «away mañana 22:00 hasta 7:00».',
  'refusal.unknown-person':
    'Aún no te conozco en {platform}{name, select, none {} other {, {name}}}. Pide a {names, select, none {quien mantiene el archivo de configuración de Tocsin} other {{names}}} que añada «{key}: "{id}"» a tus cuentas, o envíame «link» en una plataforma donde te conozca.',
  'refusal.no-such-person':
    'No existe la persona «{text}». Da el identificador de una persona del archivo de configuración.',
  'refusal.not-in-file': 'Ya no estás en el archivo de configuración. Pide a administración que te añada.',
  'refusal.too-many-tries': 'Se probaron demasiados códigos desde esta cuenta. Espera 15 minutos y prueba uno nuevo.',
  'refusal.wrong-code':
    'Ese código no es válido: está mal escrito, ya se usó o tiene más de 10 minutos. Envíame «link» donde te conozca para tener uno nuevo.',
  'refusal.account-taken': 'Esta cuenta de {platform} ya es de alguien.',
  'refusal.account-in-file':
    'Tu cuenta de {platform} está en el archivo de configuración. Administración puede cambiarla allí.',
  'refusal.not-linked': 'No tienes en {platform} ninguna cuenta vinculada con un código.',
  'refusal.has-one-already':
    '{name} ya tiene otra cuenta en {platform}. Para desvincularla primero: «link remove:{remove}»',
  'refusal.known-already':
    'Ya conozco esta cuenta de {platform}: es de {name}. Envía el código desde la cuenta que no conozco.',
  'refusal.nothing-to-link': 'Ya tienes una cuenta en cada plataforma conectada aquí.',
  'refusal.link-not-here': 'En {platform} no se pueden vincular cuentas. Usa «web» para un enlace de acceso.',
  'refusal.code-missing':
    'Aún no te conozco en {platform}. Envíame «link» en una plataforma donde te conozca y luego el código aquí: «link code:ABCD-2345»',
  'refusal.code-not-private': 'Un código es solo para ti. Envíame «link» en un mensaje directo.',
  'refusal.code-was-public':
    'Otros pudieron leer ese código, así que queda anulado. Pide uno nuevo y envíalo en un mensaje directo.',
  'refusal.web-not-private': 'Un enlace de acceso es solo para ti. Envíame «web» en un mensaje directo.',
  'refusal.audit-not-private': 'El registro de auditoría no es para todos. Envíame «audit» en un mensaje directo.',

  'refusal.unknown-command':
    '{reads, select, none {No existe el comando «{verb}».} question {No se ha cambiado nada: parece una pregunta.} impossible {No se ha cambiado nada: un incidente nunca se divide ni se borra, y una fusión permanece. «declare» declara otro y «merge» une dos.} mistake {Ahora no se ha cambiado nada. Para deshacer algo: «unack 14», «reopen 14» o «snooze 14 off».} condition {No se ha cambiado nada: los comandos se ejecutan al momento, no más tarde ni con una condición.} other {No se ha cambiado nada.}}{near, select, none {} other { ¿Querías decir «{near}»?}}{line, select, none {} other { {as, select, declare {Para declarar un incidente, envía} note {Para anotarlo, envía} later {Cuando llegue el momento, envía} other {Di:}} «{line}».}} «help» muestra los comandos.',
  'refusal.not-for-programs': 'No existe el comando «{verb}» para programas.',
  'refusal.nothing-to-change': '«{command}» no cambia nada sin una opción. Da al menos una de estas: {options}.',
  'refusal.unknown-option': '«{command}» no tiene la opción «{option}».',
  'refusal.missing-option':
    '«{command}» necesita «{option}».{example, select, none {} other { Por ejemplo: «{example}»}}',
  'refusal.too-long': '«{option}» tiene {length} caracteres y se permiten {most} como máximo. Acorta el texto.',
  'refusal.word-left-over':
    '«{word}» no encaja en «{command}», que admite {options, select, none {ninguna opción} other {{options}}}.',
  'refusal.given-twice': '«{option}» aparece dos veces. Ponla una vez.',
  'refusal.unknown-name':
    'No existe {what, select, service {el servicio} person {la persona} schedule {el calendario} target {la persona, el equipo o el calendario} other {{option}}} «{name}».{near, select, none {} other { ¿Querías decir «{near}»?}} Conocidos: {known, select, none {aún ninguno} other {{known}}}.',
  'refusal.names-everybody':
    '{what, select, person {«{name}» no es una sola persona. Nombra a una de estas: {known}.} other {No se puede avisar a todo el mundo a la vez. Nombra una persona, un equipo o un calendario: {known}. Para avisar al siguiente nivel de un incidente: «escalate».}}',
  'refusal.names-nobody':
    '«{name}» no dice a quién avisar. Nombra una persona, un equipo o un calendario: {known}. Para avisar al siguiente nivel de un incidente: «escalate». Quién está de guardia: «oncall».',
  'refusal.unreadable-end':
    '«{text}» no es ni una duración ni una hora. Escríbelo como 30m, 2h, 1d, hasta las 9, hasta el lunes o toda la noche.',
  'refusal.unreadable-period':
    '«{text}» no es un período que haya empezado. Escríbelo como hoy, ayer, 24h, desde el lunes, la semana pasada, noviembre o 1 nov a 15 nov.',
  'refusal.incident-missing': '«{command}» necesita un incidente. Da su número, por ejemplo 42.',
  'refusal.not-a-number': '«{text}» no es un incidente. Da su número, por ejemplo 42 o #42; «list» los muestra.',
  'refusal.unknown-incident': 'No existe el incidente #{number}. «list» muestra los abiertos.',
  'refusal.not-allowed':
    '{token, select, none {{person, select, none {Tienes el rol {role}} other {{person} tiene el rol {role}}} y «{command}» necesita el rol {needs}. Pide a administración que lo cambie.} other {El token «{token}» tiene el rol {role} y «{command}» necesita el rol {needs}. Usa un token con ese rol.}}',
  'refusal.which-incident': 'Di qué incidente, por su número.',
  'refusal.asked-first': 'Primero hay que confirmarlo.',
  'refusal.button-expired': 'Este botón ha caducado. Envía la línea de nuevo.',
  'refusal.button-of-another': 'Eso se preguntó a {name}. Envía tú la línea.',
  'refusal.button-done': 'Ya pulsaste este botón y se ejecutó.',
  'refusal.unknown-help':
    'No existe el comando ni el grupo «{text}».{near, select, none {} other { ¿Querías decir «{near}»?}} Nombra un comando, como «help declare», o un grupo: {groups}.',
  'refusal.no-such-bundle':
    'Ese mensaje es demasiado antiguo. «paged» muestra los incidentes de los que recibiste aviso.',
  'refusal.no-such-page': '«page» es un número de 1 a {most}: «{command} page:2»',
  'refusal.which-missing': 'Di qué descartar: «deliveries drop 42», «deliveries drop letters» o «deliveries drop all».',
  'refusal.unknown-which': '«{text}» no es válido. Da el número de un incidente, «letters» o «all».',
  'refusal.drop-needs-manager':
    'Con el rol {role} no puedes descartar mensajes: lo descartado no llega a nadie. Pídeselo a un manager o usa «deliveries retry».',
  'refusal.unknown-job': '«{text}» no es una tarea periódica. Tareas: {known}.',
  'refusal.job-running': '{job} ya está en curso. «jobs» muestra cómo termina.',
  'refusal.job-missing': 'Indica qué tarea ejecutar: «jobs run retention». Tareas: {known}.',
  'refusal.no-such-period':
    'Un informe abarca de 1 a {days} días enteros (UTC) ya empezados: «report 7d», «report hoy» o «report noviembre». Para horas: «list 12h»',
} as const satisfies Translation<typeof english>;
