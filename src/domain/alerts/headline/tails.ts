import { begins, ends, neither } from '../headline-words.ts';
import { anyOf } from './patterns.ts';

const word = `(?<word>${anyOf([...ends, ...begins, ...neither])})`;
/** … is CRITICAL, … is OK!, … is back to normal, … has been down */
const verb = new RegExp(
  `\\s(?:is|are|has been|have been|ist|sind|está|están|est|sont|è|é|sono|är|er)\\s(?:(?:now|currently|back|jetzt)\\s){0,2}${word}(?:\\s(?:again|de nuevo|à nouveau))?$`,
  'iu',
);
/** … is GREEN, as Elasticsearch says it of a cluster. */
const colour = /\s(?:is|are)\s(?:now\s)?(?<word>red|yellow|green)$/i;
const colours: Readonly<Record<string, string>> = { red: 'critical', yellow: 'warning', green: 'ok' };
/** … has failed, … has recovered, … went down, … Back Up */
const ending =
  /\s(?:(?:has|have|went|goes|came|comes)\s(?:(?:been|gone|come)\s)?)?(?<word>(?<!\b(?:not|be|is|are|to|never|cannot)\s)(?:triggered|resolved|activated|deactivated|cleared|restored)|voltou ao normal|(?:nicht|wieder) (?:erreichbar|verfügbar)|wieder online|no está disponible|vuelve a estar disponible|n['’]est pas disponible|volvió a la normalidad|(?<=(?:has|have)\s)(?:failed|succeeded)|(?<=(?:went|goes|gone)\s)(?:down|offline|critical|unhealthy)|(?:back|returned) to normal|(?<=(?:came|comes)\s)(?:up|online)|recovered|(?<!\)\s\d{1,9}\s)failed|crashed|fehlgeschlagen|ausgefallen|fallida|fallido|back up|back online|degraded|lost|(?<=\b(?:communications?|connections?|links?|with)\b.{0,80}\s)established)$/i;
/** … - RESOLVED, … (resolved), …: OK */
const apart =
  /(?:\s(?:[-–—|]\s?|\(|\[)|:\s)(?<word>resolved|recovered|recovery|cleared|closed|ok|normal|firing|triggered|alert|problem|critical|warning|error|failure|failed|success|successful|fatal|repaired|(?<=[([])(?:open|down|up|fixed|restored)(?=[)\]]$))[\])]?$/i;
/** SCOM: … Resolution state: Closed (255) */
const field =
  /[\s,;–-]{1,4}\(?(?:resolution|new|current|alert) (?:state|status)\s?[:=]\s?(?<word>new|active|open|acknowledged|resolved|closed|ok|up|down|critical|warning)\)?(?:\s\(\d{1,4}\))?$/i;
/** Munin and shell scripts: … CRITICAL, … OK. Only in capitals: “the button is ok”. */
const capitals =
  /(?<=\S)\s(?<word>CRITICAL|WARNING|UNKNOWN|OK|DOWN|UP|FAILED|FAILURE|SUCCESS|RESOLVED|RECOVERED|OFFLINE|ONLINE)$/;
/** Azure puts the time behind everything. */
const time = /\sat\s\d{1,2}\/\d{1,2}\/\d{4}\s[\d:]{4,8}(?:\s?[ap]m)?(?:\s?utc)?$/i;

/** … has recovered from failure */
const wasBefore =
  /(?<=\brecovered) from (?:an? )?(?:degraded|failure|failing|failed|down|critical|warning|error|outage)\b[^,;]{0,20}$/i;

/** What stands behind a line, such as “… is CRITICAL”. */
export interface Tail {
  /** The line without its state, or all of it when it says none. */
  readonly rest: string;
  readonly word?: string;
  /** The line as a sentence with its state, when it is one. */
  readonly sentence?: string;
}

/** Reads the state at the end of a line. */
export function readTail(line: string): Tail {
  const text = line
    .replace(/[\s*!.]{1,10}$/, '')
    .replace(time, '')
    .replace(wasBefore, '');
  const label = field.exec(text) ?? apart.exec(text);
  const found = verb.exec(text) ?? label ?? ending.exec(text) ?? colour.exec(text) ?? capitals.exec(text);
  if (!found || found.index === 0) return { rest: text };
  const last = found.groups!.word!.toLowerCase();
  return {
    rest: text.slice(0, found.index),
    word: colours[last] ?? last,
    ...(found !== label && { sentence: text }),
  };
}
