import { expect } from 'vitest';

/** What is posted, and what becomes of its beginning. Without an end: its sender never says that it is over. */
interface Case {
  readonly sender: string;
  readonly firing: string;
  readonly resolved?: string;
  readonly is: Readonly<Record<string, unknown>>;
  readonly labels?: Readonly<Record<string, string>>;
}

export const cases: readonly Case[] = [
  {
    sender: 'langfuse',
    firing: 'alert',
    resolved: 'ok',
    is: {
      title: 'High latency of checkout-bot',
      severity: 'sev2',
      url: 'https://langfuse.example.org/project/clx0proj1/alerts/clx0mon1',
      links: expect.arrayContaining([{ kind: 'panel', url: expect.stringContaining('dateRange=') }]),
    },
    labels: { model: 'gpt-4o', environment: 'production', window: '15m' },
  },
  { sender: 'apprise', firing: 'failure', resolved: 'success', is: { title: 'Backup of db-1', severity: 'sev2' } },
  {
    sender: 'gatus',
    firing: 'triggered',
    resolved: 'resolved',
    is: { title: 'web/shop is down', url: 'https://shop.example.org/health' },
    labels: { group: 'web' },
  },
  {
    sender: 'cronitor',
    firing: 'alert',
    resolved: 'recovery',
    is: { title: 'Nightly export failed', url: 'https://cronitor.io/app/issues/12' },
    labels: { environment: 'production' },
  },
  {
    sender: 'robusta',
    firing: 'firing',
    resolved: 'resolved',
    is: { title: 'Pod checkout-1 is crash-looping', severity: 'sev2', startsAt: new Date('2026-01-15T11:45:00Z') },
    labels: { cluster: 'prod', namespace: 'shop', app: 'checkout' },
  },
  {
    sender: 'keep',
    firing: 'firing',
    resolved: 'resolved',
    is: { title: 'HighErrorRate', severity: 'sev1', fingerprint: 'fp1', startsAt: new Date('2026-01-15T11:45:00Z') },
    labels: { team: 'payments', origin: 'prometheus' },
  },
  {
    sender: 'rollbar',
    firing: 'new',
    resolved: 'resolved',
    is: { title: 'TypeError: cart is undefined', severity: 'sev2' },
    labels: { environment: 'production', item: '42' },
  },
  {
    sender: 'bugsnag',
    firing: 'new',
    resolved: 'fixed',
    is: { title: 'TypeError: cart is undefined', severity: 'sev2' },
    labels: { project: 'checkout', release_stage: 'production' },
  },
  {
    sender: 'kubernetes',
    firing: 'warning',
    is: { title: 'BackOff: Pod shop/checkout-1', value: '5 times', startsAt: new Date('2026-01-15T11:45:00Z') },
    labels: { cluster: 'prod', node: 'node-1', app: 'checkout' },
  },
  {
    sender: 'grafana-oncall',
    firing: 'alerting',
    resolved: 'ok',
    is: { title: 'The checkout is down', url: 'https://monitor.example.org/alerts/8' },
  },
  {
    sender: 'grafana',
    firing: 'legacy-alerting',
    resolved: 'legacy-ok',
    is: { title: 'Disk usage', value: 'db-1 = 93.4' },
    labels: { host: 'db-1', team: 'data' },
  },
  {
    sender: 'uptimerobot',
    firing: 'down',
    resolved: 'up',
    is: { title: 'Shop is down', startsAt: new Date(1_768_477_500_000), description: 'HTTP 503 - Service Unavailable' },
  },
  {
    sender: 'better-stack',
    firing: 'started',
    resolved: 'resolved',
    is: {
      title: 'Shop homepage: Status 404',
      fingerprint: '25',
      url: 'https://uptime.betterstack.com/team/1/incidents/25',
    },
    labels: { team: 'Web', monitor_id: '2' },
  },
  {
    sender: 'statuscake',
    firing: 'down',
    resolved: 'up',
    is: { title: 'Shop is down', url: 'https://shop.example.org/' },
    labels: { team: 'payments', web: 'true', status_code: '503' },
  },
  {
    sender: 'pingdom',
    firing: 'down',
    resolved: 'up',
    is: { title: 'Shop is down', fingerprint: '803318', startsAt: new Date('2026-01-15T11:45:00Z') },
    labels: { team: 'payments', hostname: 'shop.example.org' },
  },
  {
    sender: 'pagerduty-v1',
    firing: 'trigger',
    resolved: 'resolve',
    is: {
      title: 'db-1 has stopped replicating',
      fingerprint: 'db-1/replication',
      url: 'https://cron.example.org/db-1',
    },
    labels: { team: 'data' },
  },
  {
    sender: 'splunk-on-call',
    firing: 'critical',
    resolved: 'recovery',
    is: {
      title: 'Critically low disk space on db01',
      severity: 'sev1',
      links: expect.arrayContaining([{ kind: 'runbook', url: 'https://wiki.example.org/disk' }]),
    },
    labels: { host: 'db01.example.org' },
  },
  {
    sender: 'nagios',
    firing: 'problem',
    resolved: 'recovery',
    is: {
      title: 'HTTP on web-1.example.org is CRITICAL',
      severity: 'sev1',
      links: expect.arrayContaining([{ kind: 'runbook', url: 'https://wiki.example.org/http' }]),
    },
    labels: { host: 'web-1', service: 'HTTP', state: 'critical' },
  },
  {
    sender: 'icinga2',
    firing: 'problem',
    resolved: 'recovery',
    is: { title: 'Web server 1 is DOWN', description: 'PING CRITICAL - Packet loss = 100%', severity: 'sev1' },
  },
  {
    sender: 'checkmk',
    firing: 'problem',
    resolved: 'recovery',
    is: { title: 'Filesystem /var on db-1 is CRITICAL', value: '/var=38.5;32;36;0;40' },
    labels: { site: 'prod' },
  },
  {
    sender: 'netdata',
    firing: 'critical',
    resolved: 'clear',
    is: {
      title: 'disk_space_usage on db-1 is critical',
      severity: 'sev1',
      url: 'https://app.netdata.cloud/spaces/shop/rooms/databases/alerts/5f3a',
    },
    labels: { chart: 'disk_space._var', room: 'databases' },
  },
  {
    sender: 'eventbridge',
    firing: 'health-open',
    resolved: 'health-closed',
    is: {
      title: 'RDS: AWS_RDS_OPERATIONAL_ISSUE',
      description: 'We are investigating increased error rates.',
      startsAt: new Date('2026-01-15T11:40:00Z'),
    },
    labels: { region: 'eu-west-1', category: 'issue' },
  },
  {
    sender: 'eventbridge',
    firing: 'rds',
    is: { title: 'orders: A Multi-AZ failover has started.' },
    labels: { source: 'aws.rds' },
  },
  { sender: 'eventbridge', firing: 'alarm', is: { title: 'ServerCpuTooHigh' } },
  {
    sender: 'honeycomb',
    firing: 'triggered',
    resolved: 'ok',
    is: { title: 'Slow checkouts', fingerprint: 'HpPzqZtCNA5', value: '5' },
    labels: { 'app.region': 'eu' },
  },
  {
    sender: 'dynatrace',
    firing: 'open',
    resolved: 'resolved',
    is: { title: 'Failure rate increase on checkout', severity: 'sev2' },
    labels: { team: 'payments', prod: 'true', entity: 'checkout' },
  },
  {
    sender: 'kibana',
    firing: 'active',
    resolved: 'recovered',
    is: { title: 'Errors of the checkout: checkout-1', severity: 'sev1' },
  },
  {
    sender: 'gitlab',
    firing: 'pipeline-failed',
    resolved: 'pipeline-success',
    is: {
      title: 'Pipeline of shop/checkout failed on main',
      description: 'unit\nRound prices',
      url: 'https://gitlab.example.org/shop/checkout/-/pipelines/31',
    },
    labels: { branch: 'main', author: 'mara' },
  },
  {
    sender: 'gitlab',
    firing: 'alert',
    is: { title: 'The queue grows', severity: 'sev2', fingerprint: 'queue/orders' },
    labels: { host: 'mq-1' },
  },
  {
    sender: 'argo-cd',
    firing: 'degraded',
    resolved: 'healthy',
    is: { title: 'checkout is Degraded', url: 'https://argocd.example.org/applications/checkout' },
    labels: { namespace: 'shop' },
  },
  {
    sender: 'falco',
    firing: 'warning',
    is: { title: 'Terminal shell in container on node-3', severity: 'sev4' },
    labels: { 'k8s.pod.name': 'checkout-5d4f', mitre_execution: 'true' },
  },
  {
    sender: 'home-assistant',
    firing: 'problem',
    resolved: 'fine',
    is: { title: 'Leak in the cellar is on', severity: 'sev1', fingerprint: 'binary_sensor.cellar_leak' },
    labels: { area: 'Cellar' },
  },
  {
    sender: 'cloudevents',
    firing: 'failed',
    resolved: 'resolved',
    is: { title: 'The backup of orders failed', severity: 'sev2', url: 'https://backup.example.org/orders' },
    labels: { team: 'data' },
  },
  {
    sender: 'jira',
    firing: 'create',
    resolved: 'close',
    is: { title: 'The disk of db-1 is full', severity: 'sev2', startsAt: new Date('2026-01-15T11:45:00Z') },
    labels: { team: 'data', mount: '/var', disk: 'true' },
  },
];
