import { begins, ends } from '../headline-words.ts';
import { anyOf, type HeadlineShape } from './patterns.ts';

/** [Jenkins], [NRQL]: who sends it. */
const from = '(?<from>\\[[^\\]]{1,40}\\]\\s)?';
/** Deploy failed for shop; [Bitbucket] Pipeline fixed for main in acme/shop */
const done = new RegExp(
  `^${from}(?<job>(?!rule\\s)[\\p{L}\\p{N}][^:[\\]]{0,79}?)\\s(?:has\\s)?(?:been\\s)?(?<word>failed|errored|broken|succeeded|successful|completed successfully|fixed|passed|recovered|restored) (?<name>(?:for|of|on|in|at) .{1,300})$`,
  'iu',
);
/** [Jenkins] Build failed: shop */
const doneOf = new RegExp(
  `^${from}(?<job>[\\p{L}\\p{N}][^:[\\]]{0,79}?)(?<!\\sis)\\s(?:has\\s)?(?<word>failed|errored|broken|succeeded|fixed|passed)(?:\\s?:\\s?|\\s[-–]\\s)(?<name>.{1,300})$`,
  'iu',
);
/** [Build failed] shop-CI - main */
const bracketed =
  /^\[(?<job>build|deploy(?:ment)?|pipeline|job|run|release|tests?) (?<word>failed|succeeded|fixed|passed|partially succeeded)\]\s(?<name>.{1,300})$/i;
/** Nightly backup succeeded */
const wentWell =
  /^(?<name>.{2,300}?)\s(?:has\s|a\s|ha\s)?(?:succeeded|(?:completed|finished) successfully|(?:was )?successful|(?:war )?erfolgreich(?: abgeschlossen| beendet)?|réussie?|(?:con éxito|exitosa|exitoso))[\s!.]{0,3}$/i;
/** The nightly backup completed. Of other work, only that it ended is told. */
const copied =
  /^(?<name>.{0,200}(?:\b(?:backups?|replication|snapshots?|scrub|sync|copia de seguridad)\b|sicherung\b|sauvegarde\b).{0,100}?)\s(?:has\s|was\s|wurde\s)?(?:been\s)?(?:completed|finished|done|abgeschlossen|beendet|completada|terminée)(?: successfully)?(?<where> (?:for|of|on|in|at|to|from) .{1,200})?[\s!.]{0,3}$/i;
/** Backup of db1 completed with warnings */
const flawed =
  /^(?<name>.{2,300}?)\s(?:has\s)?(?:completed|finished|succeeded|done) with (?!no\b|0\b)(?:\d{1,6} )?(?:errors?|warnings?|issues?|problems?|failures?|exceptions?)\b.{0,100}$/i;

/** Words that mean a state right before a colon, with who sends it or what it is of before them. */
const beforeColon = [
  ...ends.filter((one) => !['ok', 'okay', 'up', 'normal', 'available', 'success', 'online', 'connected'].includes(one)),
  ...[
    'cleared',
    'clear',
    'triggered',
    'raised',
    'detected',
    'activated',
    'opened',
    'problem',
    'alert',
    'alarm',
    'critical',
    'warning',
    'fired',
  ],
  ...['recovery', 'unhealthy', 'firing', 'passing', 'back online', 'back up'],
];
/** LogicMonitor CLEARED: web-1 CPU; Cronitor Recovery: backup; DigitalOcean monitoring triggered: CPU is high */
const beforeState = new RegExp(
  `^(?<from>[\\p{L}\\p{N}"“][^:[\\]|*]{1,59}?)\\s(?<word>${anyOf(beforeColon)})(?: in (?:\\d{1,6}[wdhms] ?){1,5})?\\s?:\\s(?<name>.{1,300})$`,
  'iu',
);
/** What serves others, and may therefore be up or down. */
const serving =
  '(?:the )?(?:service|host|server|site|website|monitor|check|node|device|endpoint|link|interface|port|(?:bgp )?peer|tunnel|vpn|wan|internet|network|uplink|power|access point|ap|router|switch|gateway|camera|sensor|vm|database)';
