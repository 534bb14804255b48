/** Aliases of each command, in the languages that Tocsin supports, with spaces between. An alias belongs to one command only. */
const words: Readonly<Record<string, string>> = {
  declare: 'new create raise trigger melden declarar melde declara 宣言',
  ack:
    'acknowledge acknowledged acked take taking accept claim mine übernehmen übernehme quittieren reconocer ' +
    "確認 確認しました ack'd ack’d 確認します tomar own acking acknowledging bestätige bestätigen quittiere reconozco " +
    'reconoce confirmo confirma confirmar übernommen übernehm meins mío mía',
  resolve:
    'close closed fix fixed done resolved solve solved finish finished behoben gelöst erledigt resuelto ' +
    'resolver 解決 schließen schließe lösen löse cerrar cierra cierro resuelvo arreglado arreglada solucionado ' +
    'resuelve schließ geschlossen cerrado cerrada listo クローズ 解決しました',
  escalate: 'esc eskalieren escalar eskaliere escala エスカレート エスカレーション',
  snooze:
    'snoozed schlummern mute silence shelve suppress hush pause defer delay postpone stumm stummschalten ' +
    'pausieren pausiere posponer silenciar silencia aplazar aplaza pospón pospon pospone スヌーズ ミュート',
  note: 'comment notiz nota notes メモ',
  task: 'tasks todo todos followup follow-up aufgabe aufgaben tarea tareas タスク action actions',
  update: 'upd aktualisiere actualiza actualizar 更新',
  show: 'view info details describe zeige zeig mostrar muestra',
  catchup: 'catch-up summary summarize summarise recap zusammenfassung resumen 要約',
  explain: 'erkläre erklär explica 説明',
  list: 'ls incidents liste lista 一覧',
  timeline: 'history log logs events verlauf zeitleiste cronología historial 履歴 タイムライン',
  alerts: 'alarme meldungen alertas アラート',
  merge: 'combine zusammenführen fusionar fusiona combinar 統合 マージ',
  paged: 'acks',
  postmortem: 'post-mortem pm retro review',
  cover: 'vertretung cubrir',
  oncall: 'on-call who whoisoncall whosoncall schedule schedules rota roster bereitschaft guardia 当番',
  override: 'overrides',
  maintenance: 'maintenances maint downtime wartung mantenimiento メンテナンス',
  page: 'repage re-page call wake ping wecke weck alarmiere llamar llama despierta',
  severity: 'sev priority prio schweregrad priorität prioridad severidad',
  rename: 'title retitle',
  assign: 'reassign delegate asigna asignar zuweisen',
  report: 'stats statistics reports bericht informe reporte レポート',
  unack: 'unacknowledge unacked release',
  reopen: 're-open reopened unresolve reabrir reabre 再開',
  notify: 'notifications',
  quiet: 'dnd ruhezeit ruhezeiten',
  web: 'dashboard login signin sign-in',
  help: 'hilfe ayuda commands ヘルプ',
};

const aliases: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(words).map(([command, some]) => [command, some.split(' ')]),
);

export function aliasesOf(command: string): readonly string[] {
  return aliases.get(command) ?? [];
}

