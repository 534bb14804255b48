const questionWord =
  /^[¿]?(?:is|was|are|were|has|have|had|did|does|do|why|when|how|who|whos|whats|whose|what|which|where|should|will|shall|(?:can|could|may|might|must|would)(?!\s+(?:you|u|ya)(?!\p{L}))|wer|wann|warum|wieso|ist|war(?!\s+room)|hat|haben|wurde|was ist|soll\p{L}*|kann|können|darf|dürfen|müssen|muss|qui[eé]n|qu[eé]|cu[aá]ndo|por qu[eé]|est[aá]|fue|ha|hay|deber\p{L}+|debemos|debo|podemos|any (?:update|news|progress|word|eta)|anyone|anybody|someone|somebody|jemand|alguien)(?:['’]s)?(?!\p{L})|^¿(?!puedes|podrías|me\s)|^(?:誰|だれ|なぜ|いつ|どう)|か[?？]?$/iu;
const aboutAnIncident =
  /(?<!\p{L})(?:(?:ac?k|acknowledg|resolv|clos|fix|snooz|escalat|page|declar|trigger|reopen|happen|work|tak|took|look|handl|investigat|own|assign|übern|kümmer|schlie|schloss|lös|eskal|quitt|weck|alarm|cerr|cierr|resol|tom|recono|escal|despert|despiert|llev)\p{L}*|done|over|open|severity|prio(?:rity)?|sev[\s-]?\d?|p[0-5]|who['’]?s got (?:it|this|that)|on it|on this|hat['’]?s|hat (?:es|das|ihn)|lo (?:tiene|lleva|tomó|coge)|on #?\d+|update|news|about|who has|has|status|behoben|erledigt|gelöst|geschlossen|resuelto|cerrado|arreglado)(?!\p{L})|解決|確認|持って|対応|エスカレ|クローズ|再開/iu;
const notAsked =
  /^(?:do(?:es)?n['’]?t|do not|never(?:\s?mind)?|nvm|oops|whoops|sorry|my bad|wrong (?:one|incident|number)|falscher? (?:vorfall|nummer)|noch nicht|not|no|nope|stop|undo|abort|cancel|hold o(?:n|ff)|wait|let['’]?s (?:not|wait|hold)|(?:we|you|i|please)\s+(?:should|must|can|do|will)(?:n['’]?t| not)|nobody|no ?one|keep|leave|without|instead of|nein|nicht|kein[es]?|niemand|ohne|warte|(?:todavía|aún|ya) no|nadie|sin|espera)(?!\p{L})/iu;
/** Matches the negation at the end of a Japanese line. */
const notAskedInJapanese = /(?:ないで(?:ください)?|てい?ません|ない(?:でください)?|なくていい|するな)[。！!]*$/u;
const aboutRota =
  /(?<!\p{L})(?:on[\s-]?call|on[\s-]?duty|pager|shifts?|cover|bereitschaft|schicht|guardia|turno)(?!\p{L})|当番/iu;

/**
 * Reads a question about an incident, such as `is 14 fixed?`, `who acked 14` or `14 done?`. It shows the incident and does
 * nothing else.
 *
 * @returns the incident's number; undefined for other lines
 */
export function numberAskedAbout(line: string): string | undefined {
  const [, told] = /^(#?\d{1,9})(?![\p{sc=Latin}\d:.])[^?？]{0,40}[?？]+$/u.exec(line) ?? [];
  if (told) return told;
  const [, whose] = /^who(?:['’]?s| is| has)\s+(?:on\s+|got\s+)?(#?\d{1,9})[\s?？]*$/iu.exec(line) ?? [];
  if (whose) return whose;
  if (!isQuestion(line)) return undefined;
  const number = numberIn(line);
  // “Why are 3 hosts down?” counts hosts.
  const isCounted = number !== undefined && new RegExp(`${number}\\s+\\p{L}+s(?!\\p{L})`, 'iu').test(line);
  return aboutAnIncident.test(line) || !isCounted ? number : undefined;
}

/** Returns the first number in a line that may be an incident's; undefined when there is none. */
export function numberIn(line: string): string | undefined {
  return /(?<![\p{sc=Latin}\d:.-])(#?\d{1,9})(?![\p{sc=Latin}\d:%]|[.,]\d)/u.exec(line)?.[1];
}

/** Returns whether a line asks about an incident without its number: `is it fixed?`, `who has this?` */
export function isIncidentQuestion(line: string): boolean {
  return isQuestion(line) && aboutAnIncident.test(line);
}

/**
 * Returns the verb of a line that asks how to do something: `how do I snooze an incident?` Undefined for other lines.
 */
export function askedHow(line: string): string | undefined {
  return /^¿?(?:how\s+(?:(?:do|can|would|should)\s+(?:i|we|you|one)|to)|wie\s+(?:kann|muss|soll)\s+(?:ich|man)|c[oó]mo\s+(?:puedo|se|hago\s+para))\s+(\p{L}+)/iu
    .exec(line)?.[1]
    ?.toLowerCase();
}

/** Returns whether the line is about who is on call. */
export function isAboutRota(line: string): boolean {
  return aboutRota.test(line);
}

/** Returns whether the first word makes the line a question. */
export function isQuestion(line: string): boolean {
  return questionWord.test(line) && !saysNotTo(line);
}

/** Returns whether the line says what not to do. Such a line runs nothing. */
export function saysNotTo(line: string): boolean {
  return notAsked.test(line) || notAskedInJapanese.test(line);
}
