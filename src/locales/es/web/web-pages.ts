import type { Translation } from '../../catalogue.ts';
import type { webPages as english } from '../../en/web/web-pages.ts';

export const webPages = {
  'web-page.needs-javascript': 'El chat web de Tocsin necesita JavaScript.',
  'web-page.to-chat': 'Abrir el chat web',
  'web-page.not-found': 'Página no encontrada',
  'web-page.not-found.text': 'No hay nada en esta dirección.',
  'web-page.room-opening': '#{number} se acaba de declarar',
  'web-page.room-opening.text': 'Se está abriendo su sala. Esta página vuelve a mirar sola.',
  'web-page.no-incident': 'Incidente no encontrado',
  'web-page.no-incident.text': 'No hay ningún incidente con este número, o no tiene sala en el chat web.',
  'web-document.incident': 'Abrir el incidente #{number}',
  'web-document.download': 'Descargar como Markdown',
  'web-page.unavailable': 'No disponible por el momento',
  'web-page.unavailable.text': 'No se pudo completar la acción. Inténtalo de nuevo en un momento.',
  'web-page.method': 'Abre esta dirección en un navegador',
  'web-page.method.text': 'Solo se puede leer.',
  'web-page.role': 'Tu rol no lo permite',
  'web-page.role.text': 'Pide a un administrador que cambie tu rol.',
  'web-page.local-only': 'Solo en este equipo',
  'web-page.local-only.text':
    'En la demo cualquiera puede actuar como cualquiera, así que solo responde en el equipo donde se ejecuta.',
  'web-page.local-only.public': 'PUBLIC_URL es una dirección a la que otros pueden llegar: quítala para usar la demo.',
  'web-page.local-only.loopback': 'Ábrela allí en la dirección 127.0.0.1.',
  'web-page.local-only.own-team':
    'Para tu propio equipo, escribe un archivo de configuración: docs/configuration.md explica cómo.',

  'sign-in.title': 'Iniciar sesión en Tocsin',
  'sign-in.once': 'Este enlace inicia tu sesión en este navegador durante un máximo de 30 días. Funciona una sola vez.',
  'sign-in.button': 'Iniciar sesión',
  'sign-in.type': 'En Slack, Discord o Telegram, escribe',
  'sign-in.how':
    'El bot te envía un enlace que solo tú puedes ver. Funciona una vez, durante 10 minutos. Si no tienes chat, ejecuta esto en el servidor:',
  'sign-in.expired': 'Este enlace ya no funciona',
  'sign-in.expired.text':
    'Ya se usó o tiene más de 10 minutos. Para obtener otro, escribe `/incident web` en Slack, Discord o Telegram, o ejecuta `tocsin sign-in` en el servidor.',
  'sign-in.method.text': 'Abre el enlace en un navegador.',
  'sign-in.too-many': 'Demasiados intentos',
  'sign-in.too-many.text': 'Inténtalo de nuevo en {seconds, plural, one {# segundo} other {# segundos}}.',
  'sign-in.foreign': 'Abre el enlace desde tu chat',
  'sign-in.foreign.text': 'Otro sitio envió tu navegador aquí, así que no se inició la sesión.',

  'web-room.announce': 'Incidentes',
  'web-room.direct': 'Mensaje directo',
  'web-session.unknown-device': 'Navegador desconocido',

  'web-error.sign-in': 'Inicia sesión primero.',
  'web-error.no-room': 'Esta sala no existe.',
  'web-error.no-message': 'Este mensaje no existe.',
  'web-error.no-command': 'No existe ese comando.',
  'web-error.no-option': '«{command}» no tiene esa opción.',
  'web-error.no-person': 'El equipo de demostración no tiene a esa persona.',
  'web-error.no-integration': 'Esta integración no está en el archivo de configuración.',
  'web-error.no-payload': 'Este payload ya no se guarda.',
  'web-error.no-job': 'Ya no hay una tarea periódica con este nombre.',
  'web-error.payload-unusable': 'Este payload no se puede leer. Pruébalo para ver por qué.',
  'web-error.empty': 'Escribe algo primero.',
  'web-error.too-long': 'Tiene más de {limit, number} caracteres. Acórtalo.',
  'web-error.other-person': 'En otra pestaña ahora eres {name}.',
  'web-error.too-many-streams': 'Hay demasiadas ventanas de Tocsin abiertas. Cierra algunas.',
  'web-error.too-often':
    'Son demasiadas acciones en poco tiempo. Inténtalo de nuevo en {seconds, plural, one {# segundo} other {# segundos}}.',
  'web-error.not-found': 'No hay nada en esta dirección.',
  'web-error.foreign': 'Solo la página de Tocsin puede hacerlo.',
  'web-error.starting': 'Tocsin se está iniciando o deteniendo. Inténtalo de nuevo en un momento.',
  'web-error.old-button':
    'Este botón es de una versión anterior y ya no funciona. Escribe «help» para ver qué puedes hacer.',
} as const satisfies Translation<typeof english>;
