import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { STOP_LIMIT_MS } from '../src/cli/stop-limit.ts';
import { settingNames } from '../src/config/environment.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = (name: string) => readFileSync(join(root, name), 'utf8');

// biome-ignore lint/suspicious/noExplicitAny: compose files are checked field by field
type Compose = any;

const settings = new Set<string>(settingNames.flatMap((name) => [name, `${name}_FILE`]));
const image =
  text('Dockerfile')
    .split(/^FROM /m)
    .at(-1) ?? '';
const command = JSON.parse(/^CMD (\[.*\])$/m.exec(image)?.[1] ?? '[]') as string[];

describe.each(['compose.yaml', 'deploy/compose/compose.yaml'])('%s', (name) => {
  const { services, secrets = {}, volumes } = parse(text(name), { merge: true }) as Compose;
  const ours: Compose[] = Object.entries(services)
    .filter(([service]) => service.startsWith('tocsin'))
    .map(([, one]) => one);

  it('sets settings that there are, from secrets that there are', () => {
    expect(ours.length).toBeGreaterThan(0);
    for (const { environment, secrets: given = [] } of ours) {
      expect(Object.keys(environment).filter((one) => !settings.has(one))).toEqual([]);
      expect(given.filter((one: string) => !(one in secrets))).toEqual([]);
      const files = Object.entries<string>(environment).filter(([one]) => one.endsWith('_FILE'));
      expect(files.filter(([, path]) => !given.includes(path.replace('/run/secrets/', '')))).toEqual([]);
    }
    // What is commented out is meant to be taken as it stands.
    const commented = [...text(name).matchAll(/^\s*# ([A-Z][A-Z_]+): /gm)].map(([, one]) => one ?? '');
    expect(commented.filter((one) => !settings.has(one))).toEqual([]);
  });

  it('gives time to stop, and no rights', () => {
    for (const one of ours) {
      expect(Number.parseInt(one.stop_grace_period, 10) * 1000).toBeGreaterThan(STOP_LIMIT_MS);
      expect(one).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    }
  });

  it('pins images to exact versions, and names the volumes that it mounts', () => {
    for (const one of Object.values<Compose>(services)) {
      if (!one.build) expect(one.image).toMatch(/:\d+\.\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?$/);
      const mounted = (one.volumes ?? []).map((volume: string) => volume.split(':')[0]);
      expect(mounted.filter((from: string) => !from.startsWith('.') && !(from in volumes))).toEqual([]);
    }
  });
});

describe('the proxy of deploy/compose', () => {
  it('asks both processes by their names, port and health path, and hides the metrics', () => {
    const caddy = text('deploy/compose/Caddyfile');
    const { services } = parse(text('deploy/compose/compose.yaml'), { merge: true }) as Compose;
    const upstreams = /reverse_proxy (.*) \{/.exec(caddy)?.[1]?.split(' ') ?? [];
    const expected = Object.keys(services).filter((one) => one.startsWith('tocsin'));
    expect(upstreams).toEqual(expected.map((one) => `${one}:3000`));
    expect(caddy).toContain('health_uri /health/ready');
    expect(caddy).toMatch(/@inside path \/metrics\n\trespond @inside 404/);
  });
});

describe('deploy/systemd/tocsin.service', () => {
  const unit = text('deploy/systemd/tocsin.service');
  const pairs = (key: string) =>
    [...unit.matchAll(new RegExp(`^#?${key}=(.*)$`, 'gm'))].map(([, value]) => value ?? '');
  const variables = new Map(
    pairs('Environment').flatMap((line) => line.split(' ').map((one) => one.split('=') as [string, string])),
  );

  it('sets settings that there are, and reads each secret from its credential', () => {
    const foreign = [...variables.keys()].filter((name) => !settings.has(name) && name !== 'NODE_ENV');
    expect(foreign).toEqual([]);
    const credentials = pairs('LoadCredential').map((line) => `%d/${line.split(':')[0]}`);
    const files = [...variables].filter(([name]) => name.endsWith('_FILE')).map(([, path]) => path);
    expect(files).toEqual(credentials);
  });

  it('keeps its data in the state directory, has time to stop, and runs as the image does', () => {
    expect(variables.get('DATA_DIR')).toBe(`/var/lib/${pairs('StateDirectory')[0]}`);
    expect(Number(pairs('TimeoutStopSec')[0]) * 1000).toBeGreaterThan(STOP_LIMIT_MS);
    const flags = command.filter((word) => word.startsWith('--'));
    expect(pairs('ExecStart')[0]).toBe(`/usr/bin/node ${flags.join(' ')} /opt/tocsin/dist/cli.js start`);
  });

  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
  it.skipIf(!hasSystemd)('is closed as far as Node lets it be', () => {
    const args = ['security', '--offline=true', '--threshold=20', join(root, 'deploy/systemd/tocsin.service')];
    const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    expect(status, `${stdout.split('\n').slice(-3).join('\n')}${stderr}`).toBe(0);
  });
});
