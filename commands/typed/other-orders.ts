import { taskOrders } from './read-task.ts';

/** A level of severity, as it stands in a line that says nothing else. */
const level = String.raw`(?:sev(?:erity)?[\s-]?[1-4]|p[1-4]|critical|high|medium|low)`;

/** Lines that are about who is on call. */
const onCall: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:when\s+(?:am|do|does|is)\s+(?:i|my)|am\s+i|when['’]?s my|my)\s+(?:next\s+)?(?:on[\s-]?call|on[\s-]?duty|shifts?)(?:\s+(?:next|end|ends|start|starts|begin|over))?[\s?!.]*$/iu,
    'oncall for:me',
  ],
  [/^am\s+i\s+(?:on[\s-]?call|on[\s-]?duty)\s+(.+)$/iu, 'oncall me $1'],
  [/^(?:next\s+)?shifts?[\s?!.]*$/iu, 'oncall for:me'],
  [/^my\s+(?:schedule|rota)[\s?!.]*$/iu, 'oncall for:me'],
  [/^my\s+(?:schedule|rota|shifts?|on[\s-]?call)\s+(.+)$/iu, 'oncall me $1'],
  [/^(?:show|see|view)\s+(?:me\s+)?(?:the\s+)?(?:schedule|rota)\b/iu, 'oncall'],
  [/^(?:wann\s+(?:habe|bin)\s+ich\s+(?:bereitschaft|dran|dienst))[\s?!.]*$/iu, 'oncall for:me'],
  [/^¿?cu[aá]ndo\s+estoy\s+de\s+guardia[\s?!.]*$/iu, 'oncall for:me'],
  [
    /^when\s+(?:is|does)\s+(.+?)(?:['’]s)?\s+(?:next\s+)?(?:on[\s-]?call|shift)(?:\s+(?:next|end|start|begin))?[\s?!.]*$/iu,
    'oncall $1',
  ],
  [/^is\s+(\S+)\s+on[\s-]?call[\s?!.]*$/iu, 'oncall for:$1'],
  [/^is\s+(\S+)\s+on[\s-]?call\s+(.+)$/iu, 'oncall $1 $2'],
  [/^wer\s+hat\s+(.+?)\s+(?:(?:ruf)?bereitschaft|dienst)(?!\p{L})(.*)$/iu, 'oncall $1$2'],
  [/^(.+)の当番は?(?:誰(?:ですか)?)?[?？。]*$/u, 'oncall $1'],
];

/** Lines that change who is on call: they are asked about first. */
const shifts: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:swap|trade|switch|exchange)\s+(?:my\s+)?(?:shifts?\s+)?(?:on\s+|for\s+)?(.*?)\s*\bwith\s+(\S+)\s*(.*)$/iu,
    'override $2 $1 $3',
  ],
  [
    /^(?:can|could|would|will)\s+(?!someone|somebody|anyone|anybody|one|you)(\S+)\s+(?:please\s+)?(?:cover|take|stand in)(?:\s+for)?\s+(?:me|my\s+shift)\b/iu,
    'override $1',
  ],
  [
    /^(?!hey|hi|hello|ok|please|pls)@?([^\s,:]+)[,:]?\s+(?:can|could|will|would)\s+you\s+(?:please\s+)?cover\s+(?:for\s+)?me\b/iu,
    'override $1',
  ],
  [
    /^(?:i['’]?ll|i will|i can|i)\s+(?:cover|stand in)\s+(?:for\s+)?(?!me\b|my\b|mine\b|\S+['’]s\b)\S+\s+/iu,
    'override me ',
  ],
  [/^(?!who)(\S+)\s+covers\s+(?!me\b|my\b|for\b)/iu, 'override $1 '],
  [
    /^(?:(?:i['’]?m|i am)\s+(?:sick|ill|out sick|off|away|on vacation|on holidays?|ooo|out of office)|away|ooo|out of office|on vacation)\s+(?=\S)/iu,
    'cover me ',
  ],
  [/^put\s+(\S+)\s+on\s+(?:call\s+)?(?:(?:for|on)\s+)?(?=\S)/iu, 'override $1 '],
  [/^(?:i\s+)?need\s+(?:a\s+)?cover(?:age)?\b\s*/iu, 'cover '],
  [
    /^(?:can|could|who can|would)\s+(?:someone|somebody|anyone|anybody|one of you)?\s*(?:please\s+)?(?:cover|take)\s+(?:(?:for\s+)?me\b|my\s+shift\b)/iu,
    'cover me',
  ],
  [/^(?:take|swap)\s+my\s+shift(?!\s+with)\b/iu, 'cover me'],
  [/^(?:vertritt|vertretet|cúbreme|cubreme)(?:\s+mich)?(?!\p{L})/iu, 'cover me'],
  [/^swap\s+(?:my\s+)?(?:shift\s+)?with\s+(\S+)/iu, 'override $1'],
  [
    /^(?!who|can|could|please|pls|i\b|you|someone|somebody|anyone)(\S+)\s+(?:will\s+|can\s+)?(?:covers?|takes?)\s+(?:for\s+me|me|my\s+shift)\b/iu,
    'override $1',
  ],
  [
    /^(?:(?:i['’]?ll|i will|i can|let me|i)\s+)?(?:take(?:\s+over)?|cover)\s+(?!my\b|me\b|mine\b)\S+['’]s\s+shift\b/iu,
    'override me',
  ],
];

/** How a Japanese verb ends when it asks for something, or says that it is done. */
const politeEnd = '(?:しました|した|済み?|します|する|して(?:ください|くれ|下さい)?|を?お願い(?:します)?)?[。！!]*';

/** Lines that change or show an incident. */
const incidents: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:change|set|raise|lower|bump|increase|reduce)\s+(?:the\s+)?(severity|sev|priority|status|title)\b\s*(?:of\s+)?/iu,
    '$1 ',
  ],
  [
    new RegExp(
      String.raw`^(?:(?:make|set|raise|lower|bump|upgrade|downgrade|promote|demote|change|escalate)\s+)?(#?\d{1,9})\s+(?:(?:is|to|a|now|as|auf)\s+)*(?:severity\s+|priority\s+)?(${level})[\s.!]*$`,
      'iu',
    ),
    'severity $1 $2',
  ],
  [
    new RegExp(
      String.raw`^(?:(?:make|set|raise|lower|upgrade|downgrade|promote|demote|change)\s+(?:it\s+|this\s+)?(?:to\s+|an?\s+)*|(?:this|it)\s+is\s+(?:an?\s+)?)(${level})[\s.!]*$`,
      'iu',
    ),
    'severity $1',
  ],
  // “Severity 2” is a level, and no incident.
  [/^(?:severity|sev|prio|priority)\s+([1-4])[\s.!]*$/iu, 'severity level:sev$1'],
  [/^(?:severity|sev|prio|priority)\s+([1-4])\s+(#?\d{2,9})[\s.!]*$/iu, 'severity $2 sev$1'],
  [new RegExp(String.raw`^escalate\s+(?:it\s+|this\s+)?to\s+(${level})[\s.!]*$`, 'iu'), 'severity $1'],
  // “Declare 14 resolved” is about incident 14, and asks.
  [/^declare\s+(#?\d{1,9})\s+(?:as\s+)?(resolved|fixed|closed|done|solved)[\s.!]*$/iu, 'status $1 $2'],
  [/^(#?\d{1,9})\s+(?:(?:is|was)\s+)?(?:just\s+)?(?:a\s+)?false alarm[\s.!]*$/iu, 'status $1 resolved false alarm'],
  [/^(?:it\s+was\s+)?(?:a\s+)?false alarm(?:[\s:]+(#?\d{1,9}))?[\s.!]*$/iu, 'status $1 resolved false alarm'],
  [/^it(?:['’]?s| is)\s+(?:all\s+)?(resolved|fixed|closed|done|solved|over)(?:\s+now)?[\s.!]*$/iu, 'status $1'],
  [/^(#?\d{1,9})\s+(?:is\s+)?(?:an?\s+)?dup(?:licate)?s?(?:\s+of)?\s+(#?\d{1,9})[\s.!]*$/iu, 'merge $1 into $2'],
  [/^role\s+(#?\d+\s+)?(commander|comms|scribe)\s+(.+)$/iu, 'assign $1$3 as $2'],
  [/^(commander|comms|scribe)\s+(#?\d+\s+)?(?:is\s+)?(\S+)$/iu, 'assign $2$3 as $1'],
  [/^(?:lead|ic)(?:\s+(#?\d{1,9}))?[\s.!]*$/iu, 'assign $1 me as commander'],
  [/^(?:lead(?:er)?|ic)\s+(#?\d+\s+)?(?:is\s+)?(\S+)$/iu, 'assign $1$2 as commander'],
  [
    /^(?:make|set)\s+(\S+)\s+(?:as\s+|the\s+)*(?:incident\s+)?(commander|comms|scribe)(?:\s+(?:of|for|on|in)\s+(?:incident\s+)?(#?\d{1,9}))?[\s.!]*$/iu,
    'assign $3 $1 as $2',
  ],
  [
    /^(?:make|set)\s+(\S+)\s+(?:as\s+|the\s+)*(?:incident\s+)?lead(?:er)?(?:\s+(?:of|for|on|in)\s+(?:incident\s+)?(#?\d{1,9}))?[\s.!]*$/iu,
    'assign $2 $1 as commander',
  ],
  [
    /^(?:i['’]?m|i am)\s+(?:the\s+)?(?:incident\s+)?(commander|comms|scribe)(?:\s+(?:of|for|on|in)\s+(#?\d{1,9}))?[\s.!]*$/iu,
    'assign $2 me as $1',
  ],
  [
    /^(?:set|mark|move)\s+(#?\d{1,9})\s+(?:(?:is|to|as|now)\s+)*(investigating|identified|monitoring)(?![\p{L}\d])[:,.!]?/iu,
    'status $1 $2',
  ],
  [/^update\s+(?:the\s+)?status\s+(?:of\s+)?(?=#?\d)/iu, 'status '],
  [
    /^(?:post|send|write|publish|add)\s+(?:an?\s+)?(?:public\s+|status\s+)?update\b[:,]?(?:\s+(?:to|on|for)(?=\s+(?:incident\s+)?#?\d))?/iu,
    'update',
  ],
  [/^report\s+(?:an?\s+)?(?:new\s+)?(?:incident|outage|problem|issue)\b[:,]?/iu, 'declare'],
  [/^(?:open|new|create)\s+(?=(?:an?\s+)?(?:new\s+)?incident\b)/iu, 'declare '],
  [
    /^(?:hand(?:\s?(?:over|off))?|give|pass|transfer)\s+(?:(#?\d+\s+)|(?:it|this)\s+)(?:over\s+)?to\s+(.+?)[\s.!]*$/iu,
    'assign $1$2',
  ],
  [
    new RegExp(`^#?(\\d{1,9})\\s*(?:番)?[をはが]?\\s*(確認|解決|再開|エスカレーション|エスカレート)${politeEnd}$`, 'u'),
    '$2 $1',
  ],
  [new RegExp(`^#?(\\d{1,9})\\s*(?:番)?[をはが]\\s*(.*?)(?:スヌーズ|ミュート)${politeEnd}$`, 'u'), 'snooze $1 $2'],
  [new RegExp(`^(.+?)を\\s*(.*?)ミュート${politeEnd}$`, 'u'), 'mute $1 $2'],
  [/^(\S+?)(?:さん)?を(?:呼んで|呼び出して|起こして|呼ぶ|ページして)(?:ください|くれ)?[。！!]*$/u, 'page $1'],
  [/^(sev[1-4]|p[1-4])\s+(#?\d{1,9})[\s.!]*$/iu, 'severity $2 $1'],
  [/^(?:open|see)\s+(#?\d{1,9})[\s.!?]*$/iu, 'show $1'],
];

const things = String.raw`overrides?|maintenances?(?:\s+windows?)?|notes?|tasks?|timeline|postmortem|alerts`;

/** Lines whose verb comes before the command: `add a note to 14`, `stop maintenance checkout`, `show the timeline of 14`. */
const verbFirst: readonly (readonly [RegExp, string])[] = [
  [/^(?:stop|end|finish|close)\s+(?:the\s+)?maintenance(?:\s+windows?)?\b/iu, 'maintenance stop'],
  [/^(?:start|begin)\s+(?:a\s+|the\s+)?maintenance(?:\s+window)?\b/iu, 'maintenance start'],
  [/^(?:cancel|remove|delete)\s+(?:the\s+|a\s+)?maintenance(?:\s+window)?\b/iu, 'maintenance remove'],
  // It lists those that are coming, each with the button that cancels it.
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
  [/^my\s+(?:open\s+)?(?:incidents|pages)[\s?!.]*$/iu, 'paged'],
  [/^list\s+(#?\d{1,9})[\s?!.]*$/iu, 'show $1'],
  [
    /^(?:(?:any|all|open|active|show|see|view|which|what|how many)\s+(?:(?:me|the|all|open|active)\s+)*)(?=(?:sev[1-4]|p[1-4]|critical)s?(?![\p{L}\d]))/iu,
    'list ',
  ],
  [/^(.+?)の?(?:インシデント)?(?:の|を)?一覧(?:を(?:見せて|表示))?(?:ください|して)?[。！!]*$/u, 'list $1'],
  [/^(?:are there\s+)?any\s+(?:open\s+|active\s+)?incidents\b[\s?!.]*$/iu, 'list'],
  [/^open\s+(?:an?\s+)?(?:new\s+)?incident\b/iu, 'declare incident'],
  [/^start\s+(?:an?\s+)?(?:new\s+)?incident\b/iu, 'declare incident'],
];

const rewritten: readonly (readonly [RegExp, string])[] = [
  ...taskOrders,
  [/^whoami\b|^who am i\b/iu, 'hello'],
  ...onCall,
  ...shifts,
  ...incidents,
  ...verbFirst,
];

/** Returns a line that says a command in an order of its own as the command is written; any other line as it is. */
export function inOrder(line: string): string {
  for (const [pattern, command] of rewritten) {
    if (pattern.test(line)) return line.replace(pattern, command);
  }
  return line;
}
