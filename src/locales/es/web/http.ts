import type { Translation } from '../../catalogue.ts';
import type { http as english } from '../../en/web/http.ts';

export const http = {
  'http.not-found': 'No hay nada en esta dirección.',
  'http.failed': 'Algo salió mal. Los detalles están en el registro.',
  'http.timeout': 'La petición tardó demasiado y puede que aún se complete. Compruébalo antes de reintentarlo.',
  'http.too-large': 'La petición es demasiado grande. Envía menos de una vez.',
  'http.start-page': 'Ir a la página de inicio',
} as const satisfies Translation<typeof english>;
