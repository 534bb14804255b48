import { isDoubted, isEmptied, isTakenBack, namesProblem } from '../headline-denials.ts';
import { anyOf } from './patterns.ts';

/** Two words of which one begins what the other ends, wherever they stand: the rest of the line is what it is about. */
interface Pair {
  readonly begin: string;
  readonly end: string;
  /** What it has to be about: of anything else, “enabled” or “up” need not be the end of something. */
  readonly about?: string;
  /** What it may not be about: of free space, “below 10 %” is no end. */
  readonly unless?: string;
  /** The rest of the line tells what was wrong. */
  readonly isSure?: true;
}

const guards = [
  'firewall|fire ?wall|anti-?(?:virus|malware)|(?:virus |malware |real-?time |endpoint |tamper |threat |web |data )?protection|defender|edr|ips|ids|waf|mfa|2fa|(?:two|multi)-?factor\\b.{0,30}|encryption|secure boot|selinux|apparmor|audit(?:ing| log)?|logging|monitoring|health checks?|replication|(?:backup|snapshot|replication)s?(?: jobs?| tasks?| schedules?)?|auto-?scaling|auto-?updates?|alerting|notifications?',
  'firewall|virenschutz|echtzeitschutz|überwachung|sicherung|verschlüsselung|cortafuegos|antivirus|protección|copia de seguridad|monitorización|cifrado|pare-?feu|protection|sauvegarde|surveillance|chiffrement',
].join('|');
const dangers =
  '(?:ssh|telnet|ftp|rdp|root login|guest (?:account|access|login)|anonymous (?:access|login)|debug(?: mode|ging)?|safe mode|read-?only(?: mode)?|password login|remote access|developer mode|public access)';
const serving =
  'service|host|server|site|website|monitor|node|device|endpoint|links?|interface|port|(?:bgp |ospf |eigrp )?(?:peer|neighbou?r)|adjchange|updown|line protocol|tunnel|vpn|wan\\d*|isp|internet|network|uplink|power|access point|ap|router|switch|gateway\\S*|camera|sensor|vm|database|agent|client|appliance|controller|modem|printer|nas|nvr|ups|session|connection|channel|circuit|bridge|bgp|ospf|ipsec|carrier|lan|dienst|verbindung|schnittstelle|servicio|servidor|conexión|enlace|interfaz|serveur|connexion|lien|passerelle|commutateur|onduleur|sai|usv|kamera|cámara|caméra|\\S+\\.service';
const parts =
  'fans?|psus?|power suppl(?:y|ies)(?: units?)?|battery|batteries|disks?|drives?|raid|array|volumen?|(?:storage |speicher)?pool|sensor|pump|compressor|service|daemon|process|module|controller|card|memory|dimm|cpu|port|array|mirror|cache|lüfter|netzteil|festplatte|dienst|ventilador|fuente|disco|ventilateur|alimentation|disque|battery pack|virtual disk|logical d(?:rive|evice)|vd|disk group|grupo de almacenamiento|groupe de stockage|toner|cartridge|aggregate|\\S+\\.service';
const measured =
  "temp(?:eratures?|\\.)?|humidity|voltage|current|pressure|(?:fan |rotation )?speed|rpm|load(?: average)?|latency|usage|utili[sz]ation|response times?|(?:error|loss|drop|hit|failure) rates?|packet loss|cpu|memory|ram|swap|disk(?: space| usage| i/o)?|free space|space|i/o wait|iowait|traffic|bandwidth|queues?(?: length| depth| size)?|lag|backlog|connections?|threads|requests?|inodes?|storage|battery|charge|signal|noise|power draw|consumption|\\S*temperatur|luftfeuchtigkeit|spannung|drehzahl|last|auslastung|\\S*auslastung|speicher(?:platz|nutzung)?|latenz|antwortzeit|fehlerrate|temperatura|humedad|voltaje|tensión|carga|uso|latencia|tasa de errores|espacio|température|humidité|tension|charge|utilisation|latence|taux d[’']erreurs?|espace";
