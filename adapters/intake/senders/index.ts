import type { Sender } from '../sender.ts';
import { api } from './api.ts';
import { discord } from './chat/discord.ts';
import { slack } from './chat/slack.ts';
import { azureMonitor } from './cloud/azure-monitor.ts';
import { cloudwatch } from './cloud/cloudwatch.ts';
import { eventBridge } from './cloud/eventbridge.ts';
import { googleCloud } from './cloud/google-cloud.ts';
import { googlePubSub } from './cloud/google-pubsub.ts';
import { argoCd } from './code/argo-cd.ts';
import { bugsnag } from './code/bugsnag.ts';
import { githubActions } from './code/github-actions.ts';
import { gitlab } from './code/gitlab.ts';
import { rollbar } from './code/rollbar.ts';
import { sentry } from './code/sentry.ts';
import { apprise } from './events/apprise.ts';
import { cloudEvents } from './events/cloudevents.ts';
import { falco } from './events/falco.ts';
import { homeAssistant } from './events/home-assistant.ts';
import { keep } from './events/keep.ts';
import { kubernetes } from './events/kubernetes.ts';
import { robusta } from './events/robusta.ts';
import { checkmk } from './hosts/checkmk.ts';
import { icinga2 } from './hosts/icinga2.ts';
import { nagios } from './hosts/nagios.ts';
import { netdata } from './hosts/netdata.ts';
import { zabbix } from './hosts/zabbix.ts';
import { json } from './json.ts';
import { helicone } from './llm/helicone.ts';
import { langfuse } from './llm/langfuse.ts';
import { langSmith } from './llm/langsmith.ts';
import { liteLlm } from './llm/litellm.ts';
import { opik } from './llm/opik.ts';
import { alertmanager } from './metrics/alertmanager.ts';
import { datadog } from './metrics/datadog.ts';
import { dynatrace } from './metrics/dynatrace.ts';
import { grafana } from './metrics/grafana.ts';
import { grafanaOnCall } from './metrics/grafana-oncall.ts';
import { honeycomb } from './metrics/honeycomb.ts';
import { kibana } from './metrics/kibana.ts';
import { newrelic } from './metrics/newrelic.ts';
import { jira } from './pagers/jira.ts';
import { opsgenie } from './pagers/opsgenie.ts';
import { pagerduty } from './pagers/pagerduty.ts';
import { pagerdutyV1 } from './pagers/pagerduty-v1.ts';
import { splunkOnCall } from './pagers/splunk-on-call.ts';
import { betterStack } from './uptime/better-stack.ts';
import { cronitor } from './uptime/cronitor.ts';
import { gatus } from './uptime/gatus.ts';
import { healthchecks } from './uptime/healthchecks.ts';
import { pingdom } from './uptime/pingdom.ts';
import { statusCake } from './uptime/statuscake.ts';
import { uptimeKuma } from './uptime/uptime-kuma.ts';
import { uptimeRobot } from './uptime/uptimerobot.ts';

/** Every shape that alerts may come in. A new one is a file in the folder of its kind, and a line here. */
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
  betterStack,
  uptimeRobot,
  statusCake,
  pingdom,
  grafanaOnCall,
  pagerdutyV1,
  splunkOnCall,
  nagios,
  icinga2,
  checkmk,
  netdata,
  eventBridge,
  googlePubSub,
  honeycomb,
  dynatrace,
  kibana,
  gitlab,
  argoCd,
  falco,
  homeAssistant,
  cloudEvents,
  jira,
  liteLlm,
  langSmith,
  opik,
  langfuse,
  helicone,
  apprise,
  gatus,
  cronitor,
  robusta,
  kubernetes,
  keep,
  rollbar,
  bugsnag,
  slack,
  discord,
  json,
];