/** Verbs such as “take” that apply to other things than incidents too, and patterns that show which is meant. */
const takes = /^\/?(?:take|taking|claim|accept|own|tomar|mine|übernehmen|übernehme|release)\b/iu;
const takesIncident =
  /^\S+\s*(?:$|[\s.,:!]*(?:#?\d|(?:it|this|that|please|incident|inc|number|no|over\s+#?\d|ich|das)(?![\p{L}])))/iu;

/** Returns whether the line begins with such a verb and is about something else, such as a shift. */
export function takesSomethingElse(line: string): boolean {
  return (takes.test(line) && !takesIncident.test(line)) || whoDid.test(line);
}

/** A question about people that nobody is on call for: `who knows the db`, `who broke checkout`. */
const whoDid =
  /^who\s+(?:else|knows?|understands?|broke|wrote|built|deployed|shipped|released|changed|merged|did|does|do|wants?|works?|made|touched|restarted|caused|needs?|can|could|should|would|left|said|told|uses?|runs?|ran|maintains?)(?!\p{L})/iu;

/** Aliases of several words. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:who(?:['’]?s| is| are| was| were| will|se|is)?|hoo)\s+(?:(?:is|be|going to be|gonna be|currently|next|now)\s+)*on[\s-]?(?:call|duty)\b/iu,
    'oncall',
  ],
  [/^who(?:['’]?s| is| are)?\s+(?:is\s+|up\s+)*next\b/iu, 'oncall'],
  [/^who(?:['’]?s| is)\s+(?:on|up)(?=\s*\??$|\s+(?:at|now|tonight|today|tomorrow)\b)/iu, 'oncall'],
  [
    /^who\s+(?:has|holds|carries)\s+(?:the\s+)?pager\b|^whose\s+(?:shift|turn)\s+is\s+it\b|^who['’]s\s+(?:shift|turn)\s+is\s+it\b/iu,
    'oncall',
  ],
  [
    /^who['’]?s\s+(?:on\s+)?(?!working|looking|handling|taking|got|fixing|around|awake|here|there|free|joining|on it|it(?!\p{L})|this(?!\p{L}))(?=\S)/iu,
    'oncall',
  ],
  [/^who\s+(?:(?:should|do|can)\s+(?:i|we)\s+(?:page|call|ask|wake|contact)|owns)\b/iu, 'oncall'],
  [/^who\s+(?:can|could)\s+(?:help|fix|look (?:at|into)|debug)(?:\s+(?:me|us))?(?:\s+(?:with|on))?\b/iu, 'oncall'],
  [/^next\s+(?:up|shift|on[\s-]?call)\b/iu, 'oncall'],
  [/^on[\s-]call\b/iu, 'oncall'],
  [/^wer\s+(?:hat|ist)\s+(?:gerade\s+)?(?:(?:ruf)?bereitschaft|dienst|on[\s-]?call|dran)(?!\p{L})/iu, 'oncall'],
  [/^¿?qui[eé]n\s+est[aá]\s+de\s+guardia(?!\p{L})/iu, 'oncall'],
  [
    /^(?:今の|現在の)?当番(?:は(?:誰(?:ですか)?)?)?[?？]?(?![\p{sc=Han}\p{sc=Hiragana}])|^(?:誰|だれ)が当番(?:ですか)?[?？]?/u,
    'oncall',
  ],
  [/^(?:i['’]?m|i am)\s+on\s+it\b|^on it\b|^got (?:it|this)(?: one)?\b|^i have it\b/iu, 'ack'],
  [/^i(?:['’]?ve| have)? got (?:it|this)(?: one)?\b|^i(?:['’]?ll| will) take (?:it|this)(?: one)?\b/iu, 'ack'],
  [/^(?:i(?:['’]?m| am)\s+)?(?:looking (?:into|at)|taking) (?:it|this)\b/iu, 'ack'],
  [
    /^(?:i(?:['’]?ve| have)? got|i(?:['’]?ll| will) take|i have|(?:i['’]?m |i am )?(?:on|taking|looking (?:into|at)))(?=\s+(?:number\s+)?#?\d)/iu,
    'ack',
  ],
  [
    /^ich (?:kümmere mich(?: darum| um)?|übernehme?|nehme?|mache?)(?: das| es)?(?!\p{L})|^bin dran\b|^ich hab(?:['’]?s|e es)(?!\p{L})|^hab ich(?!\p{L})/iu,
    'ack',
  ],
  [
    /^(?:yo\s+)?lo (?:tomo|tengo)(?!\p{L})|^(?:yo\s+)?estoy en (?:ello|eso)(?!\p{L})|^estoy en(?: el)?(?=\s+#?\d)|^(?:yo\s+)?tomo(?: el)?(?=\s+#?\d)|^estoy con(?: el)?(?=\s+#?\d)|^(?:yo\s+)?me encargo(?:\s+del?)?(?!\p{L})|^es m[ií][oa](?!\p{L})/iu,
    'ack',
  ],
  [/^(?:私が\s*)?(?:対応(?:します|中(?:です)?)|やります|引き受けます|担当します)/u, 'ack'],
  [/^(?:👍|👀|🙋|:eyes:|:\+1:|:thumbsup:)\S{0,2}(?=\s+#?\d)/u, 'ack'],
  [/^(?:give|hand)\s+(?:it\s+)?back\b/iu, 'unack'],
  [/^re[\s-]open\b/iu, 'reopen'],
  [/^post[\s-]mortem\b/iu, 'postmortem'],
  [/^sign\s?in\b|^log\s?in\b/iu, 'web'],
  [/^quiet hours\b|^do not disturb\b|^ruhezeiten?\b/iu, 'quiet'],
  [/^(?:vacations?|holidays?|pto|time off|urlaub|abwesend|vacaciones|ausente)(?!\p{L})/iu, 'away'],
  [/^un[\s-]ack(?:nowledge)?\b/iu, 'unack'],
  [/^(?:wake|call)\s+up\b/iu, 'page'],
];

const thanks =
  /^(?:thank(?:s| you)(?: a lot| so much| very much)?|thx|ty|ok|okay|cool|great|nice|danke|gracias|ありがとう)(?:\s+(?:all|everyone|tocsin|bot|team))?[\s!?.,]*$/iu;
const greetings =
  /^(?:(?:test|testing|ping|hello|hi|hey|hiya|howdy|yo|hallo|moin|servus|hola|buenas|good (?:morning|afternoon|evening)|guten (?:morgen|tag|abend)|buenos d[ií]as|こんにちは|こんばんは|おはよう(?:ございます)?)(?:\s+(?:there|all|everyone|tocsin|bot|team))?|[?？]+)[\s!?.,]*$/iu;

/** Returns whether the line is a greeting, thanks, or only `?`. */
export function isGreeting(line: string): boolean {
  return line.trim() !== '' && (greetings.test(line.trim()) || isThanks(line));
}

/** Returns whether the line only thanks or agrees. */
export function isThanks(line: string): boolean {
  return thanks.test(line.trim());
}

/** Returns the command of an alias of several words, and the rest of the line. */
export function phraseIn(line: string): { readonly command: string; readonly rest: string } | undefined {
  for (const [pattern, command] of phrases) {
    const found = pattern.exec(line);
    if (found) return { command, rest: line.slice(found[0].length).replace(/^\s*[?.,:!]+/, '') };
  }
  return undefined;
}

const asking =
  /^(?:(?:hey|hi|hello|yo(?!\s+(?:lo|tomo|me)(?!\p{L}))|u+m+|u+h+|so|also|(?:cool|great|nice|perfect|right|good|fine)(?=,)|ok|okay|yes|yep|yeah|yup|sure|alright|ja|sí|vale|please|pls|plz|kindly|@?tocsin(?:\s?bot)?|bitte|por favor|kannst du(?: bitte)?|könntest du(?: bitte)?|puedes|(?:can|could|would|will) (?:you|u|ya)(?: please| just)?|let['’]?s|i want to|i['’]?d like to)[\s,:!]+)+/iu;

/** Removes introductions such as `hey, can you please`. */
export function withoutAsking(line: string): string {
  return line.replace(asking, '');
}

/** Reads `14 is fixed` and `mark 14 as fixed` as `fixed 14`; undefined for a line that does not begin with a number. */
export function verbAfterNumber(line: string): { readonly verb: string; readonly rest: string } | undefined {
  const [, number, verb, rest = ''] =
    /^(?:mark\s+|set\s+)?(?:(?:the\s+)?incident\s+)?(#?\d{1,9})[.,:]?\s+(?:(?:is|as|to|ist|es|est[aá]|fue|ya|now)\s+)*(\p{L}+)(?![\p{L}\d:])[.!,]?([\s\S]*)$/iu.exec(
      line,
    ) ?? [];
  return number && verb ? { verb, rest: ` ${number}${rest}` } : undefined;
}

/** Returns whether a status means that the incident is resolved. */
export function meansResolved(word: string): boolean {
  return /^(?:resolved?|fixed|closed?|done|solved|over|finished)$/i.test(word);
}
