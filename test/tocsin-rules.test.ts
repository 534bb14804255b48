import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { freePort, type Program, startProgram } from './harness/program.ts';
import { noPrometheus, type OwnMonitor, startPrometheus } from './harness/prometheus.ts';
import { eventually } from './harness/wait.ts';

const folder = fileURLToPath(new URL('../docs/monitoring/', import.meta.url));
const text = (name: string) => readFileSync(`${folder}${name}`, 'utf8');
if (noPrometheus) console.warn(`[tocsin-rules] ${noPrometheus}, so rules and dashboard are tested in part`);

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly runbook_url: string };
}
interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const file = parse(text('tocsin-rules.yaml')) as { groups: readonly { readonly rules: readonly Rule[] }[] };
const rules = file.groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(text('tocsin-dashboard.json')) as { readonly panels: readonly Panel[] };
/** As Grafana sends them. */
const queries = dashboard.panels.flatMap(({ targets = [] }) =>
  targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '1m').replaceAll('$instance', '.*')),
);

/** Names of metrics in an expression: ours, and those of the process and of HTTP. */
function metricsIn(expr: string): string[] {
  return expr.match(/\b(?:tocsin|process|nodejs|http)_[a-z0-9_]+/g) ?? [];
}

describe('the alert rules for Tocsin', () => {
  it('have a runbook each, and each runbook has its alert', () => {
    const headings = [...text('runbooks.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(rules.map(({ alert }) => alert));
    for (const { alert, annotations } of rules)
      expect(annotations.runbook_url).toMatch(new RegExp(`/runbooks\\.md#${alert.toLowerCase()}$`));
    for (const part of text('runbooks.md').split('\n## ').slice(1))
      expect(part).toMatch(/\n\nLook at:\n\n- [\s\S]+\n\nDo:\n\n- /);
  });

  it('are tested each', () => {
    const tests = text('tocsin-rules.test.yaml');
    for (const { alert } of rules) expect(tests).toContain(`alertname="${alert}"`);
  });

  describe.skipIf(noPrometheus)('of promtool', () => {
    it.each([
      ['are valid', ['check', 'rules', 'tocsin-rules.yaml']],
      ['fire when they should, and only then', ['test', 'rules', 'tocsin-rules.test.yaml']],
    ])('%s', (_name, args) => {
      const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });
      expect(status, `${stdout}${stderr}`).toBe(0);
      expect(stdout).toContain('SUCCESS');
    });
  });
});

describe.skipIf(noPrometheus)('a real Prometheus', () => {
  let program: Program;
  let prometheus: OwnMonitor;

  beforeAll(async () => {
    program = await startProgram({ HTTP_PORT: await freePort() });
    await program.running();
    const targets = [new URL(program.url).host];
    const config = {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      scrape_configs: [{ job_name: 'tocsin', static_configs: [{ targets }] }],
    };
    prometheus = await startPrometheus(config, file);
  });
  afterAll(async () => {
    await prometheus?.stop();
    program?.kill('SIGTERM');
    await program?.ended;
  });

  /** Asks Prometheus. Throws what it answers instead of success. */
  async function api<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${prometheus.port}/api/v1/${path}?${new URLSearchParams(query)}`);
    const answer = (await response.json()) as { status: string; error?: string; data: T };
    if (answer.status !== 'success') throw new Error(`${path} ${JSON.stringify(query)}: ${answer.error}`);
    return answer.data;
  }

  it('reads everything that /metrics shows', async () => {
    await fetch(`${program.url}/v1/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Checkout is down', service: 'checkout' }),
    });
    const value = async (query: string) =>
      (await api<{ result: { value: [number, string] }[] }>('query', { query })).result[0]?.value[1];
    await eventually(
      'Prometheus has the alert',
      async () => (await value('sum(tocsin_alerts_received_total{outcome="began"})')) === '1',
    );
    expect(await value('up{job="tocsin"}')).toBe('1');
    const { activeTargets } = await api<{ activeTargets: { lastError: string }[] }>('targets');
    expect(activeTargets.map(({ lastError }) => lastError)).toEqual(['']);
  });

  it('evaluates every rule and every panel, whose metrics are all there', async () => {
    const shown = await (await fetch(`${program.url}/metrics`)).text();
    const types = [...shown.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
    const names = new Set(
      types.flatMap(([, name, type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
      ),
    );
    const used = [...rules.map(({ expr }) => expr), ...queries].flatMap(metricsIn);
    expect(used.length).toBeGreaterThan(60);
    expect([...new Set(used)].filter((name) => !names.has(name))).toEqual([]);
    for (const query of queries) await api('query', { query });
    await eventually('every rule is evaluated', async () => {
      const told = await api<{
        groups: { rules: { name: string; health: string; lastError?: string }[] }[];
      }>('rules');
      const all = told.groups.flatMap((group) => group.rules);
      for (const { name, lastError } of all) if (lastError) throw new Error(`${name}: ${lastError}`);
      return all.length === rules.length && all.every(({ health }) => health === 'ok');
    });
  });

  it('raises no alarm about a Tocsin that does its work', async () => {
    const { alerts } = await api<{ alerts: { labels: { alertname: string }; state: string }[] }>('alerts');
    expect(alerts.filter(({ state }) => state === 'firing')).toEqual([]);
  });
});
