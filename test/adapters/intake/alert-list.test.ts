import { expect, it } from 'vitest';
import { readAlertList, withoutCount } from '../../../adapters/intake/reading/alert-list.ts';

/** As the template `__text_alert_list` of Alertmanager 0.25 and 0.28 writes it. */
const block = (instance: string) => `Labels:
 - alertname = DiskFull
 - instance = ${instance}
 - severity = critical
Annotations:
 - description = The disk fills.
Source: of the figure
it fills since noon
 - runbook_url = https://runbooks.example.org/disk
 - summary = Disk of ${instance} is full
Source: http://prometheus.example.org/graph?g0.expr=disk
`;

const home = 'http://alertmanager.example.org/#/alerts?receiver=x';
const resolved = `Alerts Resolved:\n${block('db-9')}`;

it('reads the one alert of a list, with values of many lines', () => {
  const group = readAlertList(`Disk full Disk of db-1 is full\nAlerts Firing:\n${block('db-1')}${resolved}`, home);
  expect(group).toEqual({
    title: 'Disk of db-1 is full',
    description: 'The disk fills.\nSource: of the figure\nit fills since noon',
    severity: 'critical',
    labels: {
      alertname: 'DiskFull',
      instance: 'db-1',
      severity: 'critical',
      runbook_url: 'https://runbooks.example.org/disk',
    },
    links: {
      source: ['http://prometheus.example.org/graph?g0.expr=disk'],
      dashboard: [undefined],
      panel: [undefined],
      silence: [undefined, expect.stringMatching(/^http:\/\/alertmanager\.example\.org\/#\/silences\/new\?filter=/)],
    },
  });
});

it('keeps of several alerts what they have in common, and names each', () => {
  const group = readAlertList(block('db-1') + block('db-2'), home);
  expect(group?.title).toBeUndefined();
  expect(group?.description).toBe('Disk of db-1 is full\nDisk of db-2 is full');
  expect(Object.keys(group?.labels ?? {})).toEqual(['alertname', 'severity', 'runbook_url']);
});

it('reads the links that Grafana adds', () => {
  const links =
    'Silence: https://g.example.org/silence\nDashboard: https://g.example.org/d/1\nPanel: https://g.example.org/p\n';
  expect(readAlertList(`\nValue: A=1\n${block('db-1')}${links}`, 'https://g.example.org/')?.links).toEqual({
    source: ['http://prometheus.example.org/graph?g0.expr=disk'],
    dashboard: ['https://g.example.org/d/1'],
    panel: ['https://g.example.org/p'],
    silence: ['https://g.example.org/silence', undefined],
  });
});

it.each([undefined, null, '', 'The disk is full', 'Labels: none', [], [1], [{}], {}])(
  'finds no list in %o',
  (given) => {
    expect(readAlertList(given)).toBeUndefined();
  },
);

it.each([
  ['[FIRING:12] DiskFull (db-1)', 'DiskFull (db-1)'],
  ['[FIRING:1, RESOLVED:2] DiskFull', 'DiskFull'],
  ['[RESOLVED] DiskFull', 'DiskFull'],
  ['[firing] disk', '[firing] disk'],
  ['[FIRING:1]  ', undefined],
])('takes the count from %o', (title, left) => {
  expect(withoutCount(title)).toBe(left);
});
