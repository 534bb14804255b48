import type { Alert } from '../../../src/domain/alerts/alert.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { alertFrom, labelsOf, unixSeconds } from './fields.ts';
import type { IntakeNotes } from './notes.ts';
import { linesOf, type Payload, readPayload } from './payload.ts';

/** Prefixes that scripts add to the names of macros. */
const prefix = /^(?:notify|nagios|icinga)_/;

const severities: Readonly<Record<string, Severity>> = {
  down: 'sev1',
  unreachable: 'sev2',
  critical: 'sev1',
  crit: 'sev1',
  warning: 'sev3',
  warn: 'sev3',
  unknown: 'sev3',
};

/** Notification types that neither trigger nor resolve. */
const silent = /^(?:acknowledgement|custom|flapping|downtime|alerthandler)/;

/** By the exit codes of plugins, which Icinga 2's API and Livestatus use too. */
const serviceStates = ['ok', 'warning', 'critical', 'unknown'];
const hostStates = ['up', 'down', 'unreachable'];

/**
 * Reads a notification of Nagios and similar monitors, whose scripts post the macros under their names: `HOSTNAME`,
 * `NAGIOS_SERVICEDESC`, `NOTIFY_SERVICESTATE`, `service_output`. Acknowledgements, flapping and downtimes give no alert.
 *
 * @throws BadPayload when it names neither a host nor a service
 */
export function readHostNotification(source: string, body: unknown, notes: IntakeNotes): readonly Alert[] {
  const given = readPayload(withPlainNames(readPayload(body, notes).whole), notes);
  given.needs('hostname', 'host', 'servicedesc', 'service');
  const type = given.first('notificationtype', 'type')?.toLowerCase() ?? '';
  if (silent.test(type)) return [];
  const host = given.first('hostdisplayname', 'hostalias', 'hostname', 'host');
  const service = given.first(...['servicedisplayname', 'servicedesc', 'servicename', 'servicedescription', 'service']);
  const word = (service ? given.first('servicestate', 'state') : given.first('hoststate', 'state'))?.toLowerCase();
  const state = word && ((service ? serviceStates : hostStates)[Number(word)] ?? word);
  const isOver = type === 'recovery' || (type !== 'problem' && ['ok', 'up', 'recovery'].includes(state ?? ''));
  const output = service ? given.first('serviceoutput', 'output') : given.first('hostoutput', 'output');
  const long = service ? given.first('longserviceoutput', 'longoutput') : given.first('longhostoutput', 'longoutput');
  const what = service ? [service, host].filter((part) => part).join(' on ') : host;
  const changed = changedAt(given, service !== undefined);
  const number = given.first(service ? 'servicenotificationnumber' : 'hostnotificationnumber', 'notificationnumber');
  const before = given.text(service ? 'lastservicestate' : 'lasthoststate')?.toLowerCase() ?? state;
  const notesUrl = service ? given.first('servicenotesurl', 'notesurl') : given.first('hostnotesurl', 'notesurl');
  return [
    alertFrom(source, {
      status: isOver ? 'resolved' : 'firing',
      title: [state ? `${what} is ${state.toUpperCase()}` : what],
      description: linesOf(output, long, given.first('notificationcomment', 'comment')),
      identity: {
        parts: [
          ...['host', given.first('hostname', 'host')],
          given.first('servicedesc', 'servicename', 'servicedescription', 'service'),
        ],
      },
      severity: isOver ? undefined : severities[state ?? ''],
      labels: labelsOf({
        host: given.first('hostname', 'host'),
        address: given.first('hostaddress', 'address'),
        service,
        state,
        author: given.first('notificationauthor', 'author'),
        site: given.first('omdsite'),
      }),
      url: [given.first('serviceurl', 'hosturl', 'url'), given.first('serviceactionurl', 'hostactionurl')],
      links: { runbook: [notesUrl] },
      value: service ? given.first('serviceperfdata') : undefined,
      // TIMET is the time of this notification, so it differs in each reminder.
      startsAt: changed ?? (given.text('timet') === undefined ? undefined : given.date('timet', unixSeconds)),
      isReminder: changed === undefined && Number(number) > 1 && before === state,
    }),
  ];
}

/** Returns when the state last changed. */
function changedAt(given: Payload, isService: boolean): Date | undefined {
  const names = isService ? ['lastservicestatechange'] : ['lasthoststatechange', 'laststatechange'];
  const name = names.find((one) => Number(given.text(one)) > 0);
  return name === undefined ? undefined : given.date(name, unixSeconds);
}

/**
 * Returns the fields by plain names: `NAGIOS_SERVICEDESC` and `service_desc` as `servicedesc`. `HOSTNAME` without a prefix
 * may be the environment variable of the script's own host.
 */
function withPlainNames(whole: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  // A macro that the monitor does not know arrives as its own name.
  const all = Object.entries(whole)
    .filter(([, value]) => !(typeof value === 'string' && /^\$[\w:.]{1,60}\$$/.test(value.trim())))
    .map(([name, value]) => [name.toLowerCase(), value] as const);
  const prefixed = all.filter(([name]) => prefix.test(name));
  const others = all.filter(([name]) => !prefix.test(name));
  return Object.fromEntries(
    [...others, ...prefixed].map(([name, value]) => [name.replace(prefix, '').replace(/[^a-z0-9]/g, ''), value]),
  );
}
