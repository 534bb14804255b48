const listed = (names: string): readonly string[] => names.split(' ');

/** How monitors name what Tocsin calls a title and so on, without capitals and `_`. The first that is there counts. */
export const usual = {
  summary: listed(
    'title alertname alerttitle summary subject headline problemtitle problemname eventname incidentname alarmname alertrulename rulename triggername searchname eventdefinitiontitle issuetitle conditionname messagetitle',
  ),
  who: listed('monitorfriendlyname monitorname checkname displayname name label nodelabel alias sensor detector'),
  message: listed(
    'message msg text messagebody description reason statusreason incidentreason newstatereason logmessage logmsg alarmmessage content body details detail error cause output problem event alert trigger',
  ),
  status: listed(
    'status state alertstatus alertstate currentstate currentstatus newstatus newstate newstatevalue monitorstatus alerttransition transition eventaction alerttype eventtype notificationtype statusextended alertevent trigger action type event',
  ),
  /** Yes or no: it is over, and it is not. */
  over: listed('resolved isresolved recovered cleared ok isok healthy ishealthy isup'),
  wrong: listed('firing isfiring active isactive down isdown failing triggered'),
  severity: listed('severity level priority urgency criticality importance alertseverity sev'),
  key: listed(
    'key fingerprint dedupkey deduplicationkey incidentkey alertkey alarmarn problemid incidentid issueid groupkey alertcorrelationid',
  ),
  /** Of a rule, which may hold for many hosts. */
  rule: listed('alertid monitorid checkid triggerid ruleid'),
  url: listed(
    'url link permalink htmlurl weburl alerturl incidenturl issueurl problemurl monitorurl dashboardurl fullurl shortlink sourceurl resultslink detailsurl detectorurl href',
  ),
} as const;
/** What says where it is: it stays the same from the beginning to the end. */
export const scopes = listed(
  'host hostname instance node server device namespace pod container cluster region environment env team app application project job check monitor rule',
);
/** An `id` in these objects is that of the problem, not of the message; in those of the second list it is that of a rule. */
export const identified = listed('alert incident issue problem');
export const rules = listed('monitor check rule trigger');
/** Objects about who and whose, in which a `name` is not that of what is wrong. */
export const aside = new Set(
  listed(
    'user actor sender author owner creator assignee contact customer tenant account org organization installation repository',
  ),
);
/** The fields of Tocsin's own shape. */
export const own = new Set(
  listed('title service severity key fingerprint status labels url image description startsat'),
);
/** Under such names nothing is told. */
export const secret = /token|secret|passw|pwd|auth|credential|cookie|signature|key$/i;
