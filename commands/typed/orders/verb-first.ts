import type { Order } from './order.ts';

const things = String.raw`overrides?|maintenances?(?:\s+windows?)?|notes?|tasks?|timeline|postmortem|alerts`;

const quietHours = String.raw`(?:quiet\s+(?:hours|time)|ruhezeit(?:en)?|horas\s+(?:de\s+silencio|tranquilas)|静音時間)(?!\p{L})`;

/**
 * Lines whose verb precedes the command: `add a note to 14`, `stop maintenance checkout`, `show the timeline of 14`.
 */
export const verbFirstOrders: readonly Order[] = [
  [
    new RegExp(
      String.raw`^(?:(?:turn|switch)\s+off|disable|remove|cancel|delete|clear|stop|end|no(?:\s+more)?)\s+(?:my\s+|the\s+)?${quietHours}[\s.!]*`,
      'iu',
    ),
    'quiet off ',
  ],
  [new RegExp(String.raw`^(?:turn|switch)\s+(?:my\s+|the\s+)?${quietHours}\s+off[\s.!]*`, 'iu'), 'quiet off '],
  [
    new RegExp(String.raw`^${quietHours}\s+(?:aus(?:schalten)?|abschalten|desactivar|desactivadas|オフ)[\s.!]*`, 'iu'),
    'quiet off ',
  ],
  [
    new RegExp(
      String.raw`^(?:(?:set|change|make|turn\s+on|enable|update|use|setze?|pon|cambia)\s+)?(?:my\s+|the\s+|meine\s+|die\s+|mis\s+|las\s+)?${quietHours}\s*(?:(?:to|are|is|=|:|auf|sind|a|son|en)\s*)?(?=\S*\d|from|between|von|de\s|zwischen|entre)`,
      'iu',
    ),
    'quiet ',
  ],
  [
    new RegExp(String.raw`^(?:(?:set|show|change|what\s+are)\s+)?(?:my\s+|the\s+)?${quietHours}[\s.!?]*$`, 'iu'),
    'quiet',
  ],
  [/^(?:stop|end|finish|close)\s+(?:the\s+)?maintenance(?:\s+windows?)?\b/iu, 'maintenance stop'],
  [/^(?:start|begin)\s+(?:a\s+|the\s+)?maintenance(?:\s+window)?\b/iu, 'maintenance start'],
  [/^(?:cancel|remove|delete)\s+(?:the\s+|a\s+)?maintenance(?:\s+window)?\b/iu, 'maintenance remove'],
  // Lists the coming overrides, each with a button that cancels it.
  [/^(?:cancel|remove|delete|drop|undo|stop|end)\s+(?:my\s+|the\s+|an?\s+|all\s+)?overrides?\b.*$/isu, 'override'],
  [/^(?:(?:list|show|view|see|what\s+are)\s+(?:me\s+)?)?my\s+(?:\w+\s+)?overrides?[\s?!.]*$/iu, 'override mine'],
  [/^(?:what\s+are\s+)?(?:(?:the|my|all|any|coming|upcoming|current|active)\s+)+overrides[\s?!.]*$/iu, 'override list'],
  [/^overrides?\s*の?(?:一覧|表示)(?:して)?[。！!]*$/iu, 'override list'],
  [
    new RegExp(
      String.raw`^(?:list|show|view|see|add|create|new|plan|schedule|make|write|raise)\s+(?:me\s+)?(?:an?\s+|the\s+|my\s+|all\s+|new\s+|coming\s+)*(${things})(?![\p{L}])(?:\s+(?:of|to|on)(?=\s+(?:incident\s+)?#?\d))?`,
      'iu',
    ),
    '$1',
  ],
  [/^(?:show|see|view)\s+(?:me\s+)?(?=(?:who|oncall|on-call|my\s+shifts?|deliveries|jobs|audit)\b)/iu, ''],
  [/^(?:show|see|view)\s+(?:me\s+)?(?:the\s+)?(?:list|(?=open|all|active))\b/iu, 'list '],
  [/^(?:list|show(?:\s+me)?)\s+(?:mine|my(?:\s+open)?(?:\s+(?:incidents|pages))?)[\s?!.]*$/iu, 'paged'],
  [/^my\s+(?:open\s+)?(?:incidents|pages|alerts)[\s?!.]*$/iu, 'paged'],
  [/^list\s+(#?\d{1,9})[\s?!.]*$/iu, 'show $1'],
  [/^(sev[1-4]|p[1-4])s[\s?!.]*$/iu, 'list $1'],
  [
    /^(?:(?:any|all|open|active|show|see|view|which|what|how many)\s+(?:(?:me|the|all|open|active)\s+)*)(?=(?:sev[1-4]|p[1-4]|critical)s?(?![\p{L}\d]))/iu,
    'list ',
  ],
  [/^(.+?)の?(?:インシデント)?(?:の|を)?一覧(?:を(?:見せて|表示))?(?:ください|して)?[。！!]*$/u, 'list $1'],
  [
    /^how\s+many\s+(?:incidents\s+)?(?:are\s+)?(open|active)?\s*(?:incidents?)?(?:\s+(?:are\s+)?open)?(?:\s+(?:were|did|are)\s+\p{L}+)*\s*(today|yesterday|this \w+|last \w+)?[\s?？]*$/iu,
    'list $1 $2',
  ],
  [/^show\s+everything[\s.!]*$/iu, 'list all'],
  [/^show\s+(?:me|us)[\s.!]*$/iu, 'show'],
  [
    /^(?:what\s+(?:has\s+)?happened|what\s+went\s+(?:wrong|down)|what\s+broke|was\s+(?:ist|war)(?=.*\slos)|was\s+ist\s+passiert|¿?qu[eé]\s+(?:ha\s+)?pas(?:[oó]|ado))\s+(.+?)(?:\s+(?:los|passiert))?[\s?？.!]*$/iu,
    'list $1',
  ],
  [/^(?:open|start)\s+(?:an?\s+)?(?:new\s+)?incident\b/iu, 'declare incident'],
  [/^((?:sev|p)-?[0-5])[\s:,–—-]+declare(?![\p{L}:])/iu, 'declare $1'],
];
