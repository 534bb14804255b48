/** Other words for a command, in the languages that Tocsin speaks. A word belongs to one command only. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  declare: ['new', 'create', 'raise', 'trigger', 'melden', 'declarar'],
  ack: [
    'acknowledge',
    'acknowledged',
    'acked',
    'take',
    'taking',
    'accept',
    'claim',
    'mine',
    'übernehmen',
    'übernehme',
    'quittieren',
    'reconocer',
    '確認',
  ],
  resolve: [
    'close',
    'closed',
    'fix',
    'fixed',
    'done',
    'resolved',
    'solve',
    'solved',
    'finish',
    'finished',
    'behoben',
    'gelöst',
    'erledigt',
    'resuelto',
    'resolver',
    '解決',
  ],
  escalate: ['esc', 'eskalieren', 'escalar'],
  snooze: ['mute'],
  note: ['comment', 'notiz', 'nota'],
  task: ['tasks', 'todo', 'todos', 'followup', 'follow-up'],
  update: ['upd'],
  show: ['view', 'info', 'details'],
  list: ['ls', 'incidents'],
  timeline: ['history'],
  postmortem: ['post-mortem', 'pm', 'retro', 'review'],
  oncall: [
    'on-call',
    'who',
    'whoisoncall',
    'whosoncall',
    'schedule',
    'schedules',
    'rota',
    'roster',
    'bereitschaft',
    'guardia',
    '当番',
  ],
  override: ['overrides'],
  maintenance: ['maintenances', 'maint', 'downtime', 'wartung', 'mantenimiento'],
  page: ['call', 'wake', 'ping'],
  severity: ['sev', 'priority', 'prio'],
  rename: ['title', 'retitle'],
  assign: ['reassign', 'delegate'],
  report: ['stats', 'statistics', 'reports'],
  unack: ['unacknowledge', 'unacked', 'release'],
  reopen: ['re-open', 'reopened', 'unresolve'],
  notify: ['notifications'],
  quiet: ['dnd'],
  web: ['login', 'signin', 'sign-in'],
  help: ['hilfe', 'ayuda', 'commands', 'ヘルプ'],
};

export function aliasesOf(command: string): readonly string[] {
  return aliases[command] ?? [];
}

/** Lines that begin with several words which mean one command. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/^who(?:['’]?s| is| are)?\s+(?:(?:is|currently|next|now)\s+)*on[\s-]?call\b/iu, 'oncall'],
  [/^who(?:['’]?s| is| are)?\s+(?:is\s+|up\s+)*next\b/iu, 'oncall'],
  [/^who\s+has\s+(?:the\s+)?pager\b/iu, 'oncall'],
  [/^on[\s-]call\b/iu, 'oncall'],
  [/^wer\s+(?:hat|ist)\s+(?:gerade\s+)?(?:(?:ruf)?bereitschaft|on[\s-]?call|dran)(?!\p{L})/iu, 'oncall'],
  [/^¿?qui[eé]n\s+est[aá]\s+de\s+guardia(?!\p{L})/iu, 'oncall'],
  [/^当番は(?:誰(?:ですか)?)?/u, 'oncall'],
  [
    /^(?:i['’]?m|i am)\s+on\s+it\b|^on it\b|^got it\b|^i(?:['’]?ve| have)? got (?:it|this)\b|^i['’]?ll take (?:it|this)\b|^i have it\b|^(?:i(?:['’]?ve| have)? got|i['’]?ll take|i have|i['’]?m (?:on|taking))(?=\s+#?\d)/iu,
    'ack',
  ],
  [/^(?:give|hand)\s+(?:it\s+)?back\b/iu, 'unack'],
  [/^re[\s-]open\b/iu, 'reopen'],
  [/^post[\s-]mortem\b/iu, 'postmortem'],
  [/^sign\s?in\b|^log\s?in\b/iu, 'web'],
  [/^(?:what(?:['’]?s| is)\s+open|open incidents|active incidents)\b/iu, 'list'],
  [/^quiet hours\b|^do not disturb\b|^ruhezeiten?\b/iu, 'quiet'],
  [/^un[\s-]ack(?:nowledge)?\b/iu, 'unack'],
];

/** Lines that say a command in another order, and the same in its own. */
const rewritten: readonly (readonly [RegExp, string])[] = [
  [/^whoami\b|^who am i\b/iu, 'hello'],
  [
    /^(?:when\s+(?:am|do)\s+i|am\s+i|when['’]?s my|my)\s+(?:next\s+)?(?:on[\s-]?call|shifts?)(?:\s+next)?[\s?!.]*$/iu,
    'oncall for:me',
  ],
  [/^shifts?[\s?!.]*$/iu, 'oncall for:me'],
  [/^when\s+(?:is|does)\s+(\S+)\s+(?:next\s+)?(?:on[\s-]?call)(?:\s+next)?[\s?!.]*$/iu, 'oncall for:$1'],
  [/^is\s+(\S+)\s+on[\s-]?call[\s?!.]*$/iu, 'oncall for:$1'],
  [/^(?:change|set)\s+(?:the\s+)?(severity|sev|priority|status|title)\s+(?:of\s+)?/iu, '$1 '],
  [/^role\s+(#?\d+\s+)?(commander|comms|scribe)\s+(.+)$/iu, 'assign $1$3 as $2'],
  [/^(commander|comms|scribe)\s+(#?\d+\s+)?(?:is\s+)?(\S+)$/iu, 'assign $2$3 as $1'],
  [/^lead(?:er)?\s+(#?\d+\s+)?(?:is\s+)?(\S+)$/iu, 'assign $1$2 as commander'],
  [
    /^(?:hand(?:\s?over)?|give|pass|transfer)\s+(?:(#?\d+\s+)|(?:it|this)\s+)(?:over\s+)?to\s+(\S+)[\s.!]*$/iu,
    'assign $1$2',
  ],
];

/** A line that says a command in an order of its own, as the command is written; any other line as it is. */
export function inOrder(line: string): string {
  for (const [pattern, command] of rewritten) {
    if (pattern.test(line)) return line.replace(pattern, command);
  }
  return line;
}

const greetings =
  /^(?:(?:thank(?:s| you)(?: a lot| so much| very much)?|thx|ty|ok|okay|cool|great|nice|test|testing|danke|gracias|ありがとう|hello|hi|hey|hiya|howdy|yo|hallo|moin|servus|hola|buenas|good (?:morning|afternoon|evening)|guten (?:morgen|tag|abend)|buenos d[ií]as|こんにちは|こんばんは|おはよう(?:ございます)?)(?:\s+(?:there|all|everyone|tocsin|bot|team))?)?[\s!?.,]*$/iu;

/** Whether the line says hello, thanks, or nothing but `?`. */
export function isGreeting(line: string): boolean {
  return line.trim() !== '' && greetings.test(line.trim());
}

/** The command that the line begins with in several words, and what follows them. */
export function phraseIn(line: string): { readonly command: string; readonly rest: string } | undefined {
  for (const [pattern, command] of phrases) {
    const found = pattern.exec(line);
    if (found) return { command, rest: line.slice(found[0].length).replace(/^\s*[?.,:!]+/, '') };
  }
  return undefined;
}

const asking =
  /^(?:(?:hey|hi|hello|ok|okay|please|pls|plz|kindly|tocsin|bitte|por favor|(?:can|could|would|will) you(?: please)?|let['’]?s|i want to|i['’]?d like to)[\s,:!]+)+/iu;

/** Leaves out what people say before what they want: `hey, can you please`. */
export function withoutAsking(line: string): string {
  return line.replace(asking, '');
}

/** `14 is fixed` and `mark 14 as fixed`, as `fixed 14`; undefined for a line that does not begin with a number. */
export function verbAfterNumber(line: string): { readonly verb: string; readonly rest: string } | undefined {
  const [, number, verb, rest = ''] =
    /^(?:mark\s+|set\s+)?(#?\d{1,9})[.,:]?\s+(?:is\s+|as\s+|to\s+)*(\p{L}+)(?![\p{L}:])[.!,]?([\s\S]*)$/iu.exec(line) ??
    [];
  return number && verb ? { verb, rest: ` ${number}${rest}` } : undefined;
}

/** Words that say an incident is over, where its status is asked for. */
export function meansResolved(word: string): boolean {
  return /^(?:resolved?|fixed|closed?|done|solved|over|finished)$/i.test(word);
}
