import type { Order } from './order.ts';

/** Matches the ending of a Japanese verb that requests something or says that it is done. */
const politeEnd = '(?:しました|した|済み?|します|する|して(?:ください|くれ|下さい)?|を?お願い(?:します)?)?[。！!]*';

const closes = String.raw`(?:(?:resolve|close|mark|schließe|cierra)\s+(?:incident\s+)?)`;
const duplicate = String.raw`(?:(?:is|as|ist|als|es|como)\s+)?(?:an?\s+|the\s+|ein\s+|un\s+|lo\s+|das\s+)?(?:dup(?:e|licate)?s?(?:\s+of)?|same(?:\s+(?:thing|incident|issue))?\s+as|belongs\s+to|duplikat(?:\s+von)?|(?:gleiche?|dasselbe)\s+wie|duplicado(?:\s+del?)?|(?:igual|mismo)\s+que)(?:\s+incident)?`;

/** Lines that change or show an incident. */
export const incidentOrders: readonly Order[] = [
  [
    /^(?:change|set|raise|lower|bump|increase|reduce)\s+(?:the\s+)?(severity|sev|priority|status|title)\b\s*(?:of\s+)?/iu,
    '$1 ',
  ],
  [/^(?:downgrade|upgrade|herabstufen|hochstufen)(?:\s+(?:it|this|(#?\d{1,9})))?[\s.!]*$/iu, 'severity $1'],
  [
    /^(?:set|mark|move|change|switch)\s+(?:it\s+|this\s+|(#?\d{1,9})\s+)?(?:to|as)\s+(?:resolved|closed|fixed|done)[\s.!]*$/iu,
    'resolve $1',
  ],
  [/^(?:close|wrap)\s+(?:(?:it|this|this one)\s+)?(?:out|up)(?:\s+(#?\d{1,9}))?[\s.!]*$/iu, 'close $1'],
  // “Declare 14 resolved” is about incident 14, and asks first.
  [/^declare\s+(#?\d{1,9})\s+(?:as\s+)?(resolved|fixed|closed|done|solved)[\s.!]*$/iu, 'status $1 $2'],
  [/^(#?\d{1,9})\s+(?:(?:is|was)\s+)?(?:just\s+)?(?:a\s+)?false alarm[\s.!]*$/iu, 'status $1 resolved false alarm'],
  [/^(?:it\s+was\s+)?(?:a\s+)?false alarm(?:[\s:]+(#?\d{1,9}))?[\s.!]*$/iu, 'status $1 resolved false alarm'],
  [/^it(?:['’]?s| is)\s+(?:all\s+)?(resolved|fixed|closed|done|solved|over)(?:\s+now)?[\s.!]*$/iu, 'status $1'],
  [new RegExp(String.raw`^${closes}?(#?\d{1,9})[,:]?\s+${duplicate}\s+(#?\d{1,9})[\s.!]*$`, 'iu'), 'merge $1 into $2'],
  [
    new RegExp(
      String.raw`^${closes}?(?:(?:looks\s+like|it['’]?s|(?:it|this|das|esto)(?:\s+(?:is|ist|es))?)\s+)?${duplicate}\s+(#?\d{1,9})[\s.!]*$`,
      'iu',
    ),
    'merge this into $1',
  ],
  [/^role\s+(#?\d+\s+)?(commander|comms|scribe)\s+(.+)$/iu, 'assign $1$3 as $2'],
  [/^(commander|comms|scribe)\s+(#?\d+\s+)?(?:(?:is|to)\s+)?(\S+)$/iu, 'assign $2$3 as $1'],
  [
    /^(?:give|hand(?:\s?over)?|pass|transfer)\s+(?:the\s+)?(commander|comms|scribe)\s+(?:role\s+)?to\s+(\S+)[\s.!]*$/iu,
    'assign $2 as $1',
  ],
  [/^(\S+?)(?:さん)?を(?:コマンダー|指揮官)に(?:して|する)(?:ください)?[。！!]*$/u, 'assign $1 as commander'],
  [/^私が(?:コマンダー|指揮官)(?:です|をします|になります)[。！!]*$/u, 'assign me as commander'],
  [/^(?:lead|ic)(?:\s+(#?\d{1,9}))?[\s.!]*$/iu, 'assign $1 me as commander'],
  [/^(?:lead(?:er)?|ic)\s+(#?\d+\s+)?(?:is\s+)?(\S+)$/iu, 'assign $1$2 as commander'],
  [
    /^(?:set|mark|move|change|switch|put)\s+(?:it\s+|this\s+|(#?\d{1,9})\s+)?(?:(?:is|to|as|now|in|into)\s+)*(investigating|identified|monitoring)(?![\p{L}\d])[:,.!]?/iu,
    'status $1 $2',
  ],
  [/^update\s+(?:the\s+)?status\s+(?:of\s+)?(?=#?\d)/iu, 'status '],
  [
    /^(?:post|send|write|publish|add)\s+(?:an?\s+)?(?:public\s+|status\s+)?update\b[:,]?(?:\s+(?:to|on|for)(?=\s+(?:incident\s+)?#?\d))?/iu,
    'update',
  ],
  [/^public\s+update\b[:,]?/iu, 'update'],
  [/^report\s+(?:an?\s+)?(?:new\s+)?(?:incident|outage|problem|issue)\b[:,]?/iu, 'declare'],
  [/^(?:open|new|create)\s+(?=(?:an?\s+)?(?:new\s+)?incident\b)/iu, 'declare '],
  [
    /^(?:hand(?:\s?(?:over|off))?|give|pass|transfer)\s+(?:(#?\d+\s+)|(?:it|this)\s+)?(?:(?:over|off)\s+)?to\s+(.+?)[\s.!]*$/iu,
    'assign $1$2',
  ],
  [
    new RegExp(`^#?(\\d{1,9})\\s*(?:番)?[をはが]?\\s*(確認|解決|再開|エスカレーション|エスカレート)${politeEnd}$`, 'u'),
    '$2 $1',
  ],
  [new RegExp(`^#?(\\d{1,9})\\s*(?:番)?[をはが]\\s*(.*?)(?:スヌーズ|ミュート)${politeEnd}$`, 'u'), 'snooze $1 $2'],
  [new RegExp(`^(.+?)を\\s*(.*?)ミュート${politeEnd}$`, 'u'), 'mute $1 $2'],
  [/^(\S+?)(?:さん)?を(?:呼んで|呼び出して|起こして|呼ぶ|ページして)(?:ください|くれ)?[。！!]*$/u, 'page $1'],
  [
    /^#?(\d{1,9})\s*(?:番)?[をは]\s*(sev[1-4]|p[1-4])(?:に(?:して|変更|上げて|下げて|する)?|です)?(?:して)?(?:ください)?[。！!]*$/iu,
    'severity $1 $2',
  ],
  [/^(sev[1-4]|p[1-4])に(?:して|変更|上げて|下げて|する)?(?:して)?(?:ください)?[。！!]*$/iu, 'severity $1'],
  [/^give\s+(#?\d{1,9})\s+back[\s.!]*$/iu, 'unack $1'],
  [/^hand(?:\s?over|\s?off)\s+(#?\d{1,9})\s+(?!to\b)(\S+)[\s.!]*$/iu, 'assign $1 $2'],
  [/^#?(\d{1,9})\s+in\s+#?(\d{1,9})\s+(?:zusammenführen|mergen)[\s.!]*$/iu, 'merge $1 into $2'],
  [/^#?(\d{1,9})は#?(\d{1,9})(?:と同じ|の重複)(?:です)?[。！!]*$/u, 'merge $1 into $2'],
  [/^(?:これは)?#?(\d{1,9})(?:と同じ|の重複)(?:です)?[。！!]*$/u, 'merge this into $1'],
  [/^#?(\d{1,9})\s+mit\s+#?(\d{1,9})\s+zusammenführen[\s.!]*$/iu, 'merge $1 into $2'],
  [/^#?(\d{1,9})を#?(\d{1,9})に(?:統合|マージ)(?:して(?:ください)?|する)?[。！!]*$/u, 'merge $1 into $2'],
  [/^(?:open|see)\s+(#?\d{1,9})[\s.!?]*$/iu, 'show $1'],
  [/^(#?\d{1,9})[:,]?\s+(?:status|state|eta|who|whose|owner|wer|quién|estado)[\s?？.!]*$/iu, 'show $1'],
  [/^(#?\d{1,9})[:,]?\s+(?:why|warum|por qué)[\s?？.!]*$/iu, 'explain $1'],
];