const work =
  'backups?|jobs?|tasks?|sync|replication|snapshots?|scrub|restore|export|import|upload|dump|transfer|renewal|deploy(?:ment)?|\\S*sicherung|copia|respaldo|tarea|sauvegarde|tâche';

/** How much went wrong: none, or some. A number of them is `#` here. */
const flaws =
  '(?:errors?|failures?|warnings?|threats?|infected (?:files?|items?)|vulnerabilities|(?:critical|high)(?: (?:vulnerabilities|findings|issues))?|fehlern?|warnungen|errores|erreurs?|件のエラー)';
const more = `(?:(?:,| and| und| y| et)? (?:#|\\d{1,9}|no|keine|sin|aucune?) ${flaws}){0,4}(?: found)?`;
const noMore = `(?:(?:,| and| und| y| et)? (?:0|no|keine|sin|aucune?) ${flaws}){0,4}(?: found)?(?!.{0,40}\\b[1-9]\\d{0,8} ${flaws})`;

/** Not before a noun: “the number of healthy hosts” is no end. */
const healthy = 'healthy(?=$|\\s?[.,;:!()[\\]]|\\s(?:again|now|on|in|at)\\b)';
const amount = '(?:#|\\d[\\d.,]{0,12})\\s?(?:%|°?[cf]|[kmgt]i?b|m?s|seconds|messages)?';
const limit = '(?:(?:the|its|upper|lower|critical|warning|maximum|minimum|dem) ){0,3}(?:threshold|limit|grenzwert)';
const tooHigh = '(?:above|over|exceed(?:s|ed|ing)?|more than|über)';
const low = '(?:below|under|less than|unter)';
/** Of these, much is bad and little is good. */
const piling =
  'usage|utili[sz]ation|load|swap|lag|backlog|queue|cpu|latency|(?:response )?time|error rate|auslastung|\\S*auslastung|uso|carga';
/** Of these, little is bad. */
const scarce =
  'free|idle|available|availability|remaining|left|headroom|success|uptime|slo|sla|budget|frei\\S*|verfügbar\\S*|libre|disponible';