/** Website Down: Shop; PingdomAlert UP: Shop. Of other words, “Back up: …” is about something else. */
const servesBefore = new RegExp(
  `^(?<from>\\S{0,30}(?:alert|monitor|site)|[\\w.-]{1,30} (?:alert|monitor|website)|${serving})\\s(?:(?:is|went|came)\\s)?(?<word>down|up|offline|online)\\s?:\\s(?<name>.{1,300})$`,
  'i',
);
/** Uptime Alert: shop is Online */
export const stateBehind = new RegExp(
  `\\s(?:is|are)\\s(?:now\\s)?(?:${anyOf([...ends, ...begins])})[!.:\\s]{0,3}$`,
  'iu',
);
/** Nagios: Host DOWN alert for web-1! */
const hostAlert =
  /^(?:host|service) (?<word>up|down|unreachable|ok|critical|warning|unknown) alert for (?<name>.{1,300}?)!?$/i;
/** Kibana: Rule "CPU" is active: web-1 */
const rule =
  /^(?<from>\[[^\]]{1,40}\]\s)?(?<job>rule .{1,200}?) (?:is|has) (?<word>active|recovered)(?:\s?:| for)\s(?<name>.{1,300})$/i;
/** Shop is DOWN: connection refused; Shop is currently failing! Reason: timeout. The reason is another each time. */
const reason =
  /^(?<name>(?!monitor\b)[^:]{1,200}?) is (?:(?:now|currently|back) ){0,2}(?<word>down|up|offline|online|unreachable|reachable|failing|unhealthy|healthy)(?:\s?:|\s[-–—]|[.!,]| and was| because| due to| since| after) .{1,300}$/i;
/** Your service 'shop' is has been failing for 2 hours! Reason: timeout */
const lasting =
  /^(?<name>[^:]{1,200}?) (?:is )?has been (?<word>down|offline|unreachable|failing|unhealthy) for .{1,300}$/i;
/** Service shop offline; Host db1 unreachable */
const serves = new RegExp(
  `^(?<name>${serving} .{1,200}?) (?<word>down|up|offline|online|unreachable|reachable|not responding|responding)$`,
  'i',
);
/** Link down on sw1 port 3 */
const servesOn = new RegExp(
  `^(?<what>${serving}(?: \\S{1,60}){0,2}?) (?<word>down|up) (?<where>(?:on|at|of|for) .{1,200})$`,
  'i',
);
/** Communications lost with UPS rack; Connection to db1 restored */
const link =
  /^(?:warning[:,]? (?=communications? ))?(?<what>(?:\S{1,60} )?(?:communications?|connections?|connectivity|contact|links?|heartbeats?|signals?)) (?:has (?:been )?|was |is )?(?<word>lost|failed|interrupted|broken|(?:re-?)?established(?= (?:with|to) )|(?:restored|resumed|recovered)(?! from )) (?<where>(?:with|to|on|from|of|at|for|between) .{1,200}?)[.!]?$/i;
/** db1 unreachable. Of more than one word, what is reachable may be too few. */
const answers = /^(?<name>\S{1,200}) (?<word>unreachable|reachable|(?:not|stopped) responding|responding)$/i;
/** WAN up, db-1 down. Of a common word it would be another thing: “follow up”. */
const shortName = /^(?<name>(?=\S*(?:[\d.-]|[A-Z]{2}))\S{1,200}) (?<word>down|up|offline|online)$/;
/** AP lobby was disconnected. What nobody expected to connect is a problem. */
const connects =
  /^(?<name>(?!.{0,60}\b(?:new|unknown|rogue|usb|unauthori[sz]ed)\b).{1,200}?) (?:was|is|has been|has|got) (?:now )?(?<word>disconnected|connected|reconnected)$/i;
