import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readHeadline, saysNothing, saysOver } from '../../../src/domain/alerts/headline.ts';

it.each<[string, string, string]>([
  ['Disk full', '[RESOLVED] Disk full', 'Disk full'],
  ['[FIRING:1] HighLatency checkout', '[RESOLVED] HighLatency checkout', 'HighLatency checkout'],
  ['[FIRING:2, RESOLVED:1] HighLatency', '[RESOLVED:3] HighLatency', 'HighLatency'],
  ['ALARM: "Checkout 5xx" in EU (Ireland)', 'OK: "Checkout 5xx" in EU (Ireland)', '"Checkout 5xx" in EU (Ireland)'],
  ['Problem: CPU is high on web-1', 'Resolved in 5m 3s: CPU is high on web-1', 'CPU is high on web-1'],
  [
    '** PROBLEM Service Alert: web-1/Disk is CRITICAL **',
    '** RECOVERY Service Alert: web-1/Disk is OK **',
    'web-1/Disk',
  ],
  ['** PROBLEM Host Alert: web-1 is DOWN **', '** RECOVERY Host Alert: web-1 is UP **', 'web-1'],
  ['Monitor is DOWN: Shop', 'Monitor is UP: Shop', 'Shop'],
  ['DOWN | nightly backup', 'UP | nightly backup', 'nightly backup'],
  ['DOWN alert: Shop', 'UP alert: Shop', 'Shop'],
  ['Fwd: Re: [EXTERNAL] [FIRING:1] Queue', 'Re: [OK] Queue', 'Queue'],
  ['Warning - queue grows', 'ok - queue grows', 'queue grows'],
  ['Shop is down', 'Shop is back up', 'Shop'],
  ['shop.example.org is DOWN', 'shop.example.org is UP again', 'shop.example.org'],
  ['Checkmk: db1 - UP -> DOWN', 'Checkmk: db1 - DOWN -> UP', 'db1'],
  ['Check_MK: db1/CPU load OK -> WARN', 'Check_MK: db1/CPU load CRIT -> OK', 'db1/CPU load'],
  [
    '[Monitor Alert] Re-Triggered: CPU on host:a',
    '[Monitor Alert] Recovered: CPU on host:a',
    '[Monitor Alert] CPU on host:a',
  ],
  ['[FIRING:1, RESOLVED:1] DiskFull (prod)', '[RESOLVED] DiskFull (prod db-1)', 'DiskFull'],
  [
    'Azure Monitor alert rule cpu was activated for vm1',
    'Azure Monitor alert rule cpu was deactivated for vm1',
    'Azure Monitor alert rule cpu for vm1',
  ],
  [
    'Fired:Sev1 Azure Monitor Alert cpu on vm1',
    'Resolved:Sev1 Azure Monitor Alert cpu on vm1',
    'Sev1 Azure Monitor Alert cpu on vm1',
  ],
  ['[Healthchecks] DOWN | nightly backup', '[Healthchecks] UP | nightly backup', '[Healthchecks] nightly backup'],
  ['Grafana: [FIRING:1] cpu', 'Grafana: [RESOLVED] cpu', 'Grafana: cpu'],
  ['Netdata: db-1 is critical - disk full', 'Netdata: db-1 recovered - disk full', 'db-1 disk full'],
  [
    '[PRTG Network Monitor (HQ)] db-1 Ping (Ping) Down ESCALATION (no response)',
    '[PRTG Network Monitor (HQ)] db-1 Ping (Ping) Up (12 msec)',
    'db-1 Ping (Ping)',
  ],
  ['Backup failed: db-1', 'Backup succeeded: db-1', 'Backup: db-1'],
  [
    'Warning, Disk space usage = 91.2%, on db-1',
    'Clear, Disk space usage (was warning for 3 minutes), on db-1',
    'db-1 Disk space usage',
  ],
  ['❌ Your service Shop went down. ❌', '✅ Your service Shop is up! ✅', 'Your service Shop'],
  ['Shop service went down.', 'Shop service went up!', 'Shop service'],
  ['Shop Down [Uptime-Kuma]', 'Shop Up [Uptime-Kuma]', '[Uptime-Kuma] Shop'],
  ['“backup” is DOWN (received a failure signal).', '“backup” is UP.', '“backup”'],
  ['Shop is DOWN (Site24x7)', 'Shop is UP (Site24x7)', 'Shop (Site24x7)'],
  ['The service Shop has gone offline.', 'The service Shop is back online.', 'The service Shop'],
  [
    'Your service Shop is currently failing! Reason: timeout',
    'Your service Shop is currently back online and was down for 2 hours.',
    'Your service Shop',
  ],
  ['Service Shop Offline', 'Service Shop Online', 'Service Shop'],
  ['Shop went critical', 'Shop went back to normal', 'Shop'],
  ['Application shop has degraded.', 'New version of an application shop is up and running.', 'Application shop'],
  ['#12 Alert for device db-1 - Ping', '#13 Device db-1 recovered from Ping', 'db-1: Ping'],
  ['monit alert -- Does not exist nginx', 'monit alert -- Exists nginx', 'nginx'],
  [
    'monit alert -- Resource limit matched db-1',
    'monit alert -- Resource limit succeeded db-1',
    'db-1: Resource limit',
  ],
])('%s, and its end %s', (begin, end, bare) => {
  expect(readHeadline(begin)).toMatchObject({ status: 'firing', bare });
  expect(readHeadline(end)).toMatchObject({ status: 'resolved', bare });
});

