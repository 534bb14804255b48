import type { Translation } from '../../catalogue.ts';
import type { webPush as english } from '../../en/web/web-push.ts';

export const webPush = {
  'web.push': 'Notificaciones',
  'web.push.lead':
    'Estos navegadores reciben tus avisos como notificaciones, aunque Tocsin esté cerrado en ellos. Abre Tocsin en cada uno al menos cada 30 días.',
  'web.push.none':
    'Ningún navegador recibe tus avisos mientras Tocsin está cerrado. Activa las notificaciones en cada navegador en el que quieras recibir avisos.',
  'web.push.turn-on': 'Activar en este navegador',
  'web.push.turned-on': 'Este navegador recibe tus avisos a partir de ahora.',
  'web.push.removed': 'Quitado: {device}',
  'web.push.current': 'Este navegador',
  'web.push.since': 'Desde {time}',
  'web.push.remove': 'Quitar',
  'web.push.remove-of': 'Quitar {device}, desde {time}',
  'web.push.try': 'Enviar una notificación de prueba',
  'web.push.try.sent':
    'Enviada a {count, plural, one {# navegador} other {# navegadores}}. Aparece en unos segundos. Si no, revisa los ajustes de notificaciones del dispositivo.',
  'web.push.try.failed': 'No enviada a {count, plural, one {# navegador} other {# navegadores}}: {problem}',
  'web.push.unsupported':
    'Este navegador no recibe notificaciones mientras Tocsin está cerrado. En un iPhone o iPad, añade Tocsin a la pantalla de inicio y ábrelo desde allí.',
  'web.push.insecure':
    'Los navegadores solo muestran notificaciones en direcciones https. Pide a un admin que ponga Tocsin detrás de https.',
  'web.push.failed':
    'Este navegador no pudo registrarse para recibir notificaciones push: solo recibe avisos mientras Tocsin está abierto en él.',
  'web.push.refused': 'No se hizo: {problem}',
  'web.push.offline': 'No se hizo: no se puede conectar con Tocsin. Revisa la conexión y vuelve a pulsar.',
  'web.push.test.title': 'Notificación de prueba',
  'web.push.test.body': 'Así llegan los avisos a este navegador.',
} as const satisfies Translation<typeof english>;