/** Shopがダウンしました */
const japanese =
  /^(?<name>.{1,200}?)\s?(?:が|は)\s?(?<word>ダウン|停止|異常|復旧|回復|正常)(?:しました|しています|です|中|に戻りました|に復帰しました)?。?$/u;
/** What stands between a name and its state: “has gone”, “is now”. */
const verbs = /\s(?:is|are|has|have|went)(?:\s(?:now|currently|gone|back|been|come)){0,2}$/i;
/** “Switch sw1 went offline”, “Switch sw1 came back online” */
const moves = /\s(?:has (?:gone|come)|went|came)(?: back)?$/i;
/** Pingdom Alert: incident #4711 is assigned and open for Shop (shop.example.org) */
const pingdom =
  /^(?:pingdom alert: )?incident #(?<id>\d{1,12}) is (?:assigned and )?(?<word>open|resolved|closed) for (?<name>.{1,300})$/i;
/** LogicMonitor: LMD123 critical - web-1 CPU */
const logicMonitor =
  /^(?<id>LM[A-Z]{0,3}\d{1,12}) (?<word>critical|error|warn(?:ing)?|clear(?:ed)?|ack(?:ed|nowledged)?|sdt)\b.{0,300}$/i;
/** Shop is Down (Site24x7) */
const withNote = new RegExp(
  `^(?<name>.{1,200}?) is (?:now )?(?<word>${anyOf([...ends, ...begins])})(?<note> \\([^()]{1,80}\\))[.!]?$`,
  'iu',
);
/**
 * A name stays: (Site24x7), (web-1), (shop.example.org). A reason is another each time: (Connection Timeout), (502).
 */
const namingNote = /^ \((?!http\b)(?=[^()]*[a-z])(?=[^()]*[\d.:/-])[^\s()]{2,80}\)$/i;
/** Ping is DOWN on Shop */
const stateOn = new RegExp(
  `^(?<name>[^:]{1,100}?) (?:is|are|ist|sind|está|est) (?:(?:now|currently|back|again) ){0,2}(?<word>${anyOf([...ends, ...begins])}) (?<where>(?:on|at|for|in|auf|en|sur) \\S{1,100}(?: \\([^()]{1,80}\\))?)[.!]?$`,
  'iu',
);
/** db1 CRITICAL - Disk usage */
const labelled =
  /^(?<host>\S{1,100}) (?<word>CRITICAL|WARNING|UNKNOWN|OK|CLEAR|DOWN|UP|PROBLEM|RECOVERY|RESOLVED) - (?<what>.{1,300})$/;
/** Shop Down [Uptime-Kuma] */
const beforeSource = /^(?<name>.{1,200}?) (?<word>down|up|offline|online) (?<from>\[[\p{L}\p{N} ._-]{2,40}\])$/iu;
/** Shop service went up! Only what serves may say so: a temperature goes up as well. */
const wentUp = /^(?<name>.{1,200} (?:service|site|website|host|server|monitor)) went (?<word>up)[!.]?$/i;
/** Shop : Down; Shop - Up */
const apart = /^(?<name>.{1,300}?)\s[:–—|-]\s(?<word>down|up|offline|online)$/i;
/** Of lines that say a state in a sentence. Undefined: it has the shape of none of them. */
export function readSentence(text: string): HeadlineShape | undefined {
  return ofWork(text) ?? ofState(text);
}

function ofWork(text: string): HeadlineShape | undefined {
  const labelled = bracketed.exec(text)?.groups;
  if (labelled) return { word: outcome(labelled.word!), bare: `${labelled.job}: ${labelled.name}`, hasSentence: true };
  const of = doneOf.exec(text)?.groups;
  if (of) return { word: outcome(of.word!), bare: `${of.from ?? ''}${of.job}: ${of.name}`, hasSentence: true };
  const found = done.exec(text)?.groups;
  if (found)
    return { word: outcome(found.word!), bare: `${found.from ?? ''}${found.job} ${found.name}`, hasSentence: true };
  const well = (wentWell.exec(text) ?? copied.exec(text))?.groups;
  if (well) return { word: 'succeeded', bare: `${well.name}${well.where ?? ''}` };
  const bad = flawed.exec(text)?.groups;
  return bad && { word: 'failed', bare: bad.name!, hasSentence: true };
}

