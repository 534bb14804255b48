import { begins, ends } from './headline-words.ts';

const anyOf = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|');
/** Words of success that alone are no state of a headline. */
const wellDone = ['successfully', 'completed', 'finished', 'done', 'passed', 'working'];
const end = `(?:${anyOf([...ends, ...wellDone])})`;
const edge = '(?<![\\p{L}\\p{N}])';
const afterWord = '(?![\\p{L}\\p{N}])';

/** Words that turn an end into its opposite: “not resolved”, “noch nicht behoben”, “failed to recover”, “partially fixed”. */
const denying =
  "(?:not|never|no|no longer|cannot|[a-z]{2,7}n[’']t|nor|without|un|non|hardly|barely|partially|partly|only partly|(?:failed|fails|failure|unable|refused|refuses) to|nicht|nie|kein|keine|nur teilweise|teilweise|pas|jamais|partiellement|nunca|sin|parcialmente|não|nao|niet|nooit|mai|ikke|inte|ei|не|değil)";
/** What may stand between: “not yet fully resolved”, “no está operativo”. */
const between =
  '(?:(?:yet|be|been|being|fully|completely|entirely|really|all|currently|noch|voll|vollständig|wieder|mehr|está|están|esta|encore|été|complètement|completamente|ainda|foi|ancora|stato|volledig|completed?|finished?|полностью|еще|ещё)\\s){0,3}';
const before = new RegExp(`${edge}${denying}[\\s-]${between}$`, 'iu');
/** 2 of 5 backups completed, no backup completed, 50 % done: not all of it. */
const tooFew = /(?:\b(?:only|no|none|last|hung)\b|\d\s?%|\b\d{1,6}\s(?:of|von|sur|de)\s\d)[^.;:]{0,60}$/i;
const ofWork = /^(?:successfully|completed|finished|done|successful|succeeded|passed)$/i;
/** 0 resolved, 3 firing */
const noneBefore = /(?:^|[,;:(|])\s?0\s$/;
/** Japanese, Chinese and Korean write it in one word: 未解決, 復旧せず. */
const beforeInOneWord = /[未不没沒無无미]$/u;
const after = new RegExp(
  [
    // resolved: false, online: 0 of 5 nodes, passed: 0
    `^\\s?[:=]\\s?(?:(?:false|no|none|nein|non|nope)(?=\\s{0,3}(?:[\\])},.!;]|$))|0+(?=\\s?(?:[\\])}.!]|$|of\\s|/|out of|von\\s|sur\\s|de\\s\\d)))`,
    // OK -> CRITICAL, from healthy to unhealthy
    `^(?:\\s?(?:[-=]+>|→|⇒|➜|➡\\ufe0f?)\\s?|\\s(?:to|nach)\\s)(?:${anyOf(begins)})${afterWord}`,
    // up: 3, down: 1
    `^\\s?[:=]\\s?\\d{1,6}\\s?[,;/|]\\s?(?:${anyOf(begins)})\\s?[:=]\\s?[1-9]`,
    '^(?:せず|しない|できず|できません|していません|されていません|失敗|失败|실패)',
  ].join('|'),
  'iu',
);
/** A count of these is one of what is well: “available: 0 hosts”. An “OK: 0 errors” is an end. */
const countable =
  /^(?:available|online|up|healthy|reachable|operational|passing|passed|connected|responding|working)$/i;
const none = /^\s?[:=]\s?0+\s/;
/** What closes, or is inactive, when it fails; an alert that is closed is over. */
const closing = /(?:connections?|ports?|sockets?|sessions?|channels?|tunnels?|streams?|links?|listeners?|circuit)\s$/i;
const isClosing = /\s(?:is|are|ist|est)\s(?:now\s)?$/i;
const closes = /^(?:closed|inactive|deactivated)$/i;
const alerts =
  /\b(?:(?:alert|alarm)s?(?!\s(?:system|panel|zone|siren|device)s?\b)|incidents?|issues?|problems?|(?<!\b(?:firewall|nat|forwarding|routing|backup)\s)rules?|triggers?|violations?|conditions?|tickets?|events?|cases?)\b/i;
/** What guards is in danger when it is deactivated: “Alarm system deactivated”. An alert is over, and Azure says so of its rules. */
const deactivatedAlert =
  /\bazure\b|\brule \S.{0,200} (?:was|is|has been) deactivated for |\b(?:alerts?|incidents?|conditions?|violations?|alarm(?=[^:]{0,20}:)) (?:(?:is|was|has been|now) ){0,2}deactivated(?:\s?[:–-] |\s(?:for|on|at|in)\s)/i;
/** “Alert: Firewall is inactive”: that it is one says nothing of whether it is over. */
const label = /^\P{L}{0,6}(?:alert|alarm|problem|incident|issue|event)\s?(?:[\])*]{1,4}:?|[:|–-])\s/iu;
/** OPS-4711 is closed, #12 is closed */
const ticket = /(?:#|\b[A-Z]{2,10}-?)\d{1,12}\s(?:is|was)\s(?:now\s)?$/;
/** What is measured gets worse when it is up. In capitals, UP is a state. */
const measured =
  /(?:rates?|latenc(?:y|ies)|errors?|usage|load|temperatures?|cpu|memory|traffic|requests|times?|counts?|queues?|costs?|spend|lag|backlog|failures|exceptions|timeouts)(?:\s(?:is|are|went|goes|has gone)\s(?:now\s|back\s){0,2}|\s?[:–-]\s)$/i;

/** “Recovery: failed on db-1”, “Success: aborted”: the word names work, and what follows says how it went. */
const work = /^(?:recovery|recover|restored|success)$/i;
const undone =
  /^\s?:\s(?:failed|failure|error|aborted|cancell?ed|timed out|incomplete|unsuccessful|stuck|in progress|started|running|pending|not \S{1,30}|fehlgeschlagen|échoué|fallid[oa])(?=[\s!.]*$|\s?[:(,;-]|\s(?:on|at|in|for|of|with|after|to|because|due|from|auf|en|sur)\s)/i;
/** “Closed: port 443”: the state of the thing and nothing more. An alert about a port says what is wrong with it. */
const thingAlone =
  /^[\])*\s]{0,4}[:|-]?\s(?:the\s)?(?:(?:tcp|udp|ssh|bgp|vpn|database|replication)\s)?(?:connections?|ports?|sockets?|sessions?|channels?|tunnels?|streams?|links?|listeners?|circuits?|(?:slots?|units?|daemons?|timers?|process(?:es)?|services?)(?:\s\S{1,80})?)(?:\s(?:\S*\d\S*|(?:to|from|on|of|at|for|in|between|with|by)\s\S{1,80})){0,5}[.!]?$/i;
