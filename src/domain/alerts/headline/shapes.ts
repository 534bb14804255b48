import { readCounterpart } from './counterparts.ts';
import { type HeadlineShape, symbol } from './patterns.ts';

/** Netdata: db-1 needs attention, disk_space_usage (…) = 96%; db-1 recovered - disk space usage */
const netdata =
  /^(?:netdata:\s)?(?<host>\S{1,200}) (?<state>needs attention|is critical|recovered|no data)(?:,\s?|\s-\s)(?<what>.{1,400})$/i;
/** Its mail: Warning, Disk space usage = 91.2%, on db-1; Clear, Disk space usage (was warning for 3 minutes), on db-1 */
const netdataMail =
  /^(?<state>critical|warning|clear), (?<what>.{1,300}?)(?:\s=\s.{1,60}|\s\([^()]{1,100}\))?, on (?<host>\S{1,200})$/i;
/** How long it was so, which Netdata adds. */
const netdataSince = /\s?\((?:alarm (?:is|was) raised|was) [^()]{1,80}\)$/i;
/** Uptime Kuma: [Shop] [🔴 Down] connect ECONNREFUSED. What follows is another each time. */
const kuma = new RegExp(`^\\[(?<name>[^\\]]{1,200})\\] \\[${symbol}(?<word>up|down)\\](?<more>.{0,500})$`, 'iu');
/** Alertmanager: [FIRING:1] DiskFull (prod db-1). In parentheses stands what the alerts of the group share at the moment. */
const alertmanager =
  /^\[(?<word>firing|resolved)(?::\d{1,6})?(?:,\s?resolved:\d{1,6})?\]\s(?<name>[^()]{1,300}?)\s?(?:\([^()]{0,600}\))?$/i;
/** Checkmk: db1/Filesystem / OK -> CRIT, where “Filesystem /” is the service; db1 - UP -> DOWN */
const checkmk =
  /^(?:check_?mk:\s)?(?<name>.{1,300}?)(?:\s-|:)?\s(?:ok|warn(?:ing)?|crit(?:ical)?|unknown|up|down|unreach(?:able)?|pend(?:ing)?)\s?(?:->|→)\s?(?<word>ok|warn(?:ing)?|crit(?:ical)?|unknown|up|down|unreach(?:able)?)$/i;
/** Azure: rule cpu was activated for vm1 */
const azure =
  /^(?:alert:\s)?(?<name>.{1,300}?) was (?<word>activated|deactivated|triggered|resolved)(?<where> for .{1,300})?$/i;
/** PRTG: [PRTG Network Monitor (HQ)] db-1 Ping (Ping) Down ESCALATION (no response); … Down ended (now: Up) (3 msec) */
const prtg =
  /^\[?prtg[^\]:]{0,60}[\]:]\s(?<name>.{1,300}?)\s(?:(?:down|warning|unusual|unknown)(?: \([^()]{1,30}\))? ended \(now: )?(?<word>down|up|warning|unusual|unknown|paused|fehler|warnung|ok|error|erreur|avertissement|fallo|advertencia)(?<acked> \(acknowledged\))?(?:[\s)].{0,300})?$/i;
/** Backup failed: db-1 */
const jobs =
  /^(?<job>(?!monitor\s)[\p{L}\p{N}][^:[\]]{0,99}?)(?<!\s(?:is|still))\s(?:has\s)?(?<word>failed|succeeded|down|recovered)\s?:\s?(?<name>.{1,300})$/iu;
