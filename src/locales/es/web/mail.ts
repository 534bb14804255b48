import type { Translation } from '../../catalogue.ts';
import type { mail as english } from '../../en/web/mail.ts';

export const mail = {
  'mail.footer': 'Tocsin envió este correo a {address}. Las respuestas no se leen.',
  'mail.footer.answer': 'Tocsin envió este correo a {address}. Responda con «reconocer», «resuelto» o una nota.',
  'mail.footer.buttons':
    'Los botones actúan como {address} durante {days, number} días, hasta {expires}: no reenvíes este correo.',
  'mail.answer.unclear':
    'No ha cambiado nada más. Responda con «reconocer», «resuelto» o «escalar a» y un nombre. Cualquier otro texto será una nota de #{number}, sin otro correo.',
  'mail.answer.empty':
    'Su respuesta a #{number} no tiene texto, así que no ha cambiado nada. Responda con «reconocer», «resuelto» o una nota, encima del correo citado.',
  'mail.page.as': 'Como',
  'mail.page.missing': 'Completa los campos que faltan.',
  'mail.page.nothing-yet': 'No ocurre nada hasta que pulses el botón.',
  'mail.page.optional': 'opcional',
  'mail.page.choose': 'Elige una opción',
  'mail.page.none': 'Ninguna',
  'mail.page.nothing-changed': 'No ha cambiado nada.',
  'mail.page.expired': 'Este enlace ya no funciona',
  'mail.page.expired.text': 'Tiene más de {days, number} días. Abre el incidente en tu chat o en la web.',
  'mail.page.altered': 'Este enlace está incompleto',
  'mail.page.altered.text': 'Se modificó o se cortó por el camino. Ábrelo desde el correo o cópialo entero.',
  'mail.page.not-found': 'No hay nada en esta dirección',
  'mail.page.not-found.text': 'Si venía en un correo, ábrelo desde allí o cópialo entero.',
  'mail.page.method': 'Abre el enlace en un navegador',
  'mail.page.failed': 'Algo salió mal',
  'mail.page.failed.text':
    'Puede que se haya realizado de todos modos: compruébalo en el chat antes de reintentarlo. Los detalles están en el registro.',
} as const satisfies Translation<typeof english>;
