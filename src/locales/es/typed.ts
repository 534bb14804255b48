import type { Translation } from '../catalogue.ts';
import type { typed as english } from '../en/typed.ts';

export const typed = {
  'typed.unreadable-moment':
    '«{text}» no es una hora. Escríbela como 18:00, mañana a las 9, viernes 18:00, 2026-12-24T09:00 o +2h.',
  'typed.ambiguous-moment': '«{text}» puede ser dos fechas. Escribe el mes con letras, como 4 de marzo, o 2026-03-04.',
  'typed.moment-past': '«{text}» ya ha pasado: es {when}. Di una hora que aún esté por llegar.',
} as const satisfies Translation<typeof english>;
