import type { HeadlineShape } from './patterns.ts';

/** GitLab: shop | Failed pipeline for main | a1b2c3d4. The commit is another each time. */
const gitlab =
  /^(?<project>.{1,200}?) \| (?:(?<state>failed|fixed|successful) pipeline|pipeline #\d{1,12} has (?<verb>failed|been fixed|passed|succeeded)) for (?<branch>\S{1,200}) \| [\da-f]{7,40}$/i;
/** GitHub: [org/repo] Run failed: CI - main (a1b2c3d) */
const github =
  /^\[(?<repo>[\w.-]{1,100}\/[\w.-]{1,100})\] (?:pr )?run (?<state>failed|cancelled|skipped|succeeded)(?: at startup)?: (?<name>.{1,300}?) \([\da-f]{7,40}\)$/i;
/** Jenkins: Build failed in Jenkins: shop #12; Jenkins build is back to normal : shop #13; and of its other mailer shop - Build # 12 - Failure! */
const jenkins =
  /^(?:build (?<failed>failed) in jenkins|jenkins build (?:is|became) (?<state>[a-z ]{1,30}?))\s?:\s(?<name>.{1,300}?) #\d{1,9}$/i;
const jenkinsMailer = /^(?<name>.{1,300}?) - build #\s?\d{1,9} - (?<state>[a-z ]{1,30})!?$/i;
/** Jenkins by Slack: shop - #12 Failure after 3 min (Open) */
const jenkinsChat = /^(?<name>.{1,300}?) - #\d{1,9} (?<state>[a-z ]{1,30}?)(?: after .{1,60})?(?: \(open\))?$/i;
/** GitLab by Slack: shop: Pipeline #12 of branch main by Mara has failed in 02:03 */
const gitlabChat =
  /^(?<project>[^:]{1,200}: )?pipeline #\d{1,12} of (?:branch|tag) (?<branch>\S{1,200}) by .{1,200}? (?:has )?(?<state>failed|passed|been canceled|was canceled)\b.{0,40}$/i;
/** Proxmox Backup Server: Garbage Collect Datastore 'store1' failed */
const proxmoxBackup =
  /^(?<name>(?:garbage collect|verify|sync|prune|tape backup|backup) .{1,300}?):?(?: (?:has|was))? (?<word>failed|successful|succeeded|(?:completed|finished|done)(?: successfully| with (?:no |0 |(?<flaw>\d{0,6}\s?))(?:errors?|warnings?|issues?|problems?|failures?|exceptions?)\b.{0,100})?)$/i;
/** Argo CD: a sync; then what runs, and what is only told */
const argo =
  /^(?:failed to sync application (?<failed>\S{1,200}?)|the sync operation of application (?<broken>\S{1,200}) has failed\b.{0,400}|application (?<synced>\S{1,200}?) has been successfully synced(?: at .{1,60})?)\.?$/i;
const argoRuns =
  /^(?:new version of an application (?<runs>\S{1,200}) is up and running|application (?<deployed>\S{1,200}) is now running new version of deployments manifests|application (?<degraded>\S{1,200}) has degraded)\.?$/i;
const argoTold =
  /^(?:start syncing application \S{1,200}|the sync operation of application \S{1,200} has started\b.{0,300}|application \S{1,200} has been (?:created|deleted))\.?$/i;
/** LibreNMS: Alert for device db-1 - Devices up/down; Device db-1 recovered from Devices up/down */
const libreNms =
  /^(?:#\d{1,9} )?(?:alert for device (?<host>\S{1,200}) - (?<rule>.{1,300}?)(?: (?<change>got worse|got better|has changed|acknowledged))?|device (?<well>\S{1,200}) recovered from (?<cause>.{1,300}))$/i;
/** VMware: Alarm 'Host CPU usage' on esx1 changed status from Green to Red; cluster status changed from red to green */
const change =
  /^(?<name>.{1,300}?)(?: (?:health|overall|alarm)){0,2}(?: (?:status|state))? (?:has )?changed (?:its )?(?:overall |alarm )?(?:status |state )?from ["“]?\w{2,20}["”]? to ["“]?(?<colour>green|yellow|red|gr[ae]y|alive|dead|up|down|ok|normal|warning|critical|healthy|unhealthy|online|offline)\b["”]?(?<where> (?:on|for|at) .{1,200})?.{0,20}$/i;
/** Checkmk: Check_MK: db1/CPU load Acknowledged (CRIT); Checkmk: db1 - Downtime Start (DOWN) */
const checkmkEvent =
  /^check_?mk: (?<name>.{1,300}?)(?:\s-)?\s(?:acknowledged|(?:start(?:ed|ing)|stopped|end(?:ed|ing)) (?:downtime|flapping)|(?:downtime|flapping) \w{3,10})\s\(\w{2,10}\)$/i;
/** A status page: [Atlassian Status] Investigating: Login errors */
const statusPage =
  /^\[[^\]]{0,60}status[^\]]{0,60}\]\s(?<word>incident|investigating|identified|monitoring|update|resolved|scheduled|in progress|verifying|completed)\s?[:-]\s(?<name>.{1,400})$/i;