const pairs: readonly Pair[] = [
  {
    begin: `(?:(?:completed|finished|done|failed)[,:]? )?(?:with )?(?:#|[1-9]\\d{0,8}) ${flaws}${more}`,
    end: `(?:(?:completed|finished|done)[,:]? )?(?:with |mit |con |avec )?(?:0|no|zero|keine?n?|ohne|sin|sans|aucune?) ${flaws}${noMore}`,
    about:
      'backups?|reports?|scan|scrub|checks?|sync|replication|jobs?|tasks?|dump|import|export|\\S*sicherung|copia|sauvegarde',
    isSure: true,
  },
  {
    begin: 'failed|fehlgeschlagen',
    end: 'passed|bestanden',
    about: 'self[- ]?tests?|selbsttest|health checks?',
    isSure: true,
  },
  {
    begin: 'exists?|occurred|reached|violated',
    end: 'no longer (?:exists?|present|reached)|violation cleared|cleared',
    about: 'faults?|conditions?|limit|threshold|errors?|violation',
    isSure: true,
  },
  { begin: 'overloaded', end: 'an overload condition no longer exists', isSure: true },
  { begin: 'unhealthy', end: healthy, about: '\\S+' },
  { begin: 'status (?:red|yellow)', end: 'status green' },
  {
    begin: '(?:health_ok ?-> ?)?health_(?:warn|err)',
    end: '(?:health_(?:warn|err) ?-> ?)?health_ok',
    about: 'ceph\\S{0,20}|cluster|health',
    isSure: true,
  },
  { begin: 'failed to (?:check|report) in|(?:has )?not (?:checked|reported) in', end: '(?:checked|reported) in' },
  { begin: 'listed on (?:#|\\d{1,4}) \\w{3,10}', end: 'delisted' },
  { begin: 'started', end: 'completed|finished', about: 'failover' },
  { begin: 'faults?|trouble|tamper', end: 'restored?', about: 'zone|loop|detector' },
  { begin: 'lost|failed|out', end: 'back|restored', about: '(?:grid|mains|utility|line) power|internet' },
  { begin: 'offline', end: 'online', about: 'aggregate|lun|raid|enclosure' },
  {
    begin: '(?:entered|switched to|in|remounted) read-only(?: mode)?',
    end: '(?:switched to|to|in|remounted) read[/-]write(?: mode)?',
    about: 'volumes?|file ?system|database|disk|share',
    isSure: true,
  },
  {
    begin: 'detected|found|erkannt|detectad[oa]|détectée?',
    end: 'no longer (?:detected|present)|cleared|nicht mehr erkannt',
    about: 'leak|smoke|water|motion|fire|flood|gas|rauch|wasser|feuer|humo|fuga|fumée|fuite',
    isSure: true,
  },
  {
    begin: 'detected|found|erkannt|detectad[oa]|détectée?',
    end: 'no longer (?:detected|present)|cleared|cleaned(?: up)?|removed(?= from| on|$)|nicht mehr erkannt',
    about: 'malware|virus|threat',
    isSure: true,
  },
  {
    begin:
      "stopped responding|(?:does not|doesn[’']t) respond|antwortet nicht(?: mehr)?|no responde|ne répond (?:plus|pas)|injoignable|inaccesible",
    end: 'responds again|responding again|antwortet wieder|vuelve a responder|responde (?:de nuevo|otra vez)|répond (?:à|de) nouveau|joignable|accesible',
  },
  {
    begin: 'out of (?:service|order|operation)|außer betrieb|fuera de servicio|hors service',
    end: 'back in (?:service|operation)|in service again|wieder in betrieb|de nuevo en servicio|(?:de nouveau|remise?) en service',
  },
  {
    begin: 'dismounted|unmounted',
    end: '(?:re-?)?mounted(?! read-only)',
    about: 'database|volume|disk|share|file ?system|store|drive|datenbank',
  },
  {
    begin: 'not registered|un-?registered|deregistered',
    end: '(?:re-?)?registered',
    about: 'trunk|sip|peer|phone|extension|gateway|leitung',
  },
  {
    begin: 'not alive|dead',
    end: 'alive|live',
    about: `health check|gateway|sd-wan|probe|peer|node|wan\\d{0,2}|uplink`,
  },
  { begin: `${tooHigh} (?:${amount}|${limit})`, end: `${low} (?:${amount}|${limit})`, about: piling, unless: scarce },
  { begin: `${tooHigh} ${amount}`, end: `back ${low} ${amount}`, about: 'temperatures?' },
  {
    begin: 'stopped(?: running)?|not running|gestoppt|detenid[oa]|arrêtée?',
    end: '(?:re-?)?started|running(?: (?:again|normally))?|gestartet|läuft wieder|iniciad[oa]|(?:re)?démarrée?',
    about:
      'services?|daemon|process|fans?|mysql|mariadb|postgres\\S{0,10}|nginx|apache|httpd|redis|docker|container|replication|dienst|servicio|proceso|\\S+\\.service',
  },
  {
    begin: 'exit(?:ed with)?(?: code| status)?[ :=]{1,2}[1-9]\\d{0,2}|rc=[1-9]\\d{0,2}',
    end: 'exit(?:ed with)?(?: code| status)?[ :=]{1,2}0|rc=0',
  },
  { begin: "'?false'?", end: "'?true'?", about: 'result' },
  { begin: 'onbatt|commbad|nocomm|lowbatt', end: 'commok' },
  {
    begin: 'started|opened|created|begun|gestartet|iniciad[oa]|abiert[oa]|ouverte?',
    end: 'ended|over|closed|beendet|geschlossen|cerrad[oa]|finalizad[oa]|terminée?|fermée?',
    about: 'incident|issue|problem|outage|violation|case|ticket|störung|vorfall|incidencia|incidente|problème',
    isSure: true,
  },
  {
    begin: 'open(?:ed)?(?: too long)?',
    end: 'closed',
    about: 'chassis|door|cover|lid|enclosure|cabinet|tür|puerta|porte',
  },
  {
    begin:
      'invalid|not valid|(?:will )?expires?(?: soon)?|(?:is )?expiring(?: soon)?|expired|läuft (?:bald )?ab|caduca|(?:va )?expirer?',
    end: 'valid|renewed|erneuert|renovad[oa]|renouvelée?',
    about: 'certificates?|certs?|ssl|tls|domain|licen[sc]e|zertifikat|certificado|certificat|token|lizenz|licencia',
  },
  { begin: 'overload(?:ed)?(?: condition)?|on bypass', end: 'no longer (?:overloaded|on bypass)' },
  { begin: 'assert(?:ed|ion)(?: event)?', end: 'de-?assert(?:ed|ion)(?: event)?', isSure: true },
  {
    begin: `high|low|hot|long|(?<!\\b(?:back|wieder) )(?:${tooHigh}|below|unter) ${limit}|out of range|critical|zu (?:hoch|niedrig)|hoch|hohe[rs]?|niedrige?|knapp|alt[oa]|baj[oa]|por encima del límite|élevée?s?|basse?|faible|hors limites`,
    end: `normal|(?:status )?ok|(?:with)?in (?:normal |allowed )?range|(?:back )?to normal|normali[sz]ed|normale|(?:back|wieder) (?:${tooHigh}|${low}) ${limit}|no longer (?:high|low|hot)|revenue? à la normale|vuelve a la normalidad|im normalbereich|im grenzwert|ausreichend|back in range|dentro de (?:los )?límites|dans les limites`,
    about: measured,
  },
  {
    begin:
      '(?:entered|in) failed state|los[st]|losing|loss|interrupted|broken|disconnected|verloren|unterbrochen|getrennt|perdid[oa]|interrumpid[oa]|perdue?|interrompue?|failed|failure|ausgefallen|fallid[oa]|échouée?|ausfall|abgebrochen|down|degraded|unavailable|overdue|stopped',
    end: 're-?stored|re-?established|re-?gained|re-?instated|recovered|resumed|re-?connected|repaired|wiederhergestellt|wiederaufgenommen|restablecid[oa]|restaurad[oa]|reanudad[oa]|recuperad[oa]|rétablie?|restaurée?|hergestellt|aufgebaut|wieder verfügbar|(?:läuft|funktioniert) wieder|works again|no longer (?:lost|down|degraded|unavailable|overdue|failed)',
  },
  {
    begin:
      'disabled|deactivated|(?:turned|switched|is|was) off|deaktiviert|abgeschaltet|ausgeschaltet|des(?:activad|habilitad)[oa]|désactivée?',
    end: '(?:re-?)?enabled|(?:re-?)?activated|(?:turned|switched|is|was) (?:back )?on|aktiviert|eingeschaltet|(?:activad|habilitad)[oa]|(?:ré)?activée?',
    about: guards,
  },
  {
    begin: 'enabled|activated|(?:turned|switched) on|aktiviert|activad[oa]|activée?',
    end: 'disabled|deactivated|(?:turned|switched) off|deaktiviert|desactivad[oa]|désactivée?',
    about: dangers,
  },
  {
    begin:
      'down|offline|unreachable|disconnected|not responding|getrennt|desconectad[oa]|caíd[oa]|déconnectée?|hors ligne',
    end: 'up|online|reachable|connected|established|responding|available|verbunden|conectad[oa]|en línea|connectée?|en ligne',
    about: serving,
  },
  {
    begin:
      'not (?:ok|okay|healthy|normal|running|present|good|redundant)(?=$|\\s?[,:;.!([]| on | in )|degrad(?:iert|ad[oa]|ed)|heruntergestuft|dégradée?|fehlerhaft|niedrig|leer|crashed|abgestürzt|failed|failure|failing|faulty|fault(?:ed)?|stopped|not running|dead|low|bad|removed|absent|missing|defekt|gestoppt|detenid[oa]|arrêtée?',
    end: `(?:status )?ok|normal|${healthy}|running|operating normally|(?:in |to )?(?:ok|normal|optimal)(?: state| status)|optimal|fault tolerant|redundant|(?<!\\b(?:alarm|alert|fault|error|warning) )active|good|(?:re-?)?inserted|installed|present|repaired|réparée?|reparad[oa]|repariert|ersetzt|fehlerfrei|in ordnung|läuft|en marcha|en marche|no longer (?:low|failing|stopped)`,
    about: parts,
  },
  {
    begin: 'failed|did not run|missed|overdue|unsuccessful|fehlgeschlagen|fallid[oa]|fallad[oa]|échouée?',
    end: 'success|successful|succeeded|completed|complete|ok|finished|erfolgreich|completad[oa]|réussie?|terminée?|no longer overdue',
    about: work,
  },
];

