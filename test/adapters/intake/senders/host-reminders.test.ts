import { expect, it } from 'vitest';
import { send } from './sending.ts';

// Nagios Core's list of macros: TIMET, LASTSERVICESTATECHANGE, LASTSERVICESTATE, SERVICENOTIFICATIONNUMBER.

const problem = {
  ...{ NAGIOS_HOSTNAME: 'web-1', NAGIOS_SERVICEDESC: 'HTTP', NAGIOS_SERVICESTATE: 'CRITICAL' },
  ...{ NAGIOS_NOTIFICATIONTYPE: 'PROBLEM', NAGIOS_TIMET: '1768477500', NAGIOS_LASTSERVICESTATE: 'CRITICAL' },
};

it.each<[string, Record<string, string>, object]>([
  [
    'says since when, where it is told when the state changed',
    { NAGIOS_LASTSERVICESTATECHANGE: '1768474800', NAGIOS_SERVICENOTIFICATIONNUMBER: '3' },
    { startsAt: new Date('2026-01-15T11:00:00Z') },
  ],
  [
    'is a reminder by its number',
    { NAGIOS_SERVICENOTIFICATIONNUMBER: '2' },
    { startsAt: new Date('2026-01-15T11:45:00Z'), isReminder: true },
  ],
  ['of Checkmk as well', { NOTIFY_HOSTNAME: 'web-1', NOTIFY_SERVICENOTIFICATIONNUMBER: '2' }, { isReminder: true }],
])('a notification of a problem %s', async (_, more, alert) => {
  const [read] = (await send('/v1/alerts/nagios', { ...problem, ...more })).alerts;
  expect(read).toMatchObject({ status: 'firing', ...alert });
  if (!('isReminder' in alert)) expect(read).not.toHaveProperty('isReminder');
});

it.each<[string, Record<string, string>]>([
  ['the first one', { NAGIOS_SERVICENOTIFICATIONNUMBER: '1' }],
  [
    'one of a state that has become worse',
    { NAGIOS_SERVICENOTIFICATIONNUMBER: '2', NAGIOS_LASTSERVICESTATE: 'WARNING' },
  ],
  ['a recovery', { NAGIOS_SERVICENOTIFICATIONNUMBER: '2', NAGIOS_NOTIFICATIONTYPE: 'RECOVERY' }],
])('%s is no reminder', async (_, more) => {
  const [read] = (await send('/v1/alerts/nagios', { ...problem, ...more })).alerts;
  expect(read).not.toHaveProperty('isReminder');
});
