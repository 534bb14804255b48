import { expect, it } from 'vitest';
import { send } from './sending.ts';

// Names that are like those of a severity or a link, and say something else.

it.each([
  [undefined, { alert_name: 'X', severity_threshold: 'critical' }],
  [undefined, { alert_name: 'X', min_severity: 'critical' }],
  [undefined, { alert_name: 'X', previous_severity: 'critical' }],
  [undefined, { alert_name: 'X', old_severity: 'low', max_severity: 'critical' }],
  ['sev3', { alert_name: 'X', rule_severity: 'warning', severity_threshold: 'critical' }],
  ['sev3', { alert_name: 'X', severity_threshold: 'critical', rule_severity: 'warning' }],
  [undefined, { alert_name: 'X', priority_queue: 'critical' }],
])('has the severity %s: %j', async (severity, body) => {
  const { alerts } = await send('/v1/alerts', body);
  expect(alerts.map((alert) => alert.severity)).toEqual([severity]);
});

it.each([
  [undefined, { alert_name: 'X', status_page_url: 'https://status.example.org/' }],
  [
    'https://m.example.org/a/1',
    { alert_name: 'X', status_page_url: 'https://status.example.org/', alert_link: 'https://m.example.org/a/1' },
  ],
  [undefined, { alert_name: 'X', support_url: 'https://help.example.org/', base_url: 'https://m.example.org' }],
  [
    undefined,
    {
      alert_name: 'X',
      ack_url: 'https://m.example.org/ack',
      snooze_url: 'https://m/x',
      resolve_url: 'https://m.example.org/r',
    },
  ],
  [undefined, { alert_name: 'X', close_link: 'https://m.example.org/r' }],
  [
    'https://m.example.org/p',
    { alert_name: 'X', feedback_url: 'https://m.example.org/f', package_url: 'https://m.example.org/p' },
  ],
])('leads to %s: %j', async (url, body) => {
  const { alerts } = await send('/v1/alerts', body);
  expect(alerts.map((alert) => alert.url)).toEqual([url]);
});