function outcome(word: string): string {
  return /^(?:succeeded|successful|completed successfully|fixed|passed|recovered|restored)$/i.test(word)
    ? 'fixed'
    : 'failed';
}

function ofState(text: string): HeadlineShape | undefined {
  const alert = hostAlert.exec(text)?.groups;
  if (alert) return { word: alert.word, bare: alert.name!, hasSentence: true };
  const incident = pingdom.exec(text)?.groups;
  if (incident) return { word: incident.word, bare: `#${incident.id}: ${incident.name}`, hasSentence: true };
  const numbered = logicMonitor.exec(text)?.groups;
  if (numbered) return { word: stateOfLogicMonitor(numbered.word!), bare: numbered.id!, hasSentence: true };
  const kibana = rule.exec(text)?.groups;
  if (kibana)
    return {
      word: /^active$/i.test(kibana.word!) ? 'firing' : 'recovered',
      bare: `${kibana.from ?? ''}${kibana.job}: ${kibana.name}`,
      hasSentence: true,
    };
  const cause = (reason.exec(text) ?? lasting.exec(text))?.groups;
  if (cause) return { word: cause.word, bare: cause.name!, hasSentence: true };
  const monitor = beforeState.exec(text)?.groups;
  if (monitor && !(/^al(?:ert|arm)$/i.test(monitor.word!) && stateBehind.test(monitor.name!)))
    return { word: monitor.word, bare: `${monitor.from!.replace(verbs, '')}: ${monitor.name}`, hasSentence: true };
  const site = servesBefore.exec(text)?.groups;
  if (site) return { word: site.word, bare: `${site.from}: ${site.name}`, hasSentence: true };
  const note = withNote.exec(text)?.groups;
  if (note)
    return { word: note.word, bare: `${note.name}${namingNote.exec(note.note!)?.[0] ?? ''}`, hasSentence: true };
  const placed = stateOn.exec(text)?.groups;
  if (placed) return { word: placed.word, bare: `${placed.name} ${placed.where}`, hasSentence: true };
  const column = labelled.exec(text)?.groups;
  if (column) return { word: column.word, bare: `${column.host} - ${column.what}`, hasSentence: true };
  const sent = beforeSource.exec(text)?.groups;
  if (sent) return { word: sent.word, bare: `${sent.from} ${sent.name}`, hasSentence: true };
  const connection = link.exec(text)?.groups;
  if (connection)
    return {
      word: /^(?:lost|failed|interrupted|broken)$/i.test(connection.word!) ? 'lost' : 'restored',
      bare: `${connection.what} ${connection.where}`,
      hasSentence: true,
    };
  const port = servesOn.exec(text)?.groups;
  if (port) return { word: port.word, bare: `${port.what} ${port.where}`, hasSentence: true };
  const connected = connects.exec(text)?.groups;
  if (connected) return { word: connected.word!.replace(/^re/i, ''), bare: connected.name!, hasSentence: true };
  const last = (
    japanese.exec(text) ??
    shortName.exec(text) ??
    apart.exec(text) ??
    wentUp.exec(text) ??
    serves.exec(text) ??
    answers.exec(text)
  )?.groups;
  return last && { word: last.word, bare: last.name!.replace(moves, ''), hasSentence: true };
}

function stateOfLogicMonitor(word: string): string {
  if (/^clear/i.test(word)) return 'cleared';
  return /^(?:ack|sdt)/i.test(word) ? 'updated' : word;
}
