import { isDoubted, isEmptied } from '../headline-denials.ts';
import { withoutLabel } from './loose-labels.ts';

/** Words that end whatever stands before them: “Video loss on camera 7 ended”, “Störung behoben: Leitung 4711”. */
const closing =
  /^(?<what>.{3,200}?)\s(?:[-–]\s)?(?:(?:has|have|was|were|is|been|now|wurde|ist|ha sido|a été)\s){0,3}(?:condition\s)?(?:(?<!\bviolation )cleared|ended|beendet|aufgehoben|behoben|finalizad[oa]|solucionad[oa]|terminée?|résolue?)(?<where>(?:\s(?:on|in|at|auf|en|sur|im|for)\s|\s?:\s).{1,150})?[\s.!]{0,3}$/iu;
/** “Disk no longer almost full” */
const noLonger = /\sno longer (?=(?:almost |nearly |completely )?full\b)/i;
/** What has to end: of a log or a session, that it was cleared or ended says nothing good. */
const problem =
  /(?<![\p{L}\p{N}])(?:\p{L}*(?:alarm|alert|störung|störungsmeldung|ausfall|stau|überhitzung)|jam|leak|faults?|loss|failures?|outages?|panne|alerte|alerta|fallo|avería|corte|errors?|overload|violations?|warnings?|high(?! availability)|low|hot|hoch|niedrig|exceeded)(?![\p{L}\p{N}])/iu;

/** Returns the line of what is over. Undefined: the line does not end with such a word, or what it ends is no problem. */
export function readClosing(line: string): string | undefined {
  if (noLonger.test(line)) return line.replace(noLonger, ' ');
  const { what, where = '' } = closing.exec(line)?.groups ?? {};
  if (what === undefined || isDoubted(`${what} `) || isEmptied(`${what} `, 'cleared')) return undefined;
  // “Warning: VPN session ended”: that somebody is warned is no problem that could end.
  return problem.test(withoutLabel(what)) ? `${what}${where.replace(/^\s:/, ':')}` : undefined;
}