/** Shop is UP (1 of 3 locations down), backup completed on nas1 with errors: what follows an end in a sentence takes it back. */
const inSentence = /\b(?:is|are|has|have|been|ist|sind|est|está)\s(?:(?:now|back|currently|been|wieder)\s){0,2}$/i;
const nouns = ['alert', 'alarm', 'alerte', 'alerta', 'alarme', 'allarme', 'open', 'opened', 'started', 'problem'];
const flaw = new RegExp(
  `(?<!\\b(?:no|0|zero|any|without|was|were|been|from|after|since|for|previously|ohne|keine|sans|sin)\\s(?:\\S{1,20}\\s)?)${edge}(?:${anyOf(begins.filter((one) => !nouns.includes(one)))}|errors|failures|warnings)${afterWord}`,
  'iu',
);
/** What nobody knows, or waits for, is no end: “waiting until db1 is healthy”, “503 instead of 200 OK”. */
const unsure =
  /\b(?:whether|if|until|unless|unclear|unsure|waiting (?:for|to)|wait for|expect(?:s|ed|ing)?|instead of|rather than|no longer|unable to|cannot|nobody|none of|please (?:check|confirm|verify))\b(?:[^.;!]|[.;!](?=\S))*$|^(?:is|are|does|did|has|have|can|could|will|was|were)\s/i;
const nearly =
  /\b(?:should be|will be|must be|may be|might be|would be|could be|almost|nearly|half|to come)\s(?:\S{1,20}\s)?$/i;
/** “less than optimal” */
const farFrom = /\b(?:less than|far from|anything but)\s$/i;
const wasOnce = /\b(?:was|were)\s$/i;
const lasting = /^(?:ok|okay|up|healthy|online|normal|available|reachable|operational|responding|working)$/i;
/** “Shop recovered, but slow”, “db1 recovered on the replica only”. */
const limited = /^[\s,;]{0,3}(?:but|although|however|except|partially|partly|aber|pero|mais)\b|\sonly\b/i;
/** What must not succeed. */
const hostile =
  /\b(?:attacks?|intrusion|exploit|brute[- ]?force|injection|phishing|suspicious|malicious|unauthori[sz]ed|root (?:login|logon|access)|angriff|einbruch|ataque|attaque)\b|攻撃/i;
const successful =
  /^(?:succeeded|successful|successfully|success|completed|erfolgreich|réussie?|éxito|exitos[ao]|成功)$/i;
