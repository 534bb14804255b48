import type { Translation } from '../catalogue.ts';
import type { answers as english } from '../en/answers.ts';

export const answers = {
  'answer.sentence': '{sentence}.',
  'answer.declared': 'Declarado {incident} ({severity})',
  'answer.declared.no-policy':
    'No se avisa a nadie: no hay política de escalado. «page» avisa a alguien por su nombre.',
  'answer.declared.maintenance':
    'El servicio está en mantenimiento: sus alertas no avisan a nadie, pero un incidente que declares sí.',
  'answer.acknowledged': 'Has confirmado {incident}',
  'answer.acknowledged.next': 'No se avisa a nadie más.',
  'answer.taken-over': 'Has tomado {incident} de {name}, y se le comunica',
  'share.by': 'Compartido por {name}',
  'share.done': 'Compartido con todos los que están allí.',
  'answer.confirmed': 'Sigues en {incident}',
  'answer.joined': 'Ya estás también en {incident}. Sigue a cargo {name}',
  'answer.snoozed': 'Has pospuesto {incident}',
  'answer.unsnoozed': 'Pausa de {incident} terminada; escalado reiniciado',
  'answer.snoozed.next': 'El escalado se reinicia: {time}. «snooze {number} off» lo reinicia ya.',
  'answer.unacknowledged': 'Confirmación de {incident} retirada; escalado reiniciado',
  'answer.escalated': 'Escalado {incident}',
  'answer.merged': '{other} se fusionó con {incident}',
  'answer.declared.alike': 'Puede que sea parte de {incident}',
  'answer.declared.merge': '¿Fusionar con #{number}?',
  'answer.resolved': 'Resuelto {incident}',
  'answer.reopened': 'Reabierto {incident}',
  'answer.severity': 'Gravedad cambiada a {severity}: {incident}',
  'answer.renamed': 'Nuevo título: {incident}',
  'answer.assigned': '{name} es ahora {role} de {incident}',
  'answer.noted': 'Nota añadida a {incident}',
  'answer.updated': 'Actualización publicada en la tarjeta y en la sala del incidente.',
  'answer.updated.public':
    'Actualización publicada en la tarjeta, en la sala del incidente y en la página de estado pública.',
  'answer.page-title': '{name} necesita a {target}',
  'answer.kept': 'Guardado: {incident}',
  'answer.linked': 'Hola, {name}: tu cuenta de {platform} está vinculada. También recibes los avisos aquí.',
  'answer.linked.notification':
    'Tu cuenta de {platform} está vinculada a ti. Si no has sido tú, envía «link remove:{option}» de inmediato.',
  'answer.unlinked': 'Tu cuenta de {platform} ya no está vinculada a ti.',
  'answer.link-code':
    'Tu código es {code}. Envía «link code:{code}» a Tocsin en un mensaje directo por {platforms}. Sirve una vez, durante 10 minutos; no lo compartas.',
  'answer.web': 'Tu enlace a la web. Sirve una vez, durante 10 minutos; no lo compartas.',
  'answer.web.sign-in': 'Iniciar sesión',
  'answer.web.demo': 'Esta es la demo: abre {url} y elige quién eres.',
} as const satisfies Translation<typeof english>;
