import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccess } from '../../adapters/http/access.ts';
import { type HttpServer, startHttp } from '../../adapters/http/server.ts';
import { createIntake } from '../../adapters/intake/routes.ts';
import type { GroupedAlert } from '../../src/domain/alerts/grouped-alert.ts';
import type { Listed } from '../../src/domain/incident/listed.ts';
import { accepted } from '../config/reading.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { noPrometheus, type OwnMonitor, startAlertmanager, startPrometheus } from '../harness/prometheus.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

if (noPrometheus) console.warn(`[real-alertmanager] not tested: ${noPrometheus}`);

/** Each way from Prometheus to Tocsin, under the name of its token and its service. */
const ways = ['webhook', 'pagerduty', 'opsgenie', 'by-v1', 'by-v2'] as const;
type Way = (typeof ways)[number];
const tokenOf = (way: Way) => `token-of-${way}`;

const directory = accepted(
  JSON.stringify({
    people: { alice: { email: 'alice@example.org', accounts: { slack: 'U0ALICE' } } },
    policies: { default: { levels: [{ page: [{ person: 'alice' }] }] } },
    services: Object.fromEntries(ways.map((way) => [way, { severity: 'sev3' }])),
    integrations: Object.fromEntries(
      ways.map((way) => [
        way,
        { sender: way === 'pagerduty' || way === 'opsgenie' ? way : 'alertmanager', service: way },
      ]),
    ),
    rooms: { announce: { slack: 'C1' } },
  }),
).directory!;

/** What is watched: the shop, which answers Prometheus and says whether it is well. */
let shop: Server;
let shopIsUp = false;
const slack = new ChatDouble('slack');
let stage: Stage;
let server: HttpServer;
let alertmanager: OwnMonitor;
let prometheus: OwnMonitor;

const hostOf = (one: Server) => `127.0.0.1:${(one.address() as AddressInfo).port}`;

/** Three receivers of one Alertmanager. Severity and priority are set as its documentation shows. */
function alertmanagerConfig(tocsin: string) {
  const severity = '{{ .CommonLabels.severity }}';
  return {
    route: {
      receiver: 'webhook',
      group_by: ['alertname'],
      group_wait: '0s',
      group_interval: '1s',
      repeat_interval: '1h',
      routes: ['webhook', 'pagerduty', 'opsgenie'].map((receiver) => ({ receiver, continue: true })),
    },
    receivers: [
      {
        name: 'webhook',
        webhook_configs: [
          {
            url: `${tocsin}/v1/integrations/webhook`,
            http_config: { authorization: { credentials: tokenOf('webhook') } },
          },
        ],
      },
      {
        name: 'pagerduty',
        pagerduty_configs: [{ url: `${tocsin}/v2/enqueue`, routing_key: tokenOf('pagerduty'), severity }],
      },
      {
        name: 'opsgenie',
        opsgenie_configs: [
          {
            api_url: `${tocsin}/`,
            api_key: tokenOf('opsgenie'),
            priority: '{{ if eq .CommonLabels.severity "critical" }}P1{{ else }}P3{{ end }}',
          },
        ],
      },
    ],
  };
}

function prometheusConfig(tocsin: string, alertmanagerPort: number) {
  const to = (target: string, more: object) => ({ static_configs: [{ targets: [target] }], ...more });
  const straight = (api_version: 'v1' | 'v2') =>
    to(tocsin, { api_version, authorization: { credentials: tokenOf(`by-${api_version}`) } });
  return {
    global: { scrape_interval: '200ms', scrape_timeout: '200ms', evaluation_interval: '200ms' },
    scrape_configs: [{ job_name: 'shop', static_configs: [{ targets: [hostOf(shop)] }] }],
    alerting: { alertmanagers: [to(`127.0.0.1:${alertmanagerPort}`, {}), straight('v1'), straight('v2')] },
  };
}