it.each([
  ['ALARM: "cpu-high" in EU (Frankfurt)', 'INSUFFICIENT_DATA: "cpu-high" in EU (Frankfurt)'],
  ['monit alert -- Connection failed nginx', 'monit alert -- Instance changed nginx'],
])('%s is neither begun nor ended by %s', (begin, other) => {
  expect(readHeadline(begin).status).toBe('firing');
  expect(readHeadline(other).status).toBe('other');
});

describe('what only looks like an end', () => {
  it.each([
    'Upstream is slow',
    'Okay-ish latency',
    'UPS on battery',
    'Resolver fails',
    'Up-to-date check fails',
    'Disk is not OK at all',
    'RESOLVED',
    'OK:',
    '[OK]',
    '',
  ])('%s', (subject) => {
    const { status, bare } = readHeadline(subject);
    expect([status, bare]).toEqual(['firing', subject]);
  });
});

it('reads 100,000 words of states without getting lost in them', () => {
  expect(saysNothing(`${'ok ok, '.repeat(100_000)}x`)).toBe(false);
});

it.each(['re: ', '[ok] ', '* ', ' is ok', 'ok in 1m ', '[', 'resolved in 1m2m3m4m5m6m '])(
  'reads 100,000 times %j without getting lost in it',
  (piece) => {
    expect(readHeadline(piece.repeat(100_000)).bare.length).toBeLessThan(1_000);
  },
);

it.each([
  ['[CRITICAL] db-1 does not answer', 'firing', 'db-1 does not answer', 'sev1'],
  ['*[critical]* budget of team-a exceeded', 'firing', 'budget of team-a exceeded', 'sev1'],
  [':fire: Firing: queue is long', 'firing', 'queue is long', undefined],
  ['✅ Recovered: queue is long', 'resolved', 'queue is long', undefined],
  ['[P2] Disk almost full', 'firing', 'Disk almost full', 'sev2'],
  ['P1: Disk almost full', 'firing', 'Disk almost full', 'sev1'],
  ['P1 - Disk almost full', 'firing', 'Disk almost full', 'sev1'],
  ['p3 | Disk almost full', 'firing', 'Disk almost full', 'sev3'],
  ['Re: SEV-2: Disk almost full', 'firing', 'Disk almost full', 'sev2'],
  ['(CRITICAL) Disk almost full', 'firing', 'Disk almost full', 'sev1'],
  ['CRITICAL: Disk almost full', 'firing', 'Disk almost full', 'sev1'],
  ['WARNING: Disk almost full', 'firing', 'Disk almost full', 'sev3'],
  ['High: Disk almost full', 'firing', 'Disk almost full', 'sev2'],
  ['Severity: high - Disk almost full', 'firing', 'Disk almost full', 'sev2'],
  ['Priority 1: Disk almost full', 'firing', 'Disk almost full', 'sev1'],
  ['EMERGENCY: Disk almost full', 'firing', 'Disk almost full', 'sev1'],
  ['Disk almost full [critical]', 'firing', 'Disk almost full', 'sev1'],
  ['Disk almost full (P2)', 'firing', 'Disk almost full', 'sev2'],
  ['[RESOLVED] [P1] Disk almost full', 'resolved', 'Disk almost full', 'sev1'],
  ['P1: RESOLVED: Disk almost full', 'resolved', 'Disk almost full', 'sev1'],
  ['Low disk space on db-1', 'firing', 'disk space on db-1', undefined],
  ['High CPU on db-1', 'firing', 'CPU on db-1', undefined],
  ['P1 printer is jammed', 'firing', 'P1 printer is jammed', undefined],
  ['Critical-path test failed', 'firing', 'Critical-path test', undefined],
  ['Acknowledged: queue is long', 'other', 'queue is long', undefined],
  ['** FLAPPINGSTART Service Alert: web2/HTTP is CRITICAL **', 'other', 'web2/HTTP', 'sev1'],
  ['[Shop] [⚠️ Down] timeout', 'firing', 'Shop', undefined],
  ['Deploy of shop is done', 'firing', 'Deploy of shop is done', undefined],
])('%s is %s', (line, status, bare, severity) => {
  const { also: _, ...read } = readHeadline(line);
  expect(read).toEqual({ status, bare, ...(severity && { severity }) });
});

