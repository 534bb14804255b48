import type { Order } from './order.ts';

/** Before these a number says how long, or how many. */
const noUnit = String.raw`(?!(?:min|sec|hour|day|week|std|uhr|stunde|tag|hora|día)\p{L}*(?!\p{L})|\p{Ll}+s(?!\p{L})|%)`;

/** Lines that note something, name an incident before the text, or rename one. */
export const noteOrders: readonly Order[] = [
  [
    new RegExp(
      String.raw`^(note|comment|notiz|nota|update|task|aufgabe|tarea|todo)\s+(?:on|to|in|for|zu|bei|für|en|a|al|para)\s+(?:(?:incident|vorfall|incidente)\s+)?(#\d{1,9}[:,]?\s+|\d{1,9}(?:[:,]\s*|\s+${noUnit}))(?=\S)`,
      'iu',
    ),
    '$1 $2',
  ],
  [
    /^(?:add|append|attach|put)\s+(?:(?:this|that)\s+)?(?:to|on|in)\s+(?:the\s+)?(?:timeline|log|notes?)(?:\s+(?:of|for|on)\s+(#?\d{1,9}))?[\s:,–—-]+(?=\S)/iu,
    'note $1 ',
  ],
  [/^add\s+to\s+(#?\d{1,9})[:,]\s*(?=\S)/iu, 'note $1 '],
  [/^(?:add|write|leave)\s+(?:an?\s+)?comment(?:\s+(?:to|on|for)\s+(#?\d{1,9}))?[:,]?\s+(?=\S)/iu, 'note $1 '],
  [
    /^(?:log|record|remember|jot down|write down|note down|fyi|for the (?:record|log))(?:[:,]|\s+(?:that|dass|que)(?!\p{L}))\s*(?=\S)/iu,
    'note ',
  ],
  [/^note\s+(?:that|down|this:|dass|que)\s+(?=\S)/iu, 'note '],
  [/^(?:fyi|btw|re|regarding|about)[:,]?\s+(#?\d{1,9})(?::\s*|\s+(?=\p{L}{2,}\s))/iu, 'note $1 '],
  [/^log\s+(#?\d{1,9})[:,]?\s+(?!page|seite)(?=\p{L})/iu, 'note $1 '],
  [/^log\s+(?!in|out|on|off|of|for|list|show|from|since|last|the\s+\S+$|#?\d)(?=\p{L}+\s+\S)/iu, 'note '],
  [
    /^(?:change|edit|set|update)\s+(?:the\s+)?(?:name|title)(?:\s+(?:of|for)\s+(?:incident\s+)?(#?\d{1,9}))?(?:\s+to)?[:\s]\s*(?=\S)/iu,
    'rename $1 to ',
  ],
  [/^(#?\d{1,9})(?:['’]s)?\s+(?:title|name)\s*[:=]\s*(?=\S)/iu, 'rename $1 to '],
  [/^update\s+(?:me|us)(?![\p{L}:])(?!\s*:).*$/isu, 'show'],
  [/^update(?:\s+(#?\d{1,9}))?\s+(?:please|pls|plz|bitte)[\s.!?]*$/iu, 'update $1'],
  [/^(?:post|write|publish)\s+(?:to|on)\s+(?:the\s+)?status\s?page\s*[:,]\s*(?=\S)/iu, 'update '],
];
