import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { withNumbers } from '../spelled-numbers.ts';
import { numberIn } from './questions.ts';

const pagingVerb = [
  String.raw`(?<!\p{L})(?:pag(?:e[ds]?|ing)|call(?:ed|ing)?|w[ao]k(?:e[ns]?|en|ing)|alert(?:ed|ing)?|notif(?:y|ied|ying)|ping(?:ed|ing)?|contact(?:ed)?|escalat\p{L}+|reached|bothered)(?!\p{L})`,
  String.raw`(?<!\p{L})(?:alarmiert?\p{L}*|angerufen|anruf\p{L}*|benachrichtigt?\p{L}*|geweckt|weck\p{L}*|gerufen|verständigt|eskalier\p{L}+|erreicht)(?!\p{L})`,
  String.raw`(?<!\p{L})(?:avis\p{L}+|llam\p{L}+|despert\p{L}+|despiert\p{L}+|notific\p{L}+|alert\p{L}+|escal\p{L}+|localiz\p{L}+)(?!\p{L})`,
  '呼(?:び|ば|ん)|起こ|通知|エスカレ|電話',
].join('|');
const paging = new RegExp(pagingVerb, 'iu');

const why =
  /^[¿]?(?:(?:and|but|so|und|aber|y|pero)\s+)?(?:why|how come|warum|wieso|weshalb|por qu[eé])(?!\p{L})|なぜ|なんで|どうして/iu;
const who = new RegExp(
  [
    String.raw`^(?:so\s+)?(?:who(?:m|['’]s)?|which people)\s+(?:(?:all|else|exactly)\s+)?(?:(?:was|were|is|are)(?:n['’]?t)?\s+(?:not\s+)?(?:already\s+)?(?:being\s+)?(?:paged|called|woken|alerted|notified|pinged|contacted|reached)|got|(?:has|have)(?:n['’]?t)?\s+(?:not\s+)?(?:already\s+)?been|been|did(?:n['’]?t)?\s+(?:you|tocsin|it|we|not|get))(?!\p{L})`,
    String.raw`^(?:wer|wen)\s+(?:alles\s+)?(?:wurden?|ist|sind|hast|habt|haben|hat)(?!\p{L}).*(?:alarmiert|angerufen|benachrichtigt|geweckt|gerufen|verständigt|erreicht)`,
    String.raw`^¿?(?:a\s+)?qui[eé]n(?:es)?\s+(?:no\s+)?(?:(?:se\s+)?(?:le\s+|les\s+)?(?:ha|han|has|hab[eé]is|fue|fueron|avis|llam|notific|despert)|se\s)`,
    '(?:誰|だれ)[がをに].*(?:た|れて|ました)',
  ].join('|'),
  'iu',
);
const whether = new RegExp(
  [
    String.raw`^(?:was|were|has|have|did|is)(?:n['’]?t)?\s.*(?<!\p{L})(?:paged|called|woken|alerted|notified|pinged)(?!\p{L})`,
    String.raw`^did(?:n['’]?t)?\s+(?:you|tocsin)\s+(?:page|call|wake|alert|notify|ping)(?!\p{L})`,
    String.raw`^(?:wurden?|hast du|habt ihr)(?!\p{L}).*(?:alarmiert|angerufen|benachrichtigt|geweckt)`,
    String.raw`^¿?(?:se|has|hab[eé]is)\s+(?:(?:le|les|ha|han)\s+)*(?:avis|llam|notific|despert)`,
  ].join('|'),
  'iu',
);
/** “Who should I call?” asks who is on call. */
const future =
  /(?<!\p{L})(?:should|shall|do (?:i|we)|can|could|would|will|soll\p{L}*|kann|können|debo|debemos|deber[ií]a\p{L}*|puedo|podemos|hay que|tengo que)(?!\p{L})/iu;

