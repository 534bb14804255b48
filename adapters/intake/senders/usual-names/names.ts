const listed = (names: string): readonly string[] => names.split(' ');

/** How monitors name what Tocsin calls a title and so on, without capitals and `_`. The first that is there counts. */
export const usual = {
  summary: listed(
    'title alertname alerttitle summary subject headline problemtitle problemname incidenttitle eventtitle incidentname alarmname alertrulename rulename triggername searchname eventdefinitiontitle issuetitle conditionname messagetitle',
  ),
  who: listed(
    'monitorfriendlyname monitorname checkname displayname friendlyname name servicename projectname appname applicationname jobname pipelinename connectorname connectionname workspacename dagid taskid testname label nodelabel alias sensor detector',
  ),
  message: listed(
    'message msg text messagebody desp description humanreadable reason statusreason incidentreason newstatereason logmessage logmsg alarmmessage errormessage exception content body details detail error cause output problem issue event alert trigger info',
  ),
  status: listed(
    'status state alertstatus alertstate currentstate currentstatus newstatus newstate newstatevalue monitorstatus eventstatus alertaction alerttransition transition triggertype eventaction alertevent notificationtype statusextended buildresult buildstatus jobstatus runstatus taskstatus checkstatename result conclusion outcome xs4status',
  ),
  /** How the thing is, whatever became of the request that told it. */
  thing: listed('state alertstate alertstatus currentstate newstate monitorstatus'),
  /** What became of some work. */
  outcome: listed('result conclusion outcome buildresult'),
  /** What kind of event it is, which may say its state as well. */
  event: listed('alerttype eventtype trigger action type event eventname'),
  /** What kind of notification it is: of an acknowledgement or a downtime it tells, whatever the state. */
  notification: listed('notificationtype event'),
  /** Yes or no: it is over, and it is not. */
  over: listed(
    'resolved isresolved recovered cleared ok isok healthy ishealthy up isup online isonline alive isalive reachable',
  ),
  wrong: listed('firing isfiring down isdown failing triggered'),
  active: listed('active isactive'),
  severity: listed(
    'severity level priority urgency criticality importance alertseverity stringseverity severitylabel severityname sev triggertype',
  ),
  key: listed(
    'key fingerprint dedup dedupkey dedupekey deduplicationkey incidentkey alertkey aggregkey alarmarn problemid displayid incidentid issueid alertcorrelationid originalproblemid incidenthash seriesuid xs4externalid',
  ),
  /** Of a rule, which may hold for many hosts. */
  rule: listed('alertid alarmid monitorid checkid sensorid triggerid ruleid'),
  url: listed(
    'detailsurl url link permalink htmlurl weburl alerturl incidenturl issueurl problemurl monitordashboardlink monitorurl dashboardurl fullurl shortlink sourceurl linksensor resultslink detectorurl clienturl buildurl joburl runurl logurl errorurl airbrakeerrorurl href',
  ),
} as const;
/** What says where it is: it stays the same from the beginning to the end. */
export const scopes = listed(
  'host hostname instance node nodename server device devicename agentname objectname entityname canaryname endpoint endpointname namespace pod container cluster region environment env team app application project branch job check monitor rule resource resourcename',
);
/** Of these the first says on which machine it is. */
export const machines = listed(
  'host hostname instance node nodename server device devicename agentname objectname entityname canaryname resourcename resource endpoint endpointname',
);
/** Of these each has a state of its own. */
export const checks = listed('check monitor rule sensor endpoint endpointname');
/** An `id` in these objects is that of the problem, not of the message; in those of the second list it is that of a rule. */
export const identified = listed('alert incident issue problem fault');
export const rules = listed('monitor check rule trigger site checkin');
/** What has one of these fields is an alert: that one was cancelled means that it is over. */
export const alertFields = listed('alertid alertname alarmid alarmname incidentid detectorid');
/** What has a field that begins like this tells of an alert, whose state is not that of a thing. */
export const ofAlert = /^(?:alert|alarm|incident|problem|finding|startsat$|endsat$|fingerprint$|dedup|eventstatus$)/;
/** An alert has none of these beside the state of a thing: `{"unit": "nginx.service", "state": "active"}`. */
export const tellsMore = listed('title summary subject message text description severity priority level key');
/** In these objects there are links. */
export const linkHolders = new Set(listed('links urls'));
/** What has one of these fields, and none of the second list, is well when it runs. */
export const runningThings = listed(
  'service servicename process processname container containername unit vm vmname daemon',
);
export const runningWork = listed(
  'dagid build buildid buildnumber pipeline pipelinename job jobname workflow branch commit run runid task taskname deployment step',
);
/** Objects about who and whose, in which a `name` is not that of what is wrong, and about what was before. */
export const aside = new Set(
  listed(
    'user actor sender author owner creator assignee contact customer tenant account org organization installation repository snapshots history parent delivery request response',
  ),
);
/** What work is called that is done again and again, and how it says that it went well or not. */
export const workNames = listed('flowname workflowname workflow pipeline dagid job taskname task');
export const outcomes = /^(?:not )?(?:succe|fail|error|complete|pass|broken|unstable)/i;
/** The fields of Tocsin's own shape. */
export const own = new Set(
  listed(
    'title service severity key fingerprint groupKey groupkey status labels url image description startsAt startsat',
  ),
);
/** Under such names nothing is told. */
export const secret = /token|secret|pass(?!ed)|pwd|auth|credential|cookie|signature|key$/i;
/** Names that monitors make of such words: `alertStatusString`, `incident_status`. */
export const alertState =
  /^(?:alert|alarm|incident|issue|problem|event|check|monitor|trigger)(?:status|state)(?:name|string|text|label)?$/;
/** Names of what was before, and of objects that tell it: `last_run`, `previousSeverity`. */
export const earlier = /^(?:previous|prev(?!ent)|last|old|prior|former|earlier|before|original(?!problem))/;
const either = (...words: readonly string[]) => words.join('|');
/** A severity that an alert has to have is not that of this one: `severity_threshold`, `min_severity`. */
const notItsOwn = either('threshold', 'limit', 'filter', 'change', '^min', '^max');
export const anySeverity = new RegExp(`^(?!.*(?:${notItsOwn})).*severity`);
const pictures = either('image', 'icon', 'avatar', 'logo', 'picture', 'photo', 'thumbnail');
const programs = either('webhook', 'callback', '^api', 'api(?:url|link|href)$', '^self', 'schema', '^base', '^home');
/** What one presses, and would do something. */
const actions = either(
  'unsub',
  'mute',
  'silence',
  '^ack',
  'acknowledge',
  'snooze',
  'resolve',
  '^close',
  'dismiss',
  'log(?:in|out)',
);
/** What leads to the sender, and not to the problem. */
const general = either('statuspage', 'support', 'help', 'feedback', 'privacy');
/** Names of addresses that lead to the problem. */
export const anyLink = new RegExp(`^(?!.*(?:${either(pictures, programs, actions, general)})).*(?:url|link|href)$`);
/** What lines of a message for people name, `Host: web-1`, and the name that it has here. */
export const toldInLines: Readonly<Record<string, string>> = {
  host: 'host',
  hostname: 'host',
  severity: 'severity',
  'original problem id': 'originalproblemid',
  'problem id': 'problemid',
};