const edge = '(?<![\\p{L}\\p{N}])';
const afterWord = '(?![\\p{L}\\p{N}])';
/** What stands beside such a word and is no part of what it is about: “has been … again”. */
const verbs = `(?:${edge}(?:has|have|had|is|are|was|were|been|gone|goes|come|comes|went|came|got|become|became|now|again|back|currently|returned|too|very|critically|ist|sind|war|wurde|wieder|zu|está|están|ha|sido|fue|se|de nuevo|demasiado|est|sont|a|été|de nouveau|à nouveau|trop|alarm|event)\\s){0,5}`;
const behind = '(?:\\s(?:again|now|wieder|condition|alarm|successfully|de nuevo|à nouveau)(?![\\p{L}\\p{N}]))?';

const wordsOf = (words: string | undefined) =>
  words === undefined ? undefined : new RegExp(`${edge}(?:${words})${afterWord}`, 'iu');

const rows = pairs.map(({ begin, end, about, unless, isSure }) => ({
  isSure,
  isSwitch: about === guards,
  words: new RegExp(`${verbs}${edge}(?:(?<end>${end})|(?<begin>${begin}))${afterWord}${behind}`, 'giu'),
  about: wordsOf(about),
  unless: wordsOf(unless),
}));

export interface PairedLine {
  readonly bare: string;
  readonly isOver: boolean;
}

