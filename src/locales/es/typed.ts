import type { Translation } from '../catalogue.ts';
import type { typed as english } from '../en/typed.ts';

export const typed = {
  'typed.resolve': '¿Resolver {incident} ({severity})?',
  'typed.resolve.yes': 'Resolver #{number}',
  'typed.page-declares': 'Esta no es la sala de un incidente. ¿Declarar un incidente y avisar a {names}?',
  'typed.page-declares.yes': 'Declarar y avisar',
  'typed.cover': '¿Pedir a {names} que cubra {schedule} de {from} a {to}? Quien acepte primero la tiene.',
  'typed.cover.yes': 'Pedir a {people, plural, one {{name}} other {# personas}}',
  'typed.override': '¿Poner a {name} de guardia en {schedule} de {from} a {to}?',
  'typed.override.instead': '¿Poner a {name} de guardia en {schedule} de {from} a {to}, en lugar de {names}?',
  'typed.swap.yes': 'Cambiar con {name}',
  'typed.override.yes': 'Poner a {name}',
  'typed.oncall.level': 'Nivel {level, number}',
  'typed.oncall.service': 'De guardia para {service} el {when}',
  'typed.oncall.team': 'Equipo {team} el {when}',
  'typed.oncall.nobody': 'nadie',
  'typed.oncall.until': '{name} hasta {until}',
  'typed.oncall.no-shift': 'ningún turno en un año',
  'typed.oncall.shift.now': 'de guardia en {schedule} hasta {to}',
  'typed.oncall.shift.next': 'próximo turno en {schedule} de {from} a {to}',
  'typed.quiet-off': 'Tus horas de silencio están desactivadas hasta {when}.',
  'typed.hello': 'Hola, {name}.',
  'typed.hello.no-pages': 'Ningún incidente abierto te espera.',
  'typed.hello.pages':
    '{count, plural, one {# incidente abierto es tuyo} other {# incidentes abiertos son tuyos}}: {list}.',
  'typed.hello.on-call': 'De guardia ahora: {list}.',
  'typed.hello.declare': 'Declarar',
  'typed.hello.help': 'Ayuda',
  'typed.count': '{what}: el número en «{words}» puede ser un incidente o una cantidad. Elige el incidente.',
  'typed.count.says': 'El texto es «{words}».',
  'typed.count.other': 'Usar para #{incident}',
} as const satisfies Translation<typeof english>;
