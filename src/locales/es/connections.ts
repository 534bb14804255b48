import type { Translation } from '../catalogue.ts';
import type { connections as english } from '../en/connections.ts';

export const connections = {
  'connection.away': '{name} no responde',
  'connection.away.body':
    'Tocsin no puede conectar con {name} desde {time}. Lo que se debe enviar allí espera y sale cuando vuelva. Comprueba el servicio, la red y las credenciales.',
  'connection.back': '{name} vuelve a responder',
  'connection.back.body': 'No respondía desde {time}.',
  'connection.unheard': 'Los comandos y botones de {name} no llegan',
  'connection.unheard.body':
    'Tocsin no recibe desde {time} lo que se escribe y se pulsa en {name}. Los avisos siguen saliendo allí. Mientras tanto, confirma en la web o en otra plataforma; el registro dice el motivo.',
  'connection.heard': 'Los comandos y botones de {name} vuelven a funcionar',
  'connection.sink': 'Destino de eventos {sink}',
  'file.mistakes':
    '{count, plural, one {El archivo de configuración tiene un error} other {El archivo de configuración tiene # errores}}',
  'file.mistakes.todo': 'El archivo anterior sigue en vigor. Corrígelo; «tocsin check» indica cada error con su línea.',
  'file.good': 'El archivo de configuración vuelve a estar en orden',
  'file.good.body': 'Ya está en vigor. Tenía errores desde {time}.',
} as const satisfies Translation<typeof english>;
