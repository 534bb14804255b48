import type { Translation } from '../catalogue.ts';
import type { chat as english } from '../en/chat.ts';

export const chat = {
  'chat.failed': 'Algo ha fallado en Tocsin; el motivo está en su registro. Inténtalo de nuevo.',
  'chat.failed.unknown':
    'Algo ha fallado, y puede que se haya hecho de todos modos. Comprueba el incidente antes de reintentarlo.',
  'chat.failed.reference':
    'Algo ha fallado. Inténtalo de nuevo; si se repite, indica a tu administrador «{reference}», que figura en el registro.',
  'chat.cannot-save':
    'La base de datos no responde, así que puede que no se haya guardado. Compruébalo con «list» e inténtalo de nuevo en un momento.',
  'chat.cancel': 'Cancelar',
  'chat.fill-in': 'Completar',
  'chat.incomplete': '{title}: pulsa el botón para completar lo que falta.',
  'chat.needs-details': '«{command}» necesita más datos.',
  'chat.too-long':
    'Es demasiado largo para conservarlo mientras hay un formulario abierto. Envíalo todo en una línea: {command} …',
  'chat.form-not-opened': 'Slack no abrió el formulario a tiempo. Inténtalo de nuevo.',
  'chat.line-gone': 'Ya no se puede leer tu mensaje. Envíalo de nuevo.',
  'chat.button-gone': 'Este botón ya no funciona. Prueba /incident help.',
  'chat.edit': 'Corregir y enviar de nuevo',
  'chat.typed': 'Esto es lo que escribiste:',
  'chat.restarted':
    'Tocsin se reinició mientras trabajaba en esto; puede que esté hecho o no. Mira /incident list antes de volver a intentarlo.',
  'chat.form-gone': 'Este formulario ya no funciona. Envía el comando de nuevo.',
  'chat.no-direct':
    'Tocsin no puede enviarte mensajes directos, y la respuesta es solo para ti. Usa /incident aquí o permite los mensajes directos de los miembros de este servidor.',
  'chat.slack-moment': '{date} a las {time}',
  'push-end.title': 'Las notificaciones en {browser} terminan pronto',
  'push-end.text':
    'Tocsin se abrió por última vez en {browser}: {since}. Desde {until}, ese navegador no recibirá avisos como notificaciones. Para conservarlos, abre Tocsin allí: {url}',
  'telegram.hello.title': 'Tocsin: guardias e incidentes en este chat',
  'telegram.hello': 'Soy Tocsin. Tu id de Telegram es {id}.',
  'telegram.hello.body': 'Aquí recibes los avisos cuando un incidente te necesita. Responde con un botón o un comando.',
  'telegram.hello.id': 'Tu id de Telegram',
  'telegram.hello.file': 'En el archivo de configuración',
  'telegram.anonymous':
    'Aquí escribes de forma anónima, así que Tocsin no sabe quién eres. Escribe con tu nombre o en un chat privado con Tocsin.',
  'telegram.words-only': 'Aquí solo se puede leer texto. Envía «help» para ver los comandos.',
  'chat.file-needs-note':
    'Los archivos solo se guardan con notas. Envíalo con una línea como «note 42 lo que muestra».',
  'chat.file-in-direct-message':
    'Nadie más puede abrir un archivo de un mensaje directo. Envíalo a la sala del incidente y elige Aplicaciones y luego «Añadir nota» en el menú de ese mensaje.',
  'telegram.file-has-no-link':
    'Telegram no da enlaces a los archivos de este chat. Envíalo en el grupo del incidente, con un texto como «/note 42 lo que muestra».',
  'telegram.busy': 'Todavía en curso; la respuesta llegará.',
  'telegram.button-gone': 'Este botón ya no funciona.',
  'telegram.start-link': 'Pulsa Iniciar en un chat privado con Tocsin para recibir allí las respuestas.',
  'telegram.start-button': 'Abrir el chat privado',
  'telegram.answer-in-private': 'La respuesta está en tu chat privado.',
  'telegram.start-hint': '(Pulsa Iniciar en un chat privado con @{username} para ver la respuesta completa.)',
  'telegram.no-text': '(sin texto)',
  'telegram.question.gone': 'Esta pregunta ya no está abierta. Envía el comando de nuevo.',
  'telegram.question.start-first':
    'Tocsin necesita preguntarte algo y no puede escribirte: pulsa antes Iniciar en un chat privado.',
  'telegram.question.in-private': 'La pregunta está en tu chat privado.',
  'telegram.question.choose': 'Pulsa uno de los botones.',
  'telegram.question.empty': 'Está vacío. Escribe algo.',
  'telegram.question.too-long': 'Tiene {length} caracteres; se permiten {most} como máximo. Acórtalo.',
  'telegram.question.choice-gone': 'Esa opción ya no existe. Escríbela como respuesta.',
  'telegram.question.required': '{field} es obligatorio.',
  'telegram.question.required.cancel': '{field} es obligatorio; /cancel cancela el formulario.',
  'telegram.question.cancelled': 'Cancelado. No se ha enviado nada.',
  'telegram.question.none': 'Aquí no hay ninguna pregunta abierta.',
  'telegram.question.step': '({step, number} de {count, number})',
  'telegram.question.optional': '(opcional)',
  'telegram.question.reply': 'Responde a este mensaje, o /cancel.',
  'telegram.question.reply-or-press': 'Responde a este mensaje o pulsa un botón.',
  'telegram.question.write': 'Escríbelo como mensaje.',
  'telegram.question.all': 'Mostrar todo',
  'telegram.question.no-match':
    'Nada en la lista se parece a «{typed}». Escribe otra parte del nombre o pulsa un botón.',
  'telegram.question.write-name': 'Pulsa un botón o escribe el nombre o una parte.',
  'telegram.question.reply-name': 'Pulsa un botón o responde con el nombre o una parte.',
  'telegram.question.skip': 'Omitir',
  'telegram.question.skipped': 'omitido',
} as const satisfies Translation<typeof english>;
