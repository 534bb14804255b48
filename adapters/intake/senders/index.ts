import type { Sender } from '../sender.ts';
import { alertmanager } from './alertmanager.ts';
import { api } from './api.ts';
import { azureMonitor } from './azure-monitor.ts';
import { cloudwatch } from './cloudwatch.ts';
import { datadog } from './datadog.ts';
import { discord } from './discord.ts';
import { githubActions } from './github-actions.ts';
import { googleCloud } from './google-cloud.ts';
import { grafana } from './grafana.ts';
import { healthchecks } from './healthchecks.ts';
import { json } from './json.ts';
import { newrelic } from './newrelic.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import { sentry } from './sentry.ts';
import { slack } from './slack.ts';
import { uptimeKuma } from './uptime-kuma.ts';
import { zabbix } from './zabbix.ts';

/** Every shape that alerts may come in. A new one is a file beside this one, and a line here. */
export const senders: readonly Sender[] = [
  api,
  alertmanager,
  grafana,
  sentry,
  datadog,
  cloudwatch,
  azureMonitor,
  googleCloud,
  newrelic,
  uptimeKuma,
  zabbix,
  githubActions,
  healthchecks,
  opsgenie,
  pagerduty,
  slack,
  discord,
  json,
];