describe('a line that does not say what it is about', () => {
  it.each(['', 'Re:', 'RE: AW: ', '[RESOLVED]', 'Alert', '(no subject)', 'OK!', '[P1] CRITICAL', 'Re: Update'])(
    '%j',
    (line) => {
      expect(saysNothing(line)).toBe(true);
    },
  );

  it.each(['Disk full', 'Re: Disk full', '[RESOLVED] Disk', 'Alert 4711', 'update of db-1'])('is not %j', (line) => {
    expect(saysNothing(line)).toBe(false);
  });

  it('may say that it is over', () => {
    expect(['[RESOLVED]', 'Re: OK', 'back to normal'].map(saysOver)).toEqual([true, true, true]);
    expect(['Alert', 'Re:', 'CRITICAL', 'Okinawa', 'Alarm deactivated'].some(saysOver)).toBe(false);
  });
});

function rowsOf(file: string): string[][] {
  const lines = readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line) => line.split('\t'));
}

const rows = rowsOf('subjects.tsv') as [string, string, string][];

it.each(rows)('%s, then %s: %s', (opens, follows, then) => {
  const [first, second] = [readHeadline(opens), readHeadline(follows)];
  expect(first.status).toBe('firing');
  // To ignore is to begin nothing new: it is no beginning, or the beginning of the same.
  if (then === 'ignore' && second.status !== 'other')
    expect(second).toMatchObject({ status: first.status, bare: first.bare });
  if (then === 'resolve') {
    expect(second.status).toBe('resolved');
    expect(namesIn(second)).toContain(first.bare);
  }
  // Another problem, and the end of another one.
  if (then === 'apart') expect(second.status).toBe('firing');
  if (then === 'elsewhere') expect(second.status).toBe('resolved');
  if (then === 'apart' || then === 'elsewhere') expect(namesIn(second)).not.toContain(first.bare);
});

it.each(rowsOf('former-keys.tsv') as [string, string][])(
  'what an earlier version called %s is ended by %s',
  (former, line) => {
    const over = readHeadline(line);
    expect(over.status).toBe('resolved');
    expect(namesIn(over).map((name) => name.toLowerCase())).toContain(former.toLowerCase());
  },
);

function namesIn({ bare, also = [] }: ReturnType<typeof readHeadline>): readonly string[] {
  return [bare, ...also];
}

it.each(['The Check "nightly" Is Flapping', 'Reminder: 2 checks still down', 'Monthly Report'])(
  '%s is no alert',
  (subject) => {
    expect(readHeadline(subject).status).toBe('other');
  },
);

describe('what must not become one problem, or be lost', () => {
  it('two hosts of one Datadog monitor are two', () => {
    const [one, other] = ['web-1', 'web-2'].map(
      (host) => readHeadline(`[Triggered on {host:${host}}] CPU is high`).bare,
    );
    expect(one).not.toBe(other);
    expect(readHeadline('[P2] [Recovered on {host:web-1}] CPU is high')).toMatchObject({
      status: 'resolved',
      bare: one,
      severity: 'sev2',
    });
  });

  it.each([
    'Reset: the controller of db-1 restarted',
    'Monitoring: the queue is long',
    '🔴 Shop does not answer',
    '✅ Shop is DOWN',
    'Payment never went up',
    'Monthly report job failed',
    'External: disk full',
    'Missing: backup of db-1',
  ])('%s begins something', (subject) => {
    expect(readHeadline(subject).status).toBe('firing');
  });

  it('a rebuild that was planned ends no failure of a disk', () => {
    expect(readHeadline('RebuildFinished event on /dev/md0:db1').status).toBe('other');
  });
});
