const programs =
  'uptime[- ]?kuma|gatus|grafana|alertmanager|prometheus|zabbix|nagios|icinga|checkmk|netdata|healthchecks(?:\\.io)?|statping|home ?assistant|proxmox|portainer|monitoring';
/** “Uptime Kuma Alert”, “Service PROBLEM notification”, “Description”, “UptimeKuma Monitor Down Shop”. */
const general = new RegExp(
  [
    '^(?:description|details|message|general (?:message|notification)',
    '|(?:[\\w.-]{1,30}\\s){0,3}(?:alerts?|notifications?|alarms?|monitor\\W{1,4}(?:up|down))',
    `|(?:${programs})(?: (?:messages?|monitoring|monitor (?:up|down)(?: .{1,100})?))?)$`,
  ].join(''),
  'i',
);
/** Nothing but a program’s name, or that it is an alert. */
const sender = new RegExp(`^(?:${programs})?(?: |^)?(?:alerts?|alarms?|notifications?|messages?)?$`, 'i');
/** Titles of cards by Netdata, without the alarm, and by Checkmk, where only the summary says what happened. */
const generalCard =
  /^alert \w{2,12} from \w{2,20} for \S{1,200}$|^checkmk: [^>]{1,300} (?:ok|warn|crit|unkn|up|down|unre\w{0,10})$|^problem acknowledged$/i;

/** Returns whether a line says only that there is an alert, or who sends it: “Uptime Kuma Alert”. */
export function isGeneral(line: string): boolean {
  const text = line.replace(/^\P{L}{1,4}/u, '');
  return general.test(text) || generalCard.test(text);
}

/** Returns whether a line says only who sends it: “Home Assistant”. */
export function isSender(line: string): boolean {
  return sender.test(line.replace(/^\P{L}{1,4}/u, ''));
}