/** Munin: example.org :: db-1 :: Disk usage :: CRITICALs: / is 95.00 */
const munin = /^(?<name>.{1,300}?(?:::|;).{1,300}?)\s?(?:::?|;)\s?(?<word>critical|warning|unknown|ok)s?:\s.{0,300}$/i;
/** Monit: the event, then the name of the service, which has no spaces. */
const monit = /^monit alert --\s(?<event>.{1,100}) (?<name>\S{1,200})$/i;
const monitState =
  /\s?(?<word>does not exist|exists|failed|succeeded|matched|recovery|done|down|up|error|(?:doesn't )?match)$/i;
const monitOver = ['exists', 'succeeded', 'recovery', 'up', "doesn't match"];

/** Datadog, whose monitors have groups: [P2] [Triggered on {host:web-1}] CPU; [Monitor Alert] Recovered on {host:web-1}: CPU */
const datadog =
  /^(?:\[(?<grade>p[1-5])\]\s)?(?:\[monitor alert\]\s)?\[?(?<word>(?:re-)?(?:triggered|warn|no data)|recovered|renotify) on (?<where>\{[^{}]{1,300}\})(?:\]|:)\s(?<name>.{1,400})$/i;
/** Azure: Activated Severity: 3 cpu-high */
const azureSeverity = /^azure: (?<word>activated|deactivated) severity: \d (?<name>.{1,400})$/i;
/** Proxmox VE: vzdump backup status (pve1): backup failed */
const vzdump = /^(?<name>vzdump backup status \([^)]{1,200}\))\s?:\s(?<result>.{1,200})$/i;
/** mdadm: DegradedArray event on /dev/md0:db1 */
const mdadm = /^(?<event>[a-z0-9]{3,30}) event on (?<name>\/dev\/\S{1,200})$/i;
/** NUT: UPS rack@db1 on battery; UPS rack: online, UPS rack: power restored */
const nut =
  /^ups (?!(?:is|has|was|now|running|alert|notification|event|switched)\b)(?<name>\S{1,200}?)(?: (?:is )?(?<state>on battery|on line power)|\s?(?::| -) (?<told>(?:running )?on battery(?: power)?|power (?:failure|outage|lost|loss)|(?:back )?on ?line(?: power)?|(?:back )?on (?:mains|utility|ac)(?: power)?|(?:mains |utility |ac |line )?power (?:is |has been )?(?:restored|back)))[\s!.]{0,3}$/i;
/** APC: UPS: On battery power in response to an input power problem. */
const apc = /^(?<name>.{0,100}?ups[^:]{0,100}): (?<state>on battery power|no longer on battery power)\b.{0,100}$/i;
/** apcupsd: db1 UPS rack Power Failure !!!; Synology: UPS on nas1 entered battery mode */
const onBattery =
  /^(?<name>.{0,100}\bups\b.{0,100}?)\s(?:(?:has|is)\s)?(?:(?<off>power failure|(?:entered|switched to|running on) battery(?: mode| power)?)|power has returned|(?:returned|(?:is )?back|switched back|restored) (?:to|on) (?:ac|line|utility|mains)(?: power| mode)?)[\s!.]{0,5}$/i;
/** apcupsd: db1 Power Failure !!!; Power has returned on UPS rack */
const mainsPower =
  /^(?<name>(?!.*\bups\b.*\bpower (?:failure|has)).{0,100}?)\s?\bpower (?:(?<off>failure|outage|lost|loss)|(?:has |is |was )?(?:been )?(?:returned|restored|back))(?: (?<where>(?:on|at|in|for) .{1,100}?))?(?:\.{1,3}.{0,60}|[\s!]{1,5})?$/i;
/** [Fail2Ban] sshd: banned 192.0.2.7 from db1 */
const fail2ban = /^\[fail2ban\] (?<jail>[^:]{1,100}): (?<word>banned|unbanned|started|stopped)\b(?<rest>.{0,200})$/i;
/** Bacula and Bareos: Bacula: Backup Fatal Error of db1-fd Full. How much it copied is a part of its name. */
const bacula = /^(?<from>bacula|bareos): (?<job>\w{3,20}) (?<word>ok|.{2,40}?) of (?<name>\S{1,200} .{1,60})$/i;
/** Duplicati Fatal, Backup report for db1 */
const duplicati = /^(?<from>duplicati )(?<word>success|warning|error|fatal|unknown), (?<name>.{1,300})$/i;
/** SolarWinds: Reset: Node web1 is Up */
const reset = /^(?<from>[\w .]{2,30}: )?reset(?:: | - )(?<name>.{1,300}) is (?:now )?up[\s!.]{0,3}$/i;
/** RESET: High CPU on sw1. In small letters it may be what happened. */
const resetLabel = /^RESET(?:: | - )(?<name>.{1,300})$/;

/** Undefined: it has the shape of none of them. */
export function readHeadlineShape(text: string): HeadlineShape | undefined {
  const pair = readCounterpart(text);
  if (pair) return pair;
  const monitor = kuma.exec(text)?.groups;
  if (monitor)
    return {
      word: monitor.word,
      bare: monitor.name!,
      title: `${monitor.name} is down: ${monitor.more}`.replace(/:\s*$/, '').replace(/\s{2,}/g, ' '),
    };
  const named = (checkmk.exec(text) ?? prtg.exec(text))?.groups;
  if (named?.acked) return { word: 'acknowledged', bare: named.name! };
  if (named) return { word: named.word, bare: named.name!, title: `${named.name} is ${named.word}` };
  const group = alertmanager.exec(text)?.groups;
  if (group?.name?.trim() && !/^(?:\[|(?:sev|p)\s?-?\d\b)/i.test(group.name.trim()))
    return { word: group.word, bare: readCounterpart(group.name.trim())?.bare ?? group.name.trim() };
  const rule = azure.exec(text)?.groups;
  if (rule) return { word: rule.word, bare: `${rule.name}${rule.where ?? ''}` };
  const grouped = datadog.exec(text)?.groups;
  if (grouped)
    return {
      word: grouped.word?.replace(/^re-/i, ''),
      bare: `${grouped.name} on ${grouped.where}`,
      grade: grouped.grade,
    };
  const graded = azureSeverity.exec(text)?.groups;
  if (graded) return { word: graded.word, bare: `Azure: ${graded.name}` };
  const ups = ofMachines(text);
  if (ups) return ups;
  const graph = munin.exec(text)?.groups;
  if (graph) return { word: graph.word, bare: graph.name!, hasSentence: true };
  const job = jobs.exec(text)?.groups;
  if (job) return { word: job.word, bare: `${job.job}: ${job.name}`, hasSentence: true };
  return ofMonit(text) ?? ofNetdata(text);
}

function ofMachines(text: string): HeadlineShape | undefined {
  const backup = vzdump.exec(text)?.groups;
  if (backup)
    return {
      word: /\bsuccessful/i.test(backup.result!) ? 'successful' : 'failed',
      bare: backup.name!,
      hasSentence: true,
    };
  const array = mdadm.exec(text)?.groups;
  if (array) return { word: stateOfArray(array.event!), bare: `RAID ${array.name}`, hasSentence: true };
  const power = (nut.exec(text) ?? apc.exec(text))?.groups;
  if (power)
    return {
      word: /battery|failure|outage|los[st]/i.test((power.state ?? power.told)!.replace(/^no longer.*/i, ''))
        ? 'problem'
        : 'recovered',
      bare: `${power.name} on battery`,
      hasSentence: true,
    };
  const mains = onBattery.exec(text)?.groups;
  if (mains)
    return {
      word: mains.off === undefined ? 'recovered' : 'problem',
      bare: `${mains.name} on battery`,
      hasSentence: true,
    };
  const current = mainsPower.exec(text)?.groups;
  if (current)
    return {
      word: current.off === undefined ? 'recovered' : 'problem',
      bare: [current.name, 'power failure', current.where].filter((part) => part).join(' '),
      hasSentence: true,
    };
  const jail = fail2ban.exec(text)?.groups;
  if (jail) return { word: jails[jail.word!.toLowerCase()], bare: `${jail.jail}:${jail.rest}`, hasSentence: true };
  const copy = bacula.exec(text)?.groups;
  if (copy)
    return {
      word: /^ok$/i.test(copy.word!) ? 'ok' : 'failed',
      bare: `${copy.from}: ${copy.job} of ${copy.name}`,
      hasSentence: true,
    };
  const report = duplicati.exec(text)?.groups;
  if (report) return { word: report.word, bare: `${report.from}${report.name}`, hasSentence: true };
  const node = (reset.exec(text) ?? resetLabel.exec(text))?.groups;
  return node && { word: 'recovered', bare: `${node.from ?? ''}${node.name}` };
}

/** That it was started or stopped is only told. */
const jails: Readonly<Record<string, string>> = {
  banned: 'problem',
  unbanned: 'recovered',
  started: 'updated',
  stopped: 'updated',
};

/** A check that was planned finishes too, so only a spare that took over ends it. */
function stateOfArray(event: string): string {
  if (/^spareactive$/i.test(event)) return 'recovered';
  return /^(?:rebuild|newarray|movespare|testmessage)/i.test(event) ? 'updated' : 'problem';
}

function ofMonit(text: string): HeadlineShape | undefined {
  const { event, name } = monit.exec(text)?.groups ?? {};
  if (!event || !name) return undefined;
  const word = monitState.exec(event)?.groups?.word?.toLowerCase();
  const what = event.replace(monitState, '').replace(/^invalid /i, '');
  const bare = what === '' ? name : `${name}: ${what}`;
  if (word === 'done' || /^(?:(?:monit )?instance|pp?id) changed/i.test(event)) return { word: 'updated', bare };
  return { word: word && monitOver.includes(word) ? 'recovered' : 'problem', bare, hasSentence: true };
}

function ofNetdata(text: string): HeadlineShape | undefined {
  const mail = netdataMail.exec(text)?.groups;
  if (mail)
    return {
      word: /^clear$/i.test(mail.state!) ? 'recovered' : 'problem',
      bare: `${mail.host} ${mail.what}`,
      title: text.replace(/^\w+, /, ''),
      grade: mail.state,
    };
  const { host, state, what } = netdata.exec(text)?.groups ?? {};
  if (!state || !what) return undefined;
  const bare = `${host} ${what.replace(/\s?=\s?\S{1,60}$/, '').replace(netdataSince, '')}`;
  return { word: state.toLowerCase() === 'recovered' ? 'recovered' : 'problem', bare };
}