/** What ends nothing, or says that it is told by somebody who asks. */
const noPair = new RegExp(
  `${edge}(?:${anyOf(['not', 'never', 'usb', 'dropped', 'no', 'nicht', 'pas', 'but', 'although', 'aber', 'pero', 'mais', 'new', 'unknown', 'rogue', 'test'])})${afterWord}|\\?`,
  'iu',
);
/** In characters. What is longer is a sentence, of which one word does not say how it is. */
const longest = 120;

/**
 * Returns what a line is about that has one word of a pair in it: “Firewall disabled on db1”, “Firewall on db1 is enabled”.
 * Undefined: it has none, or two of them.
 *
 * @param isOfSwitches only of what guards, and is enabled and disabled
 */
export function readPair(line: string, isOfSwitches = false): PairedLine | undefined {
  if (line.length > longest) return undefined;
  const text = line.replace(/\bover-?(?=temp)/i, 'high ');
  for (const { words, about, unless, isSure, isSwitch } of rows) {
    if (isOfSwitches && !isSwitch) continue;
    const [found, second] = [...text.matchAll(words)];
    if (!found || second) continue;
    const isOver = found.groups?.end !== undefined;
    const left = text.slice(0, found.index);
    const right = text.slice(found.index + found[0].length);
    const bare = cleaned(`${left.trimEnd()} ${right.trimStart()}`);
    if (!/[\p{L}\p{N}]/u.test(bare) || (about && !about.test(bare)) || unless?.test(bare)) continue;
    // “Normal traffic dropped”: such a word before everything says something of what follows.
    if (isOver && about && !/\p{L}/u.test(left)) continue;
    if (isOver && (isDoubted(left) || isTakenBack(right) || isEmptied(left, found[0]))) continue;
    if (isOver && (isSure ? namesProblem(right) : noPair.test(`${left} ${right}`) || namesProblem(bare))) continue;
    return { bare, isOver };
  }
  return undefined;
}

/** Without what is left of the marks around a word: “[] Firewall”, “link : Gi0/1”. */
function cleaned(rest: string): string {
  return rest
    .replace(/[[(]\s?[\])]/g, '')
    .replace(/\s(?=[:,;])/g, '')
    .replace(/^[\s:,;–-]{1,10}|(?:[\s.,!–-]|(?<!\b[A-Z]):){1,10}$/g, '')
    .replace(/\s{2,}/g, ' ');
}
