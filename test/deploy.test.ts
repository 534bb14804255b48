import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { startHttp } from '../adapters/http/server.ts';
import { STOP_LIMIT_MS } from '../src/cli/stop-limit.ts';
import { settingNames } from '../src/config/environment.ts';
import { readFileText } from '../src/config/file.ts';
import { KeptLog } from './harness/kept-log.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const chart = join(root, 'deploy/helm/tocsin');
const text = (name: string) => readFileSync(join(root, name), 'utf8');
const hasHelm = spawnSync('helm', ['version']).status === 0;
if (!hasHelm) console.warn('[deploy] helm is not installed, so the chart is not rendered');

// biome-ignore lint/suspicious/noExplicitAny: manifests are checked field by field
type Manifest = any;

const settings = new Set<string>(settingNames.flatMap((name) => [name, `${name}_FILE`]));
const image =
  text('Dockerfile')
    .split(/^FROM /m)
    .at(-1) ?? '';
const user = Number(/^USER (\d+):\d+$/m.exec(image)?.[1]);

function helmTemplate(values: string): { status: number | null; told: string; manifests: Manifest[] } {
  const args = [
    'template',
    'tocsin',
    chart,
    '--kube-version',
    '1.34.0',
    '--namespace',
    'oncall',
    '--values',
    join(chart, 'ci', values),
  ];
  const { status, stdout, stderr } = spawnSync('helm', args, { encoding: 'utf8' });
  const manifests = status === 0 ? parseAllDocuments(stdout).map((one) => one.toJS()) : [];
  return { status, told: stderr, manifests: manifests.filter(Boolean) };
}

function kubernetesFolder(): Manifest[] {
  const names = parse(text('deploy/kubernetes/kustomization.yaml')).resources as string[];
  return names.map((name) => parse(text(join('deploy/kubernetes', name))));
}

const deployments: readonly (readonly [string, () => Manifest[]])[] = [
  ['deploy/kubernetes', kubernetesFolder],
  ...(hasHelm
    ? ['minimal-values.yaml', 'full-values.yaml'].map(
        (values) => [`the chart with ${values}`, () => helmTemplate(values).manifests] as const,
      )
    : []),
];

describe.each(deployments)('%s', (_, read) => {
  const manifests = read();
  const ofKind = (kind: string) => manifests.find((one) => one.kind === kind);
  const pod = ofKind('Deployment').spec.template.spec;
  const [container] = pod.containers;
  const env = new Map<string, string>(container.env.map((one: Manifest) => [one.name, one.value]));

  it('sets settings that there are, and reads secrets from files that are mounted', () => {
    expect([...env.keys()].filter((name) => !settings.has(name))).toEqual([]);
    const mounts = container.volumeMounts.map((one: Manifest) => one.mountPath);
    const files = [...env].filter(([name]) => name.endsWith('_FILE') || name === 'TOCSIN_CONFIG');
    expect(files.filter(([, path]) => !mounts.includes(dirname(path)))).toEqual([]);
    expect(env.get('MONGODB_URI_FILE')).toBeDefined();
  });

  it('listens where its probes, its service and its network policy ask', () => {
    const ports = new Map(container.ports.map((one: Manifest) => [one.name, String(one.containerPort)]));
    expect(ports.get('http')).toBe(env.get('HTTP_PORT'));
    const { startupProbe, livenessProbe, readinessProbe } = container;
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe]) expect(httpGet.port).toBe('http');
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
      '/health/live',
      '/health/live',
      '/health/ready',
    ]);
    const named = [
      ...ofKind('Service').spec.ports.map((one: Manifest) => one.targetPort),
      ...(ofKind('NetworkPolicy')?.spec.ingress[0].ports.map((one: Manifest) => one.port) ?? []),
    ];
    expect(named.filter((name) => !ports.has(name))).toEqual([]);
  });

  it('has time to stop', () => {
    const [, seconds] = container.lifecycle.preStop.exec.command;
    const graceMs = (pod.terminationGracePeriodSeconds - Number(seconds)) * 1000;
    expect(graceMs).toBeGreaterThan(STOP_LIMIT_MS);
  });

  it('gets no more than it needs, as the user of the image', () => {
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: user,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(ofKind('ServiceAccount').automountServiceAccountToken).toBe(false);
    expect(container.resources.limits.memory).toBeDefined();
    expect(container.resources.requests.cpu).toBeDefined();
  });

  it('keeps one of two while the other is replaced', () => {
    const { spec } = ofKind('Deployment');
    expect(spec.replicas).toBe(2);
    expect(spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
    const budget = ofKind('PodDisruptionBudget').spec;
    expect(budget.maxUnavailable).toBe(1);
    const { labels } = spec.template.metadata;
    for (const { matchLabels } of [spec.selector, budget.selector]) expect(labels).toMatchObject(matchLabels);
    expect(pod.topologySpreadConstraints[0].topologyKey).toBe('kubernetes.io/hostname');
  });
});