const clause = /[\p{L}\p{N}'"”)]\s$/u;
const labelled = /^\s?[:|\])–-]|^\s(?:from|after|since|of)\b|^\sin (?:\d{1,6}[wdhms] ?){1,5}:/i;
/** “Resolved after passing twice: healthcheck failed”: what follows is of the time before. */
const caused = /^\s(?:from|after|since|of)\b/i;
const onlyPunctuation = /^[^\p{L}\p{N}]*$/u;
/** “status: success, result: failure”: what failed outweighs what went well. What was before is no matter. */
const failedField =
  /(?<!\b(?:previous|old|last|former|before|prior|was|vorheriger|ancien|anterior)\s)\b(?:status|state|result|outcome|exit code|exit status|ergebnis|resultado|résultat|結果)\s?[:=]\s?["'[(]?(?:failed|failure|fail|error|errors|critical|down|unhealthy|unsuccessful|fatal|aborted|fehlgeschlagen|fehler|échec|échoué|fallido|fallo|失敗|エラー|[1-9]\d{0,2}(?=[\s,;)\]]|$))/i;

const endWord = new RegExp(`${edge}${end}${afterWord}`, 'giu');
/** The same in languages that put no spaces between words. */
const endInside = new RegExp(
  anyOf(ends.filter((one) => /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(one))),
  'gu',
);

/** Returns whether every word in a line that says that something is over is denied: “not resolved”, “online: 0 of 5”. */
export function deniesEnd(line: string): boolean {
  if (failedField.test(line)) return true;
  const words = [...line.matchAll(endWord), ...line.matchAll(endInside)];
  return words.length > 0 && words.every(({ 0: word, index }) => isDenied(line, word, index));
}

function isDenied(line: string, word: string, index: number): boolean {
  const [left, right] = [line.slice(0, index), line.slice(index + word.length)];
  if (before.test(left) || noneBefore.test(left) || beforeInOneWord.test(left)) return true;
  if (/^deactivated$/i.test(word) && !deactivatedAlert.test(line)) return true;
  if (isEmptied(left, word) || (work.test(word) && undone.test(right))) return true;
  if (closes.test(word) && onlyPunctuation.test(left) && thingAlone.test(right)) return true;
  if (/^\s?[?？]/.test(right) || (/\p{L}/u.test(left) && (unsure.test(left) || /\?$/.test(right)))) return true;
  if (nearly.test(left) || (lasting.test(word) && wasOnce.test(left)) || hasTooFew(left)) return true;
  if (successful.test(word) && hostile.test(line)) return true;
  if (clause.test(left) && (limited.test(right) || (!labelled.test(right) && flaw.test(right)))) return true;
  if (inSentence.test(left) && !caused.test(right) && flaw.test(right)) return true;
  if (ofWork.test(word) && tooFew.test(left)) return true;
  if (after.test(right) || (countable.test(word) && none.test(right))) return true;
  if (
    closes.test(word) &&
    !alerts.test(line.replace(label, '')) &&
    !ticket.test(left) &&
    (isClosing.test(left) || closing.test(left))
  )
    return true;
  return /^(?:back )?up$/.test(word) && measured.test(left);
}

/** Returns whether what stands before an end takes it back, or does not know of it: “not”, “waiting until db1 is”, “3 of 5 nodes are”. */
export function isDoubted(left: string): boolean {
  return before.test(left) || unsure.test(left) || nearly.test(left) || farFrom.test(left) || hasTooFew(left);
}

/** 3 of 5 nodes UP. All of them are enough. */
function hasTooFew(left: string): boolean {
  const { some, all } =
    /\b(?<some>\d{1,6})\s(?:of|von|sur|de|out of)\s(?<all>\d{1,6})\b[^.;:]{0,40}$/.exec(left)?.groups ?? {};
  return some !== undefined && Number(some) < Number(all);
}

/** Returns whether a line names a problem that it does not tell of the past: “2 errors”, and not “recovered from errors”. */
export function namesProblem(line: string): boolean {
  return flaw.test(line);
}

/** What takes an end back in the words behind it: “running out of space”, “valid for 3 days”, “restarted 5 times”. */
const takingBack = [
  ...['out', 'low', 'slow', 'hot', 'late', 'short', 'behind', 'too', 'only', 'as', 'old', 'unexpectedly', 'repeatedly'],
  ...['partially', 'partly', 'teilweise', 'without'],
  ...[
    'on (?:battery|backup|reserve|generator|low)',
    'until',
    'till',
    'bis',
    '(?:at|to) (?:\\d{1,3}\\s?)?%',
    'on one',
    '.{0,60}\\bonly',
  ],
  ...['(?:above|over|below|under|exceeding)', '(?:the )?(?:threshold|limit)', 'with (?:data )?loss'],
  ...['for (?:(?:only|just|less than|the next) )?(?:\\d|#)', '(?:\\d{1,6}|#) (?:times|conflicts?)'],
  ...['after (?:(?:a|an|the) )?(?:crash|failure|error|oom|unexpected)'],
];
const takesBack = new RegExp(`^[\\s,;]{0,3}(?:${takingBack.join('|')})${afterWord}|\\?`, 'iu');

/** Returns whether the words behind an end take it back. */
export function isTakenBack(right: string): boolean {
  return takesBack.test(right);
}

/** What is cleared or ended without that anything is well. */
const emptied = /\b(?:logs?|history|counters?|statistics|caches?|buffers?|queues?|lists?|sessions?)\s$/i;

/** Returns whether a word such as “cleared” says only that something was emptied: “Error log cleared”. */
export function isEmptied(left: string, word: string): boolean {
  return emptied.test(left) && /\b(?:cleared|cleaned|removed|ended)\b/i.test(word);
}
