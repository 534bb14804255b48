import type { Order } from './order.ts';

const stop = String.raw`[\s?？.!。]*$`;

/** Lines that turn the page of a list, or ask for one's own incidents. A list shows its pages by number alone. */
export const listOrders: readonly Order[] = [
  [
    new RegExp(
      String.raw`^(?:(?:show|see|go to|zeige?|muestra)\s+)?(?:the\s+|die\s+|la\s+)?(?:page|seite|página|ページ)\s*([1-9])(?:\s+(?:of|von|de)\s+.+)?${stop}`,
      'iu',
    ),
    'list page $1',
  ],
  [new RegExp(String.raw`^([1-9])\s*ページ目?(?:を(?:見せて|表示))?${stop}`, 'u'), 'list page $1'],
  [
    new RegExp(
      String.raw`^(?:(?:show|see|go to)\s+)?(?:the\s+)?(?:next page|more|nächste seite|weiter(?:e)?|mehr|siguiente página|página siguiente|más|次のページ|もっと見る?)${stop}`,
      'iu',
    ),
    'list page 2',
  ],
  [
    new RegExp(
      String.raw`^(?:what(?:['’]?s| is)\s+mine|what\s+am\s+i\s+on|what\s+do\s+i\s+have(?:\s+open)?|(?:incidents\s+|what(?:['’]?s|\s+is)\s+)?assigned\s+to\s+me|was\s+habe\s+ich\s+offen|qué\s+tengo(?:\s+abierto)?)${stop}`,
      'iu',
    ),
    'paged',
  ],
];