describe('the chart', () => {
  const schema = JSON.parse(text('deploy/helm/tocsin/values.schema.json'));
  const isValid = new Ajv({ strict: false }).compile(schema);
  const values = parse(text('deploy/helm/tocsin/values.yaml'));
  const template = text('deploy/helm/tocsin/templates/deployment.yaml');

  it('is of this version, and its schema knows the settings', () => {
    const { version } = JSON.parse(text('package.json'));
    expect(parse(text('deploy/helm/tocsin/Chart.yaml')).appVersion).toBe(version);
    expect([...schema.definitions.setting.enum].sort()).toEqual([...settingNames].sort());
    expect(Object.keys(values).filter((key) => !(key in schema.properties))).toEqual([]);
  });

  it('takes its own values, and refuses what is misspelled', () => {
    const merged = (more: object) => ({ ...values, ...more });
    for (const name of ['minimal-values.yaml', 'full-values.yaml'])
      expect(isValid(merged(parse(text(`deploy/helm/tocsin/ci/${name}`)))), JSON.stringify(isValid.errors)).toBe(true);
    expect(isValid(merged({ settings: { PUBLIC_ULR: 'https://x.example' } }))).toBe(false);
    expect(isValid(merged({ secret: { name: 'x', keys: ['SLACK_TOKEN'] } }))).toBe(false);
    expect(isValid(merged({ replica: 2 }))).toBe(false);
  });

  it('has the probes, the port and the times also where it is not rendered', () => {
    const paths = [...template.matchAll(/httpGet: \{ path: (\S+), port: http \}/g)].map(([, path]) => path);
    expect(paths).toEqual(['/health/live', '/health/live', '/health/ready']);
    const port = /name: HTTP_PORT, value: "(\d+)"/.exec(template)?.[1];
    expect(template).toContain(`{ name: http, containerPort: ${port} }`);
    const graceMs = (values.terminationGracePeriodSeconds - values.preStopSeconds) * 1000;
    expect(graceMs).toBeGreaterThan(STOP_LIMIT_MS);
  });

  it('has the alert rules of docs/monitoring, to the letter', () => {
    const source = 'docs/monitoring/tocsin-rules.yaml';
    const copy = 'deploy/helm/tocsin/files/tocsin-rules.yaml';
    expect(text(copy), `cp ${source} ${copy}`).toBe(text(source));
  });

  describe.skipIf(!hasHelm)('with helm', () => {
    it('passes helm lint', () => {
      const args = ['lint', '--strict', chart, '--values', join(chart, 'ci/full-values.yaml')];
      const { status, stdout } = spawnSync('helm', args, { encoding: 'utf8' });
      expect(status, stdout).toBe(0);
    });

    it('makes everything that can be switched on', () => {
      const kinds = (name: string) => helmTemplate(name).manifests.map(({ kind }) => kind);
      const always = ['Deployment', 'PodDisruptionBudget', 'Service', 'ServiceAccount'];
      expect(kinds('minimal-values.yaml').sort()).toEqual(['ConfigMap', ...always]);
      const more = ['Ingress', 'NetworkPolicy', 'PrometheusRule', 'ServiceMonitor'];
      expect(kinds('full-values.yaml').sort()).toEqual([...always, ...more].sort());
    });

    it.each([
      ['secret.keys[0]=API_TOKENS', /MONGODB_URI is missing: add it/],
      ['terminationGracePeriodSeconds=8', /too short: Tocsin stops within 5 s.*set it to 11 or more/],
      ['image.repository=', /image\.repository is empty: set it/],
      ['config=null', /config is empty: write tocsin\.yaml/],
    ])('says in a sentence what is wrong: %s', (set, told) => {
      const args = [
        'template',
        'tocsin',
        chart,
        '--kube-version',
        '1.34.0',
        '--values',
        join(chart, 'ci/minimal-values.yaml'),
        '--set',
        set,
      ];
      const { status, stderr } = spawnSync('helm', args, { encoding: 'utf8' });
      expect(status).not.toBe(0);
      expect(stderr).toMatch(told);
    });

    it('alerts by the same rules, on the metrics of its own namespace, with links to the runbooks', () => {
      const manifest = helmTemplate('full-values.yaml').manifests.find(({ kind }) => kind === 'PrometheusRule');
      const rulesOf = (groups: Manifest[]): Manifest[] => groups.flatMap(({ rules }) => rules);
      const rules = rulesOf(manifest.spec.groups);
      const source = rulesOf(parse(text('docs/monitoring/tocsin-rules.yaml')).groups);
      const here = /namespace="oncall"(?:, )?/g;
      expect(
        rules.map(({ expr, ...rule }) => ({ ...rule, expr: expr.replace(here, '').replaceAll('{}', '') })),
      ).toEqual(source);
      for (const { expr } of rules) expect(expr).not.toMatch(/(?:tocsin|nodejs)_\w+(?!\w|\{namespace="oncall")/);
      if (spawnSync('promtool', ['--version']).status !== 0) return;
      const folder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
      const path = join(folder, 'rules.json');
      writeFileSync(path, JSON.stringify(manifest.spec));
      const { status, stderr } = spawnSync('promtool', ['check', 'rules', path], { encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      expect(status, stderr).toBe(0);
    });

    it('rolls the pods when the configuration changes', () => {
      const checksum = (...more: string[]) => {
        const args = [
          'template',
          'tocsin',
          chart,
          '--kube-version',
          '1.34.0',
          '--values',
          join(chart, 'ci/minimal-values.yaml'),
          ...more,
        ];
        return /checksum\/config: (\w+)/.exec(spawnSync('helm', args, { encoding: 'utf8' }).stdout)?.[1];
      };
      expect(checksum()).toMatch(/^\w{64}$/);
      expect(checksum('--set', 'config.language=de')).not.toBe(checksum());
      expect(checksum('--set-file', `configFile=${join(root, 'demo/tocsin.yaml')}`)).not.toBe(checksum());
    });
  });
});

describe('what the deployments ask of the program', () => {
  it('is answered on the health paths', async () => {
    const ready = async () => ({ ready: true, reasons: [] });
    const server = await startHttp({ host: '127.0.0.1', port: 0, routes: [], ready, log: new KeptLog() });
    try {
      // A body that nobody reads keeps its connection.
      for (const path of ['/health/live', '/health/ready', '/metrics'])
        expect(await statusOf(`http://127.0.0.1:${server.port}${path}`), path).toBe(200);
    } finally {
      await server.stop();
    }
  });

  it('finds a configuration file that is in order', () => {
    expect(readFileText(text('deploy/kubernetes/tocsin.yaml'), new Date('2026-03-01T00:00:00Z')).mistakes).toEqual([]);
  });
});

async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url);
  await answer.text();
  return answer.status;
}
