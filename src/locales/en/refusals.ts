import type { Rule } from '../../domain/rules.ts';

/** Why a rule says no: what is wrong, what is expected, what to do. Absent data is “none”. */
export const refusals = {
  'refusal.title-missing': 'An incident needs a title. Say in a few words what is wrong.',
  'refusal.title-too-long': 'The title has {length} characters, and at most {most} are allowed. Shorten it.',
  'refusal.description-too-long':
    'The description has {length} characters, and at most {most} are allowed. Shorten it.',
  'refusal.summary-too-long': 'The summary has {length} characters, and at most {most} are allowed. Shorten it.',
  'refusal.note-too-long': 'The note has {length} characters, and at most {most} are allowed. Shorten it.',
  'refusal.message-too-long': 'The message has {length} characters, and at most {most} are allowed. Shorten it.',
  'refusal.update-too-long': 'The update has {length} characters, and at most {most} are allowed. Shorten it.',
  'refusal.task-too-long': 'The task has {length} characters, and at most {most} are allowed. Shorten it.',
  'refusal.already-yours': 'You already acknowledged #{incident}.',
  'refusal.already-acknowledged':
    '#{incident} was already acknowledged by {name} via {via}.{note, select, none {} other { To keep your words: “note {incident} {note}”}}',
  'refusal.already-resolved':
    '#{incident} was already resolved by {name} via {via}. If it is not over, reopen it first: “reopen {incident}”',
  'refusal.acknowledged-since':
    '{name} acknowledged #{incident} {at}, via {via}.{changes, select, yes { Nothing was changed.} other {}}{summary, select, none {} other { To resolve it anyway: “resolve {incident} {summary}”}}',
  'refusal.resolved-since':
    '{name} resolved #{incident} {at}, via {via}.{changes, select, yes { Nothing was changed.} other {}}{summary, select, none {} other { To keep your summary: “note {incident} {summary}”}}',
  'refusal.acknowledged-by-you': 'You already acknowledged #{incident}.',
  'refusal.resolved-by-you': 'You already resolved #{incident}.',
  'refusal.changed-since': '#{incident} has changed since you were asked. Nothing was changed, and nobody was paged.',
  'refusal.paged-since':
    'Meanwhile {names} got a page for #{incident} ({at}). Nothing was changed, and nobody else was paged.',
  'refusal.not-snoozed': '#{incident} is not snoozed. “show {incident}” shows its state.',
  'refusal.not-acknowledged': 'Nobody has acknowledged #{incident}, so there is nothing to unacknowledge.',
  'refusal.merge-itself': '#{incident} cannot be merged into itself. Name another incident.',
  'refusal.already-merged': '#{incident} was merged into #{into}. Continue there; a merge cannot be undone.',
  'refusal.merge-into-resolved':
    '#{incident} is resolved, so nothing can be merged into it. Merge it the other way, or reopen #{incident} first: “reopen {incident}”',
  'refusal.merged-too-many':
    '{most, number} incidents were merged into #{incident} already, which is the most. Merge into another one.',
  'refusal.not-resolved': '#{incident} is not resolved, so it cannot be reopened.',
  'refusal.note-empty': 'A note needs some text: “note {incident} the cache is full”',
  'refusal.update-empty': 'An update needs some text: “update {incident} we are restarting the cache”',
  'refusal.no-policy':
    '#{incident} has no escalation policy, so there is no next level. Name whom to page: “escalate {incident} to:alice”',
  'refusal.not-yours': '#{incident} was acknowledged by {name} via {via}. Only they can snooze it.',
  'refusal.snooze-length': 'A snooze lasts from 1 minute to 7 days, such as “for:2h”.',
  'refusal.same-severity': '#{incident} already has severity {severity}.',
  'refusal.same-title': '#{incident} already has that title.',
  'refusal.same-role': '{name} already has the role {incidentRole} on #{incident}.',
  'refusal.nobody-on-call': 'Nobody is on call for “{target}” now. Name a person instead.',
  'refusal.unreachable':
    '{names} cannot be paged: no account on a chat that is connected here. Name somebody else, or ask an admin to add one.',
  'refusal.too-many-tasks':
    '#{incident} has {tasks} tasks, and an incident holds at most {most}. Keep the rest where you plan your work.',
  'refusal.same-task': 'Task {task} of #{incident} already says that.',
  'refusal.task-done-already': 'Task {task} of #{incident} was already completed by {name} via {via}.',
  'refusal.task-not-done': 'Task {task} of #{incident} is still open, so it cannot be reopened.',
  'refusal.unknown-task':
    '#{incident} has no task {task}. {tasks, plural, =0 {It has none yet.} other {“task {incident}” lists them.}}',
  'refusal.task-empty': 'Say what is to be done: “task rotate the keys person:carol”',
  'refusal.task-edit-empty': 'Give the task new words, a person, or both: “task edit:3 rotate all keys person:carol”',
  'refusal.two-task-wishes': 'Do one thing at a time: “done”, “reopen”, “edit” or “delete”, each for one task.',
  'refusal.no-task-number': '“{text}” is not a task. Give its number: “task done:3”',

  'refusal.unreadable-duration': '“{text}” is not a length of time. Write it like 30s, 5m, 2h, 1d, 1w or 1h30m.',
  'refusal.duration-too-long': '“{text}” is more than ten years. Write a shorter time, like 1w.',
  'refusal.unreadable-rotation':
    '“{text}” is not the length of a rotation. Write hours, days or weeks, like 12h, 1d, 3d, 1w or 2w.',
  'refusal.elapsed-needs-hours': '“{text}” counts days. Write hours, like {hours}h elapsed.',
  'refusal.unreadable-cron':
    '“{text}” is not a cron pattern. Write minute, hour, day of the month, month and weekday, like cron 0 2 * * sun.',
  'refusal.cron-too-often': '“{text}” comes more than once an hour. Name one minute, like cron 0 2 * * sun.',
  'refusal.cron-not-every-year':
    '“{text}” does not come in every year. Choose a day that every year has, like cron 0 2 1 * *.',
  'refusal.no-such-zone':
    'There is no time zone “{zone}”. {near, select, none {Write a name like Europe/Berlin, America/New_York or UTC.} other {Did you mean {near}?}}',
  'refusal.unreadable-time-of-day': '“{text}” is not a time of day. Write it like 08:00 or 18:30.',
  'refusal.unreadable-local-time': '“{text}” is not a local time. Write it like 2026-12-24T09:00.',
  'refusal.unreadable-moment':
    '“{text}” is not a time. Write it like 18:00, tomorrow 9am, friday 18:00, 2026-12-24T09:00 or +2h.',
  'refusal.unreadable-exact-moment':
    '“{text}” is not a time. Write it like 2026-12-24T09:00, 09:00 (the next one), +2h or now.',
  'refusal.ambiguous-hours':
    '“{text}” can be two times. Write both ends with am or pm, or like 09:00 and 17:00, and each with its day.',
  'refusal.ambiguous-moment': '“{text}” can be two dates. Write the month as a word, such as 4 Mar, or 2026-03-04.',
  'refusal.moment-past': '“{text}” is over: that is {when}. Say a time that is still to come.',
  'refusal.no-such-date': 'There is no “{date}” in the calendar. Check the month and the day.',
  'refusal.unreadable-recurrence':
    '“{text}” is not a recurrence. Write it like cron 0 2 * * sun, or FREQ=WEEKLY;BYDAY=SU;BYHOUR=2.',
  'refusal.unreadable-rrule':
    '“{text}” cannot be read as a part of a rule. Write it like FREQ=WEEKLY;BYDAY=SU;BYHOUR=2, daily at most.',
  'refusal.rrule-counts-from-nowhere': 'A rule with COUNT needs a beginning from which it counts. Add “from”.',
  'refusal.rrule-too-often': 'The rule comes more than once an hour. Name one minute with BYMINUTE.',
  'refusal.rrule-never': 'The rule names no date that ever comes. Choose one that does.',

  'refusal.unknown-schedule': 'There is no schedule “{schedule}” any more. “oncall” lists the schedules.',
  'refusal.no-schedules': 'There are no schedules yet. An admin adds them to the configuration file.',
  'refusal.which-target':
    'Say whom to page: a person, a team or one of these schedules: {known}. For example: “page to:primary are you there?”',
  'refusal.which-shifts':
    'Which shifts? Name both, such as “swap my monday with {name}’s tuesday”. “oncall for:{name}” shows those to come.',
  'refusal.which-schedule': 'There are several schedules. Add “schedule:” and one of these: {known}.',
  'refusal.on-call-already': 'That person is already on call then, so nothing needs to change.',
  'refusal.too-many-overrides':
    '“{schedule}” has {most} coming overrides, and no more are allowed. Change its layers in the configuration file.',
  'refusal.unknown-override': 'There is no such override made in chat. “override” lists those to come.',
  'refusal.override-over': 'That override is over, so it cannot be canceled.',
  'refusal.not-your-override': 'Somebody else made that override. The person who made it or a manager can cancel it.',
  'refusal.end-missing': 'An override needs an end. Add “to”, such as “to:+2h” or “to:2026-12-26T09:00”.',
  'refusal.ends-before-it-starts': 'The end is before the start. Give a “to” that is later than “from”.',
  'refusal.over-already': 'That time is already over. Give one that is still to come.',
  'refusal.period-too-long': 'That is longer than {days} days. Give a shorter time.',
  'refusal.return-missing': 'When are you back? Add it, such as “away to:2026-12-28T09:00”.',
  'refusal.too-many-absences': 'There are {most} times off to come already. “away off” ends them.',
  'refusal.away-yourself-only':
    'With the role {role} you can enter time off only for yourself. Ask {name} to do it, or a manager.',
  'refusal.override-yourself-only':
    'With the role {role} you can put only yourself on call. Ask {name} to do it, or a manager.',
  'refusal.cannot-respond':
    '{name} has the role {role} and cannot acknowledge incidents, so cannot be on call. Ask an admin to change the role.',
  'refusal.no-shift': 'You have no shift on “{schedule}” within a year, so there is nothing to cover.',
  'refusal.shift-over': 'That shift is over. Nothing can be changed any more.',
  'refusal.nobody-to-ask': 'Nobody else on “{schedule}” can be asked by direct message. Use “override” instead.',
  'refusal.taken-already': '{name} has already taken that shift. Thank you.',
  'refusal.taken-by-other': '{name} has already taken that shift. Talk to {name}, and take it back with “override”.',
  'refusal.withdrawn': '{name} does not need cover any more. Thank you.',
  'refusal.own-shift': 'This is your own shift. Somebody else has to take it.',
  'refusal.not-asked': '{name} asked the others on “{schedule}”, and you are not one of them.',
  'refusal.not-theirs-now': '{name} is not on call then any more, so there is nothing to take.',
  'refusal.not-away-now': '{name} is not away now, so there is nothing to take.',
  'refusal.not-the-asker': 'Only {name} can withdraw that request.',
  'refusal.unknown-cover': 'There is no such request. Its shift is probably long over.',
  'refusal.asked-already':
    'You already asked for that, and nobody has taken it yet (asked: {names}). To withdraw: “cover withdraw:{id}”',
  'refusal.covered-already': '{name} has already taken that shift, so it is covered.',
  'refusal.not-your-shift':
    '{name, select, none {Nobody is} other {{name} is}} on call on “{schedule}” during that time, not you all of it. Ask for a shift of your own; “oncall” shows them.',

  'refusal.never-again': 'That never comes any more. Choose a rule with a time to come.',
  'refusal.too-many-windows':
    'There are already {most} maintenance windows made in chat. Remove old ones, or use the configuration file.',
  'refusal.not-running':
    '“{id}” is not running now, so there is nothing to stop. “maintenance” lists what is; to remove a planned one: “maintenance remove window:{id}”',
  'refusal.stands-in-the-file':
    '“{id}” is in the configuration file; an admin can remove it there. To end it for now: “maintenance stop window:{id}”',
  'refusal.running': '“{id}” is running now. End it first: “maintenance stop window:{id}”',
  'refusal.over': '“{id}” is over, so there is nothing to remove.',
  'refusal.unknown-window': 'There is no such maintenance window. “maintenance” lists them.',
  'refusal.in-the-past': 'That begins in the past. Leave out “from” to begin now, or give a time to come.',
  'refusal.too-far': 'That is more than {days} days ahead. Plan it when it is nearer.',
  'refusal.maintenance-length': 'A maintenance lasts from 1 minute to {days} days, such as “for:2h”.',
  'refusal.in-maintenance-already':
    'That is already in maintenance for at least as long (“{id}”). To end it: “maintenance stop window:{id}”',
  'refusal.planned-already': 'The same maintenance is already planned, as “{id}”.',
  'refusal.start-meant': 'To put a service in maintenance, add “start”: “maintenance start checkout for:2h”',
  'refusal.service-missing': 'Say which service: “maintenance start checkout for:2h”',
  'refusal.length-missing': 'Say how long it lasts. Add “for”, such as “for:2h”.',
  'refusal.which-window': 'Several windows are running. Say which to stop: {windows}. “maintenance” shows them.',
  'refusal.not-in-maintenance':
    '{service, select, none {Nothing is in maintenance now} other {“{service}” is not in maintenance now}}, so there is nothing to stop.',
  'refusal.window-missing':
    'Say which window to remove, by the id that “maintenance” shows: “maintenance remove window:…”',
  'refusal.all-services-need-manager':
    'With the role {role} you can put single services in maintenance. For all services at once, ask a manager.',

  'refusal.too-many-steps': '{steps} steps are too many. Give at most {most}.',
  'refusal.step-twice': '{platform} is given twice for the same moment. Give it once.',
  'refusal.unknown-way':
    '“{text}” is not a way to page you. Write steps like “slack, telegram after 2m, email after 5m”. Known: {ways}.',
  'refusal.no-account':
    'You have no account on {platform} here; “link” adds one. You have: {ways, select, none {none yet} other {{ways}}}.',
  'refusal.no-address':
    'You have no email address here; an admin adds it to the configuration file. You have: {ways, select, none {none yet} other {{ways}}}.',
  'refusal.wait-too-long': '“{text}” is too long to wait. A step comes within a day.',
  'refusal.hours-missing': 'Quiet hours need both ends: “quiet from:22:00 to:07:00”',
  'refusal.no-hours': 'Those hours begin and end at the same time. For no quiet hours at all: “quiet off”',
  'refusal.unknown-severity':
    '“{text}” is not a severity. Write sev1, sev2, sev3 or sev4, several with a comma between, or none.',
  'refusal.no-way': 'You have no account on a platform that is connected here. “link” adds one.',
  'refusal.one-at-a-time': 'Use “{command} {action}” alone, then make the change.',
  'refusal.list-by-person':
    'Incidents are listed by state, service, severity and period, not by person. “oncall {name}” shows their shifts, and each incident in “list” its owner.',
  'refusal.one-incident':
    '“{command}” takes one incident at a time, such as “{command} 42”. “list” shows the open ones.',
  'refusal.one-command': 'Nothing was changed: send one command a line, first “{first}”, then “{second}”.',
  'refusal.one-target': 'Name one person, team or schedule at a time, and send one line for each.',
  'refusal.pages-now':
    'Pages go out at once, not later: nobody was paged for “{time}”. Send the line again when you want the page.',
  'refusal.one-service':
    '“maintenance” takes one service at a time. Nothing was started. Send one line for each service.',
  'refusal.service-is-no-target':
    '“{service}” is a service. “declare … service:{service}” pages whoever is on call for it; “page” takes a person, a team or a schedule.',
  'refusal.cover-is-for-yourself':
    '“cover” asks others to take a shift of yours. To stand in for {name}, use “override”, such as “override me tomorrow”.',
  'refusal.no-title': '“{text}” says nothing of what is wrong. Write a title, such as “declare Checkout is down”.',
  'refusal.quiet-needs-two-times':
    'Quiet hours have a start and an end and come every day. Write them like “quiet 22:00-07:00”; for one night, “away tomorrow 22:00 to 7:00”.',
  'refusal.unknown-person':
    'I don’t know you on {platform} yet{name, select, none {} other {, {name}}}. Ask {names, select, none {whoever looks after Tocsin’s configuration file} other {{names}}} to add “{key}: "{id}"” to your accounts, or send me “link” on a platform where I know you.',
  'refusal.no-such-person': 'There is no person “{text}”. Give the id of a person in the configuration file.',
  'refusal.not-in-file': 'You are not in the configuration file any more. Ask an admin to add you.',
  'refusal.too-many-tries': 'Too many codes were tried from this account. Wait 15 minutes, then try a fresh one.',
  'refusal.wrong-code':
    'That code is not valid: it is mistyped, already used or older than 10 minutes. Send me “link” where I know you for a fresh one.',
  'refusal.account-taken': 'This account on {platform} already belongs to somebody.',
  'refusal.account-in-file': 'Your account on {platform} is in the configuration file. An admin can change it there.',
  'refusal.not-linked': 'You have no account on {platform} that was linked by a code.',
  'refusal.has-one-already':
    '{name} already has another account on {platform}. To unlink it first: “link remove:{remove}”',
  'refusal.known-already':
    'I already know this account on {platform}: it belongs to {name}. Send the code from the account that I do not know.',
  'refusal.nothing-to-link': 'You already have an account on every platform that is connected here.',
  'refusal.link-not-here': 'Accounts cannot be linked on {platform}. Use “web” for a link to sign in.',
  'refusal.code-missing':
    'I don’t know you on {platform} yet. Send me “link” on a platform where I know you, then send me the code here: “link code:ABCD-2345”',
  'refusal.code-not-private': 'A code is for you alone. Send me “link” in a direct message.',
  'refusal.code-was-public':
    'Others could read that code, so it is void. Get a new one and send it in a direct message.',
  'refusal.web-not-private': 'A sign-in link is for you alone. Send me “web” in a direct message.',
  'refusal.audit-not-private': 'The audit log is not for everybody. Send me “audit” in a direct message.',

  'refusal.unknown-command':
    '{reads, select, none {There is no command “{verb}”.} question {Nothing was changed: that reads as a question.} impossible {Nothing was changed: an incident is never split or deleted, and a merge stays. “declare” begins another one, “merge” joins two.} mistake {Nothing was changed now. To take something back: “unack 14”, “reopen 14” or “snooze 14 off”.} condition {Nothing was changed: commands run at once, not later or on a condition.} other {Nothing was changed.}}{near, select, none {} other { Did you mean “{near}”?}}{line, select, none {} other { {as, select, declare {To declare an incident, send} note {To add a note, send} later {When it is time, send} other {Say:}} “{line}”.}} “help” lists the commands.',
  'refusal.not-for-programs': 'There is no command “{verb}” for programs.',
  'refusal.nothing-to-change': '“{command}” changes nothing without an option. Give at least one of {options}.',
  'refusal.unknown-option': '“{command}” has no option “{option}”.',
  'refusal.missing-option': '“{command}” needs “{option}”.{example, select, none {} other { For example: “{example}”}}',
  'refusal.too-long': '“{option}” has {length} characters, and at most {most} are allowed. Shorten it.',
  'refusal.word-left-over':
    '“{word}” does not fit into “{command}”, which takes {options, select, none {no options} other {{options}}}.',
  'refusal.given-twice': '“{option}” is given twice. Give it once.',
  'refusal.unknown-name':
    'There is no {what, select, service {service} person {person} schedule {schedule} target {person, team or schedule} other {{option}}} “{name}”.{near, select, none {} other { Did you mean “{near}”?}} Known: {known, select, none {none yet} other {{known}}}.',
  'refusal.names-everybody':
    '{what, select, person {“{name}” is not one person. Name one of these: {known}.} other {Nobody can page everyone at once. Name a person, team or schedule: {known}. To page the next level of an incident: “escalate”.}}',
  'refusal.names-nobody':
    '“{name}” does not say whom to page. Name a person, team or schedule: {known}. To page the next level of an incident: “escalate”. Who is on call: “oncall”.',
  'refusal.unreadable-end':
    '“{text}” is neither a length nor a time. Write it like 30m, 2h, 1d, until 9am, until monday or overnight.',
  'refusal.unreadable-period':
    '“{text}” is not a period that has begun. Write it like today, yesterday, 24h, since monday, last week, november or 1 nov to 15 nov.',
  'refusal.incident-missing': '“{command}” needs an incident. Give its number, such as 42.',
  'refusal.not-a-number': '“{text}” is not an incident. Give its number, such as 42 or #42; “list” shows them.',
  'refusal.unknown-incident': 'There is no incident #{number}. “list” shows the open ones.',
  'refusal.not-allowed':
    '{token, select, none {{person, select, none {You have the role {role}} other {{person} has the role {role}}}, and “{command}” needs the role {needs}. Ask an admin to change it.} other {The token “{token}” has the role {role}, and “{command}” needs the role {needs}. Use a token with that role.}}',
  'refusal.which-incident': 'Say which incident, by its number.',
  'refusal.asked-first': 'This has to be confirmed first.',
  'refusal.button-expired': 'This button has expired. Send the line again.',
  'refusal.button-of-another': 'This was asked of {name}. Send the line yourself.',
  'refusal.button-done': 'You have pressed this button already, and it was done.',
  'refusal.unknown-help':
    'There is no command or group “{text}”.{near, select, none {} other { Did you mean “{near}”?}} Name a command, such as “help declare”, or a group: {groups}.',
  'refusal.no-such-bundle': 'That message is too old. “paged” lists what you were paged for.',
  'refusal.no-such-page': '“page” is a number from 1 to {most}: “{command} page:2”',
  'refusal.which-missing':
    'Say what to drop: “deliveries drop 42”, “deliveries drop letters” or “deliveries drop all”.',
  'refusal.unknown-which': '“{text}” is not valid. Give the number of an incident, “letters” or “all”.',
  'refusal.drop-needs-manager':
    'With the role {role} you cannot drop messages: what is dropped reaches nobody. Ask a manager, or use “deliveries retry”.',
  'refusal.unknown-job': '“{text}” is not a recurring job. Jobs: {known}.',
  'refusal.job-running': '{job} is running already. “jobs” shows how it ends.',
  'refusal.job-missing': 'Name the job to run: “jobs run retention”. Jobs: {known}.',
  'refusal.no-such-period':
    'A report is about 1 to {days} whole days (UTC) that have begun: “report 7d”, “report today” or “report november”. For hours: “list 12h”',
} as const satisfies Readonly<Record<`refusal.${Rule}`, string>>;
