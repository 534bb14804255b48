import type { Translation } from '../../catalogue.ts';
import type { http as english } from '../../en/web/http.ts';

export const http = {
  'http.not-found': 'Unter dieser Adresse gibt es nichts.',
  'http.failed': 'Etwas ist schiefgelaufen. Einzelheiten stehen im Log.',
  'http.timeout':
    'Die Anfrage hat zu lange gedauert und wird vielleicht noch ausgeführt. Prüfen Sie das, bevor Sie sie wiederholen.',
  'http.too-large': 'Die Anfrage ist zu groß. Senden Sie weniger auf einmal.',
  'http.start-page': 'Zur Startseite',
} as const satisfies Translation<typeof english>;
