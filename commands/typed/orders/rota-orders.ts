import type { Order } from './order.ts';

/** Lines about who is on call. */
export const onCallOrders: readonly Order[] = [
  [
    /^(?:when\s+(?:am|do|does|is)\s+(?:i|my)|am\s+i|when['’]?s my|my)\s+(?:next\s+)?(?:on[\s-]?call|on[\s-]?duty|shifts?)(?:\s+(?:next|end|ends|start|starts|begin|over))?[\s?!.]*$/iu,
    'oncall for:me',
  ],
  [/^am\s+i\s+(?:on[\s-]?call|on[\s-]?duty)\s+(.+)$/iu, 'oncall me $1'],
  [/^(?:next\s+)?shifts?[\s?!.]*$/iu, 'oncall for:me'],
  [/^my\s+(?:schedule|rota)[\s?!.]*$/iu, 'oncall for:me'],
  [/^my\s+(?:schedule|rota|shifts?|on[\s-]?call)\s+(?!(?:ends?|starts?|is|was)\s)(.+)$/iu, 'oncall me $1'],
  [/^(?:show|see|view)\s+(?:me\s+)?(?:the\s+)?(?:schedule|rota)\b/iu, 'oncall'],
  [/^(?:wann\s+(?:habe|bin)\s+ich\s+(?:bereitschaft|dran|dienst))[\s?!.]*$/iu, 'oncall for:me'],
  [/^¿?cu[aá]ndo\s+estoy\s+de\s+guardia[\s?!.]*$/iu, 'oncall for:me'],
  [
    /^when\s+(?:is|does)\s+(.+?)(?:['’]s)?\s+(?:next\s+)?(?:on[\s-]?call|shift)(?:\s+(?:next|end|start|begin))?[\s?!.]*$/iu,
    'oncall $1',
  ],
  [/^is\s+(\S+)\s+on[\s-]?call[\s?!.]*$/iu, 'oncall for:$1'],
  [/^is\s+(\S+)\s+on[\s-]?call\s+(.+)$/iu, 'oncall $1 $2'],
  [/^wer\s+(?:hat|ist)\s+(.+?)\s+(?:in\s+)?(?:(?:ruf)?bereitschaft|dienst|dran)(?!\p{L})(.*)$/iu, 'oncall $1$2'],
  [/^(?:wer ist für|¿?qui[eé]n (?:se encarga|es responsable) del?)\s+(.+?)(?:\s+zuständig)?[\s?!.]*$/iu, 'oncall $1'],
  [/^(?!今の|現在の)(.+)の当番は?(?:誰(?:ですか)?)?[?？。]*$/u, 'oncall $1'],
];

/** Lines that change who is on call. They ask first. */
export const shiftOrders: readonly Order[] = [
  [
    /^(?:swap|trade|switch|exchange)\s+(?:my\s+)?(?:shifts?\s+)?(?:on\s+|for\s+)?(.*?)\s*\b(?:with|mit|con)\s+(\S+)\s*(.*)$/iu,
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
    /^(?:(?:i['’]?m|i am|i['’]?ll be|i will be)\s+)?(?:off|away|on (?:vacation|leave|pto)|on holidays?|ooo|out of office)\s+(?=\S)(?!to\b|#?\d{1,9}[\s.!]*$)/iu,
    'away ',
  ],
  [/^(?:i['’]?m|i am)\s+(?:sick|ill|out sick)\s+(?=\S)/iu, 'cover me '],
  [/^put\s+(\S+)\s+on\s+(?:call\s+)?(?:(?:for|on)\s+)?(?=\S)/iu, 'override $1 '],
  [/^(?:i\s+)?need\s+(?:a\s+)?cover(?:age)?\b\s*/iu, 'cover '],
  [
    /^(?:can|could|who can|would)\s+(?:someone|somebody|anyone|anybody|one of you)?\s*(?:please\s+)?(?:cover|take)\s+(?:(?:for\s+)?me\b|my\s+shift\b)/iu,
    'cover me',
  ],
  [/^(?:take|swap)\s+my\s+shift(?!\s+with)\b/iu, 'cover me'],
  [/^(?:vertritt|vertretet|cúbreme|cubreme)(?:\s+mich)?(?!\p{L})/iu, 'cover me'],
  [/^(?:give|hand|pass)\s+my\s+shift\s+(.*?)\s*(?:over\s+)?to\s+(\S+)$/iu, 'override $2 $1'],
  [/^(\S+)\s+(?:is|goes)\s+on[\s-]call\s+(.*?)\s*instead\s+of\s+me[\s.!]*$/iu, 'override $1 $2'],
  [/^(\S+)\s+(?:me\s+cubre|toma\s+mi\s+turno|vertritt\s+\S+)\s+(?=\S)/iu, 'override $1 '],
  [/^swap\s+(?!my\b|me\b|shifts?\b)(?=\S+\s+(?!and\b|und\b|y\b|&|with\b|for\b|shifts?\b))/iu, 'override '],
  [
    /^(?!who|can|could|please|pls|i\b|you|someone|somebody|anyone)(\S+)\s+(?:will\s+|can\s+)?(?:covers?|takes?)\s+(?:for\s+me|me|my\s+shift)\b/iu,
    'override $1',
  ],
  [
    /^(?:(?:i['’]?ll|i will|i can|let me|i)\s+)?(?:take(?:\s+over)?|cover)\s+(?!my\b|me\b|mine\b)\S+['’]s\s+shift\b/iu,
    'override me',
  ],
];
