import type { Translation } from '../catalogue.ts';
import type { typed as english } from '../en/typed.ts';

export const typed = {
  'typed.unreadable-moment':
    '„{text}“ ist keine Zeit. Schreib sie wie 18:00, morgen 9 Uhr, Freitag 18:00, 2026-12-24T09:00 oder +2h.',
  'typed.ambiguous-moment':
    '„{text}“ kann zwei Tage bedeuten. Schreib den Monat als Wort, zum Beispiel 4. März, oder 2026-03-04.',
  'typed.moment-past': '„{text}“ ist vorbei: Das ist {when}. Nenn eine Zeit, die noch kommt.',
} as const satisfies Translation<typeof english>;
