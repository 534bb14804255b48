import { isDoubted } from '../headline-denials.ts';
import { graded, heads } from './heads.ts';
import type { HeadlineShape } from './patterns.ts';

/** How a monitor writes a beginning and its end: the same line, with one of two words in it. */
interface Counterparts {
  /** Everything up to the word. The group `name`, here or in `after`, is what the line is about. */
  readonly before: string;
  readonly begin: string;
  readonly end: string;
  readonly after?: string;
}

/** A name that begins the line, with nothing before it that would say a state. */
const name = '(?<name>[\\p{L}\\p{N}"“\'][^:]{0,200}?)';
/** Why it is down, which is another each time. */
const code =
  '(?: - (?:http(?: status)?\\s?)?(?:[1-5]\\d\\d\\b|time(?:d )?out\\b|connection (?:refused|reset|timed)\\b).{0,200})?';
/** What goes up and down all day, without being up or down. */
const measured =
  '(?<!\\b(?:rates?|latency|errors?|usage|load|temperature|cpu|memory|traffic|requests|time|count|queue|costs?|lag|price))';

const table: readonly Counterparts[] = [
  { before: '(?<from>dotcom-monitor[^:]{0,40}: )', begin: 'error', end: 'uptime', after: ' - (?<name>.{1,300})' },
  { before: '(?<from>scom alert - )', begin: 'new|open|active', end: 'closed|resolved', after: ' - (?<name>.{1,300})' },
  { before: '(?<from>uptime ?kuma monitor )', begin: 'down', end: 'up', after: '(?:\\s?:)? (?<name>.{1,200})' },
  // Elastic
  {
    before: '(?<from>\\[[^\\]]{1,40}\\] )?alert: (?<name>[^:]{1,300}?) is (?:now )?',
    begin: 'active',
    end: 'recovered',
  },
  {
    before: '(?<name>el (?:monitor|servicio|servidor|sitio) .{1,200}?) está ',
    begin: 'inactivo|ca[ií]do|desconectado',
    end: 'activo|en línea|conectado',
  },
  {
    before: '(?<name>(?:kubernetes |k8s )?node \\S{1,200}?)(?: (?:is|became)(?: now)?|:)? ',
    begin: 'not ?ready',
    end: 'ready',
  },
  // iDRAC: Power supply redundancy is lost; The fans are redundant
  {
    before: '(?<from>[^:]{1,60}: )?(?:the )?(?<name>power suppl|fan|memory)(?:y|ies|s)? ',
    begin: 'redundancy is (?:lost|degraded)',
    end: '(?:are|is) redundant|redundancy is (?:restored|regained)',
  },
  // pfSense
  {
    before: '(?:\\d\\d:\\d\\d:\\d\\d )?(?<from>monitor: )(?<name>\\S{1,60}) ',
    begin: 'is down|has (?:packet loss|high latency)',
    end: 'is available now',
    after: ', .{1,300}',
  },
  // Veeam: Prod Backup finished with Failed
  {
    before: '(?<name>.{2,200}?) (?:has )?(?:completed|finished|ended|done) with (?:(?:status|result|state)[: ]{1,2})?',
    begin: 'failed|failure|warning|error',
    end: 'success',
  },
  // Zabbix, where the event has no name
  {
    before: '(?<name>service "[^"]{1,200}") ',
    begin: 'problem',
    end: 'resolved(?: in (?:\\d{1,6}[wdhms] ?){1,5})?',
    after: '\\s?:',
  },
  { before: `${name} - `, begin: 'down', end: 'up', after: code },
  {
    before: `${name}${measured} went `,
    begin: 'down',
    end: 'back up(?!.{0,150}\\. (?:error|reason):)',
    after: '(?:(?: at [^()]{1,60}?)?(?: \\([^()]{1,60}\\))?(?:\\. (?:error|reason): .{0,400})?)',
  },
  // iDRAC and other controllers of servers
  {
    before: `${name} (?:is|are) (?:now )?`,
    begin:
      '(?:outside(?: of)?|out of) (?:the )?(?:normal |allowed )?range|(?:greater|less|higher|lower) than the (?:upper|lower) (?<grade>warning|critical) threshold',
    end: '(?:back )?(?:within (?:the )?(?:normal |allowed )?|in (?:the )?(?:normal|allowed) )range',
  },
  {
    before:
      '(?<name>(?!.{0,200}:|alert for device )(?:[\\p{L}\\p{N}].{0,100} )?(?:temperature|humidity|voltage|pressure|fan speed|load|latency|usage|utili[sz]ation|response time|error rate)(?: .{1,100}?)??) (?:is |was |has )?(?:now |currently )?',
    begin: '(?:too |very )?(?:high|hot|low)|critical',
    end: '(?:(?:gone |come |went |came )?back|returned) to normal|normal|normali[sz]ed',
  },
];

const rows = table.map(({ before, begin, end, after = '' }) => ({
  line: new RegExp(`^${before}(?:(?<begin>${begin})|(?<end>${end}))${after}[\\s!.]{0,3}$`, 'iu'),
  startsWithName: !before.includes('?<from>'),
}));

/** Undefined: the line has none of these words in its place. */
export function readCounterpart(text: string): HeadlineShape | undefined {
  for (const { line, startsWithName } of rows) {
    const found = line.exec(text)?.groups;
    if (!found || isDoubted(`${found.name} `)) continue;
    // “RESOLVED - temperature is too high”
    if (startsWithName && [...heads, graded].some((head) => head.test(text))) continue;
    return {
      word: found.end === undefined ? found.begin! : 'recovered',
      bare: `${found.from ?? ''}${found.name}`,
      title: text.replace(/[\s!.]{1,5}$/, ''),
      ...(found.grade && { grade: found.grade }),
    };
  }
  return undefined;
}