/** Dynatrace: OPEN Problem P-2601: High CPU. The number stays: two problems may have one title. */
const numbered =
  /^(?:dynatrace: )?(?:(?<before>open|resolved|closed|merged) )?(?:problem|incident|issue) (?<id>#?[\w-]{0,20}\d[\w-]{0,20}) ?(?<after>opened|resolved|closed|acknowledged|triggered)?\s?:\s(?<name>.{1,400})$/i;
/** New incident at https://…; ✅ Resolved incident: … */
const incident =
  /^(?:\p{Extended_Pictographic}\ufe0f?\s?)?(?<word>new|triggered|open(?:ed)?|resolved|closed|acknowledged) (?:incident|alert|issue|problem|watch|alarm)(?:\s?: | at | on | for | (?='))(?<name>.{1,400})$/iu;
/** New Relic: Incident opened - CPU is high */
const incidentBehind =
  /^(?<from>[^:[\]]{2,40}: |\[[^\]]{1,40}\] )?(?:new )?(?:incident|issue|alert|problem|violation) (?<word>opened|closed|resolved|acknowledged|started|triggered|recovered) [-–] (?<name>.{1,400})$/i;
/** Gatus, and others without the article: An alert for shop/api has been triggered due to having failed 3 time(s) in a row */
const gatus = /^(?:(?:an|the) )?alert for (?<name>.{1,300}?) has been (?<word>triggered|resolved)\b.{0,300}$/i;
const sentBy = '(?:\\[[^\\]]{1,60}\\] |\\[|(?:your |the )|[\\p{L}\\p{N}.-]{2,30} ){0,2}';
/** Healthchecks: Reminder: 2 checks still down; The Check "x" Is Flapping; Monthly Report */
const noAlert = new RegExp(
  [
    '^(?:reminder: \\d{1,6} checks? still down|the check ".{1,200}" is flapping|logwatch for .{1,200})$',
    // “UptimeRobot weekly report”, “Uptime report for January”, “Wöchentlicher Bericht: shop”
    `^${sentBy}(?:(?:daily|weekly|monthly|quarterly|yearly|annual|uptime|status page|usage) ){1,2}(?:uptime |status |usage |alert |incident )?(?:[\\p{L}\\p{N}]{2,20} ){0,2}(?:report|summary|digest|newsletter|recap)(?: (?:for|of|from) .{1,100}|\\s?[:–-] .{1,200}|\\s\\(.{1,60}\\))?$`,
    `^${sentBy}(?:täglich|wöchentlich|monatlich)er? (?:bericht|zusammenfassung|übersicht)(?:\\W.{0,200})?$`,
    `^${sentBy}(?:informe|resumen) (?:diario|semanal|mensual)(?:\\W.{0,200})?$`,
    `^${sentBy}(?:rapport|résumé) (?:quotidien|hebdomadaire|mensuel)(?:\\W.{0,200})?$`,
    // Planned work
    `^${sentBy}(?:scheduled|planned|upcoming|completed|emergency|in-progress)? ?maintenance(?: (?:notification|notice|window|reminder|alert|mode))?(?: (?:for|on|of|at) .{1,120}?)?(?: (?:has |is |was |will be )?(?:started|starts?|begun|begins?|completed|complete|ended|ends?|finished|over|scheduled|planned|in progress|upcoming|cancell?ed|extended|reminder|notification|enabled|disabled|tomorrow|tonight|today))?(?: (?:for|on|of|at) .{1,120}|\\s?[:–-] .{1,300}|\\] .{1,300})?$`,
    `^${sentBy}(?:(?:geplante|anstehende|bevorstehende) )?wartung(?:sarbeiten|sfenster)?(?: .{0,120}|\\s?[:–-] .{1,300}|\\] .{1,300})?$`,
    `^${sentBy}mantenimiento(?: programado| planificado)?(?: (?:en|de|para) .{1,120})?(?:\\s?[:–-] .{1,300}|\\] .{1,300})?$`,
    `^${sentBy}maintenance (?:planifiée|programmée|prévue)(?: (?:sur|de|du|le) .{1,120})?(?:\\s?[:–-] .{1,300}|\\] .{1,300})?$`,
    // Calendars
    '^(?:(?:updated |new )?invitation(?: from .{1,100})?|accepted|declined|tentative(?:ly accepted)?|cancell?ed(?: event)?|event cancell?ed|new time proposed|zugesagt|abgelehnt|abgesagt|mit vorbehalt|einladung|aceptad[oa]|rechazad[oa]|cancelad[oa]|invitación|acceptée?|refusée?|annulée?) ?: (?!.{0,200}\\b(?:backup|job|build|run|pipeline|deploy)).{1,300}$',
  ].join('|'),
  'iu',
);

/** Of programs that build and deploy, and of monitors whose words stand behind a name. Undefined: it has the shape of none of them. */
export function readMoreShapes(text: string): HeadlineShape | undefined {
  const build = ofBuilds(text);
  return build ? { ...build, hasSentence: true } : ofMonitors(text);
}

function ofBuilds(text: string): HeadlineShape | undefined {
  const pipeline = gitlab.exec(text)?.groups;
  if (pipeline)
    return {
      word: /^failed$/i.test(pipeline.state ?? pipeline.verb!) ? 'failed' : 'fixed',
      bare: `${pipeline.project} | pipeline for ${pipeline.branch}`,
    };
  const run = github.exec(text)?.groups;
  if (run)
    return {
      word: /^(?:cancelled|skipped)$/i.test(run.state!) ? 'updated' : run.state,
      bare: `[${run.repo}] ${run.name}`,
    };
  const chat = gitlabChat.exec(text)?.groups;
  if (chat)
    return {
      word: /^failed$/i.test(chat.state!) ? 'failed' : /^passed$/i.test(chat.state!) ? 'fixed' : 'updated',
      bare: `${chat.project ?? ''}pipeline for ${chat.branch}`,
    };
  const build = (jenkins.exec(text) ?? jenkinsMailer.exec(text) ?? jenkinsChat.exec(text))?.groups;
  if (build) return { word: stateOfBuild(build.failed ?? build.state!), bare: `Build of ${build.name}` };
  const job = proxmoxBackup.exec(text)?.groups;
  if (job)
    return {
      word: /^failed$/i.test(job.word!) || job.flaw !== undefined ? 'failed' : 'successful',
      bare: job.name!,
      hasSentence: true,
    };
  return ofArgo(text);
}

function ofArgo(text: string): HeadlineShape | undefined {
  const sync = argo.exec(text)?.groups;
  const failed = sync?.failed ?? sync?.broken;
  if (sync) return { word: failed === undefined ? 'succeeded' : 'failed', bare: `Sync of ${failed ?? sync.synced}` };
  const run = argoRuns.exec(text)?.groups;
  if (run)
    return {
      word: run.degraded === undefined ? 'recovered' : 'degraded',
      bare: `Application ${run.degraded ?? run.runs ?? run.deployed}`,
    };
  return argoTold.test(text) ? { word: 'updated', bare: text } : undefined;
}

function stateOfBuild(state: string): string {
  if (/^(?:aborted|not built|started)$/i.test(state)) return 'updated';
  return /^(?:back to|success|fixed|stable)/i.test(state) ? 'fixed' : 'failed';
}

function ofMonitors(text: string): HeadlineShape | undefined {
  const device = libreNms.exec(text)?.groups;
  if (device)
    return {
      word: /^ack/i.test(device.change ?? '') ? 'updated' : device.well === undefined ? 'problem' : 'recovered',
      bare: `${device.host ?? device.well}: ${device.rule ?? device.cause}`,
    };
  const endpoint = gatus.exec(text)?.groups;
  if (endpoint) return { word: endpoint.word, bare: endpoint.name!, hasSentence: true };
  const alarm = change.exec(text)?.groups;
  if (alarm) return { word: stateOfColour(alarm.colour!), bare: `${alarm.name}${alarm.where ?? ''}` };
  const event = checkmkEvent.exec(text)?.groups;
  if (event) return { word: 'updated', bare: event.name! };
  const page = statusPage.exec(text)?.groups;
  if (page)
    return {
      word: /^(?:incident|investigating|resolved)$/i.test(page.word!)
        ? page.word!.replace(/^incident$/i, 'investigating')
        : 'updated',
      bare: page.name!,
    };
  const problem = numbered.exec(text)?.groups;
  if (problem && (problem.before ?? problem.after))
    return { word: problem.before ?? problem.after, bare: `${problem.id}: ${problem.name}` };
  const named = incident.exec(text)?.groups;
  if (named) return { word: named.word, bare: named.name! };
  const behind = incidentBehind.exec(text)?.groups;
  if (behind) return { word: behind.word, bare: `${behind.from ?? ''}${behind.name}` };
  return noAlert.test(text) ? { word: 'updated', bare: text } : undefined;
}

function stateOfColour(colour: string): string {
  if (/^gr[ae]y$/i.test(colour)) return 'updated';
  return /^(?:green|alive|up|ok|normal|healthy|online)$/i.test(colour) ? 'recovered' : 'problem';
}
