const questionWord =
  /^[¿]?(?:is|was|are|were|has|have|had|did|does|do|why|when|how|who|whose|what|which|where|should|will|wer|wann|warum|wieso|ist|war|hat|wurde|qui[eé]n|cu[aá]ndo|por qu[eé]|est[aá]|fue|ha)(?:['’]s)?(?!\p{L})/iu;
const aboutAnIncident =
  /(?<!\p{L})(?:(?:ac?k|acknowledg|resolv|clos|fix|snooz|escalat|page|declar|trigger|reopen|happen|work)\p{L}*|done|over|open|owns?|has|status|behoben|erledigt|gelöst|geschlossen|übernommen|resuelto|cerrado|arreglado)(?!\p{L})/iu;
const notAsked =
  /^(?:do(?:es)?n['’]?t|do not|never(?:\s?mind)?|not|no|nope|stop|undo|abort|cancel|nein|nicht|kein[es]?)(?!\p{L})/iu;

/**
 * Returns the line without what only platforms and keyboards put there: `/incident` before it, full-width digits, and no space
 * between a verb and the number.
 *
 * @param isVerb whether a word is a command, or another word for one
 */
export function plainLine(line: string, isVerb: (word: string) => boolean): string {
  const text = line
    .trim()
    .replace(/^\/?incident(@\w+)?(?:[:：]\s*|(?=\s|$))/i, '')
    .replace(/[０-９＃]/gu, (wide) => wide.normalize('NFKC'))
    .trim();
  const [, verb = '', number = ''] = /^\/?(\p{L}{2,})(#?\d{1,9})(?![\p{L}\d])/u.exec(text) ?? [];
  // “Sev1” is a severity, and no incident.
  if (!verb || /^(?:sev|p|s|prio|severity|priority)$/i.test(verb) || !isVerb(verb.toLowerCase())) return text;
  return `${verb} ${number}${text.slice(text.indexOf(number) + number.length)}`;
}

/**
 * Reads a question about an incident, such as `is 14 fixed?`, `who acked 14` or `14 done?`: it shows the incident, and does nothing
 * of what it asks about.
 *
 * @returns the number, or undefined for other lines
 */
export function numberAskedAbout(line: string): string | undefined {
  const [, told] = /^(#?\d{1,9})(?![\p{L}\d:.])[^?]{0,40}\?+$/u.exec(line) ?? [];
  if (told) return told;
  if (!isQuestion(line) || !aboutAnIncident.test(line)) return undefined;
  return /(?<![\p{L}\d:.-])(#?\d{1,9})(?![\p{L}\d:%]|[.,]\d)/u.exec(line)?.[1];
}

/** Whether the line asks something, as its first word says. */
export function isQuestion(line: string): boolean {
  return questionWord.test(line) && !saysNotTo(line);
}

/** Whether the line says what not to do: nothing is made of it. */
export function saysNotTo(line: string): boolean {
  return notAsked.test(line);
}