/** Matches `why 14`, `why me` and `warum ich`. */
const alone =
  /^\/?[¿]?(?:why|warum|wieso|por qu[eé]|なぜ)(?:\s+(?:me|ich|yo|am i (?:awake|up)|(?:is|was|about|for)\s+(?=#?\d)))?\s*(?:(?:incident|vorfall|incidente)\s+)?(#?\d{1,9})?[\s?？!.]*$/iu;

const which = String.raw`(?:\s*[:,-]?\s*(?:(?:on|about|of|for|with|in|the|von|vom|zu|zum|mit|bei|über|für|de|del|con|sobre|en|el|incident|inc|vorfall|incidente|number)\s+)*(?:(?:it|this|that|here|dem|diesem|das|hier|esto?|aquí)(?!\p{L})|(#?\d{1,9})(?![\p{L}\d]))?)`;
const end = String.raw`(?:[\s,]+(?:up|zusammen|please|pls|bitte|por favor|now|jetzt|quickly|for me|für mich))*[\s?？!.。]*$`;
const summary = new RegExp(
  String.raw`^(?:(?:can|could|would) (?:you|someone|anyone)\s+)?(?:please\s+)?(?:catch\s?(?:me\s?)?up|tl;?\s?dr|sitrep|recap|(?:quick\s+|short\s+)?summary|summari[sz]e|sum|brief me|fill me in|(?:bring|get) me up to (?:speed|date)|what (?:did i miss|happened|has happened)|what(?:['’]?s| is) (?:going on|happening|up)|was (?:ist|war) (?:los|passiert)|was geht(?: da)? (?:vor|ab)|was (?:habe? ich|hab ich) verpasst|worum geht['’]?s?(?: es)?|zusammenfassung|fasse?(?: mal)?|bring mich auf (?:den )?(?:neue(?:st)?en )?stand|¿?qu[eé] (?:pasa|pas[oó]|ha pasado|est[aá] pasando|me (?:perd[ií]|he perdido))|ponme al (?:d[ií]a|corriente)|resumen|res[uú]meme|resúme|resume(?=\s+(?:el|la|lo)\b))${which}${end}`,
  'iu',
);
const summaryInJapanese =
  /^(?:インシデント)?(?:(#?\d{1,9})\s*番?\s*[をはのでに]?\s*)?(?:何が(?:起き|起こ|あ)\S{0,8}|要約\S{0,8}|まとめて\S{0,6}|概要\S{0,6}|(?:今の|現在の)?状況(?:は|を|が)?\S{0,8})[\s?？。]*$/u;

/**
 * Reads a line that asks who was paged, or not, and why, and one that asks for a summary: `why was I paged`, `wer wurde für
 * 14 alarmiert?`, `tldr 14`. Both commands only read.
 *
 * @returns undefined for other lines
 */
export function askedAboutPaging(line: string): CommandInput | undefined {
  const caught = summary.exec(line) ?? summaryInJapanese.exec(line);
  if (caught) return about('catchup', caught[1]);
  const bare = alone.exec(line);
  if (bare) return about('explain', bare[1]);
  const isQuestion = why.test(line) || ((who.test(line) || whether.test(line)) && !future.test(line));
  return isQuestion && paging.test(line) ? about('explain', incidentIn(line)) : undefined;
}

function about(command: string, incident: string | undefined): CommandInput {
  return { command, args: { ...(incident !== undefined && { incident }) } };
}

/** Returns the incident's number; other numbers count something, or are a time or a level. */
function incidentIn(line: string): string | undefined {
  const others =
    /(?:(?<!\p{L})(?:at|um|a las?|level|stufe|nivel)\s*|レベル\s*)\d+|\d+\s*(?:people|persons|times|pages|minutes?|min|hours?|personen|leute|mal|minuten|stunden|personas|veces|minutos|horas|人|回|分|時)/giu;
  const rest = line.replace(others, ' ');
  return numberIn(rest) ?? numberIn(withNumbers(rest));
}