const rules = {
  groups: [
    {
      name: 'shop',
      rules: [
        {
          alert: 'CheckoutFails',
          expr: 'shop_up == 0',
          labels: { severity: 'critical', team: 'payments' },
          annotations: {
            summary: 'Checkout of {{ $labels.job }} fails',
            description: 'Nobody can pay since {{ $labels.job }} is down.',
            runbook_url: 'https://runbooks.example.org/checkout',
          },
        },
      ],
    },
  ],
};

beforeAll(async () => {
  if (noPrometheus) return;
  shop = createServer((_, response) => response.end(`shop_up ${shopIsUp ? 1 : 0}\n`));
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  stage = await openStage([slack], directory);
  // Prometheus says the real time: that of the stage follows it.
  const now = () => {
    stage.clock.set(new Date());
    return stage.clock.now();
  };
  const log = new KeptLog();
  const access = createAccess(ways.map((name) => ({ name, token: tokenOf(name) })));
  const intake = createIntake({ access, intake: stage.tocsin.alerts, directory: () => directory, clock: { now }, log });
  const ready = async () => ({ ready: true, reasons: [] });
  server = await startHttp({ host: '127.0.0.1', port: 0, routes: [intake], ready, log });
  alertmanager = await startAlertmanager(alertmanagerConfig(server.url));
  prometheus = await startPrometheus(prometheusConfig(new URL(server.url).host, alertmanager.port), rules);
}, 120_000);

afterAll(async () => {
  if (noPrometheus) return;
  await prometheus?.stop();
  await alertmanager?.stop();
  await server?.stop();
  shop?.close();
  await stage?.close();
});

async function incidentsIn(state: Listed['state']): Promise<readonly Listed[] | undefined> {
  const { items } = await stage.store.list({ state: 'all', limit: 20 });
  return items.length >= ways.length && items.every((one) => one.state === state) ? items : undefined;
}

function alertOf(incident: Listed): GroupedAlert {
  const [alert, ...more] = incident.alerts?.alerts ?? [];
  expect(more).toEqual([]);
  return alert!;
}

describe.skipIf(noPrometheus)('a real Prometheus and a real Alertmanager', () => {
  it('begin one incident by each way while a rule fires, and resolve it when it ends', async () => {
    const begun = await eventually('an incident of each integration', () => incidentsIn('triggered'));
    await stage.tocsin.idle();
    const byWay = new Map(begun.map((one) => [one.service, one]));
    expect([...byWay.keys()].sort()).toEqual([...ways].sort());

    for (const way of ways) {
      const incident = byWay.get(way)!;
      expect([way, incident.title, incident.severity]).toEqual([way, 'Checkout of shop fails', 'sev1']);
      const alert = alertOf(incident);
      expect(alert.labels).toEqual(
        expect.arrayContaining([
          { name: 'alertname', value: 'CheckoutFails' },
          { name: 'team', value: 'payments' },
        ]),
      );
      const links = Object.fromEntries((alert.links ?? []).map(({ kind, url }) => [kind, url]));
      expect(links).toMatchObject({
        source: expect.stringMatching(new RegExp(`:${prometheus.port}/graph\\?g0\\.expr=shop_up`)),
        runbook: 'https://runbooks.example.org/checkout',
      });
      // What came past Alertmanager cannot be silenced there.
      const silence = way.startsWith('by-') ? undefined : `:${alertmanager.port}/#/silences/new?filter=`;
      expect([way, links.silence]).toEqual([way, silence && expect.stringContaining(silence)]);
    }
    const described = slack.inChannel('C1').map(({ message }) => message.body);
    expect(described).toHaveLength(ways.length);
    for (const body of described) {
      expect(body).toContain('Nobody can pay since shop is down.');
      expect(body).not.toMatch(/Annotations:|num_firing/);
    }

    shopIsUp = true;
    const resolved = await eventually('all of them are resolved', () => incidentsIn('resolved'));
    expect(resolved).toHaveLength(ways.length);
  }, 120_000);
});
