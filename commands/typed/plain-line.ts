const questionWord =
  /^[¿]?(?:is|was|are|were|has|have|had|did|does|do|why|when|how|who|whose|what|which|where|should|will|shall|(?:can|could|may|might|must|would)(?!\s+you(?!\p{L}))|wer|wann|warum|wieso|ist|war|hat|haben|wurde|was ist|soll\p{L}*|kann|können|darf|dürfen|müssen|muss|qui[eé]n|qu[eé]|cu[aá]ndo|por qu[eé]|est[aá]|fue|ha|hay|deber\p{L}+|debemos|debo|podemos|any (?:update|news|progress|word|eta)|anyone|anybody|someone|somebody|jemand|alguien)(?:['’]s)?(?!\p{L})|^¿(?!puedes|podrías|me\s)|^(?:誰|だれ|なぜ|いつ|どう)|か[?？]?$/iu;
const aboutAnIncident =
  /(?<!\p{L})(?:(?:ac?k|acknowledg|resolv|clos|fix|snooz|escalat|page|declar|trigger|reopen|happen|work|tak|took|look|handl|investigat|own|assign|übern|kümmer|schlie|schloss|lös|eskal|quitt|weck|alarm|cerr|cierr|resol|tom|recono|escal|despert|despiert|llev)\p{L}*|done|over|open|on it|on this|on #?\d+|update|news|about|who has|has|status|behoben|erledigt|gelöst|geschlossen|resuelto|cerrado|arreglado)(?!\p{L})|解決|確認|対応|エスカレ|クローズ|再開/iu;
const notAsked =
  /^(?:do(?:es)?n['’]?t|do not|never(?:\s?mind)?|not|no|nope|stop|undo|abort|cancel|hold o(?:n|ff)|wait|let['’]?s (?:not|wait|hold)|(?:we|you|i|please)\s+(?:should|must|can|do|will)(?:n['’]?t| not)|nobody|no ?one|keep|leave|without|instead of|nein|nicht|kein[es]?|niemand|ohne|warte|(?:todavía|aún|ya) no|nadie|sin|espera)(?!\p{L})/iu;
/** In Japanese the end says no. */
const notAskedInJapanese = /(?:ないで(?:ください)?|てい?ません|ない(?:でください)?|なくていい|するな)[。！!]*$/u;
const aboutRota =
  /(?<!\p{L})(?:on[\s-]?call|on[\s-]?duty|pager|shifts?|cover|bereitschaft|schicht|guardia|turno)(?!\p{L})|当番/iu;

const quoted = /^(?:“([^“”]*)”|‘([^‘’]*)’|"([^"]*)"|'([^']*)'|`{1,3}([^`]*)`{1,3}|「([^「」]*)」|«([^«»]*)»)$/u;

/**
 * Returns the line without what only platforms and keyboards put there: `/incident` before it, quotes around it, marks of a list,
 * full-width letters and digits, invisible characters, and no space between a verb and the number. A link to an incident is its number.
 *
 * @param isVerb whether a word is a command, or another word for one
 */
export function plainLine(line: string, isVerb: (word: string) => boolean): string {
  const visible = line.replace(/[\u200b\u2060\ufeff]/gu, '').trim();
  const text = (
    quoted
      .exec(visible)
      ?.slice(1)
      .find((inside) => inside !== undefined) ?? visible
  )
    .trim()
    .replace(/^\/?incident(@\w+)?(?:[:：]\s*|(?=\s|$))/i, '')
    .replace(/^[Ａ-Ｚａ-ｚ]+/u, (wide) => wide.normalize('NFKC'))
    .replace(/[０-９＃]/gu, (wide) => wide.normalize('NFKC'))
    .replace(/\s+@tocsin\w*\s*$/iu, '')
    .replace(flags, (_, name: string, value: string) => ` ${/^sev$/iu.test(name) ? 'severity' : name}:${value}`)
    .trim();
  return withNumber(withoutBullet(withoutLinks(text), isVerb), isVerb);
}

/** `--severity=sev1`, as on a command line. */
const flags =
  /\s--(severity|sev|service|title|description|for|to|person|role|incident|status|state|from|at|level|message|reason|summary)[=\s]\s*("[^"]*"|“[^”]*”|[^\s-]\S*)/giu;

const link = String.raw`<?https?:\/\/[^\s/<>|]+\/incidents\/(\d{1,9})(?:[?#][^\s<>|]*)?(?:\|[^>]*)?>?`;
const firstLink = new RegExp(`^(\\S+\\s+)?${link}(?=[\\s.,:;!?]|$)`, 'u');
const everyLink = new RegExp(link, 'gu');

/** What is pasted in place of a number is one; further on it is a part of the text. */
function withoutLinks(text: string): string {
  if (/^\/?merge\b/iu.test(text)) return text.replace(everyLink, '#$1');
  return text.replace(firstLink, (_, verb = '', number: string) => `${verb}#${number}`);
}

/** `- ack 14` and `!ack 14` are commands. `> ack 14` quotes somebody, and is none. */
function withoutBullet(text: string, isVerb: (word: string) => boolean): string {
  const [bullet = ''] = /^(?:[-*•–!.\\$/]{1,2})\s*(?=\p{L})/u.exec(text) ?? [];
  const rest = text.slice(bullet.length);
  return bullet !== '' && isVerb((/^\p{L}+/u.exec(rest)?.[0] ?? '').toLowerCase()) ? rest : text;
}

function withNumber(text: string, isVerb: (word: string) => boolean): string {
  const [whole = '', verb = '', number = ''] =
    /^\/?(\p{L}{2,})[-_]?(#?\d{1,9})(?![\p{sc=Latin}\d])/u.exec(text) ??
    /^\/?(\p{L}{2,})\s+(?:n[°º]\s*|№\s*|#\s+)(\d{1,9})(?![\p{sc=Latin}\d])/iu.exec(text) ??
    [];
  // “Sev1” is a severity, and no incident.
  if (!verb || /^(?:sev|p|s|prio|severity|priority)$/i.test(verb) || !isVerb(verb.toLowerCase())) return text;
  return `${verb} ${number}${text.slice(whole.length).replace(/^(?=\p{L})/u, ' ')}`;
}

/**
 * Reads a question about an incident, such as `is 14 fixed?`, `who acked 14` or `14 done?`: it shows the incident, and does nothing
 * of what it asks about.
 *
 * @returns the number, or undefined for other lines
 */
export function numberAskedAbout(line: string): string | undefined {
  const [, told] = /^(#?\d{1,9})(?![\p{sc=Latin}\d:.])[^?？]{0,40}[?？]+$/u.exec(line) ?? [];
  if (told) return told;
  const [, whose] = /^who(?:['’]?s| is| has)\s+(?:on\s+)?(#?\d{1,9})[\s?？]*$/iu.exec(line) ?? [];
  if (whose) return whose;
  if (!isQuestion(line) || !aboutAnIncident.test(line)) return undefined;
  return numberIn(line);
}

/** The first number in a line that may be an incident’s; undefined when there is none. */
export function numberIn(line: string): string | undefined {
  return /(?<![\p{sc=Latin}\d:.-])(#?\d{1,9})(?![\p{sc=Latin}\d:%]|[.,]\d)/u.exec(line)?.[1];
}

/** Whether a line asks about an incident without its number: `is it fixed?`, `who has this?` */
export function isIncidentQuestion(line: string): boolean {
  return isQuestion(line) && aboutAnIncident.test(line);
}

/** Whether the line is about who is on call. */
export function isAboutRota(line: string): boolean {
  return aboutRota.test(line);
}

/** Whether the line asks something, as its first word says. */
export function isQuestion(line: string): boolean {
  return questionWord.test(line) && !saysNotTo(line);
}

/** Whether the line says what not to do: nothing is made of it. */
export function saysNotTo(line: string): boolean {
  return notAsked.test(line) || notAskedInJapanese.test(line);
}
