import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = (name: string) => readFileSync(join(root, name), 'utf8');

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

interface Manifest {
  readonly scripts: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly overrides?: Record<string, string>;
}

const manifest = JSON.parse(text('package.json')) as Manifest;
const lock = JSON.parse(text('package-lock.json')) as { packages: Record<string, Locked> };
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

interface Component {
  readonly name: string;
  readonly properties?: readonly { readonly name: string }[];
}
const developmentOnly = 'cdx:npm:package:development';

describe('dependencies', () => {
  it('are exact versions', () => {
    const { dependencies, devDependencies, overrides = {} } = manifest;
    const wanted = [dependencies, devDependencies, overrides].flatMap((group) => Object.entries(group));
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('are what the lock file says, down to the last byte', () => {
    const { dependencies, devDependencies } = manifest;
    const other = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
    );
    expect(other).toEqual([]);
    expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
  });

  it('come from the registry that whoever installs them has set, the public one unless they say', () => {
    const elsewhere = locked.filter(([, { resolved, link }]) => link || (resolved && !isPublic(resolved)));
    expect(elsewhere).toEqual([]);
    expect(text('.npmrc')).not.toMatch(/registry\s*=|:_auth|\/\//);
  });

  it('are listed in the bill of materials, which tells those that run from those that only build', {
    timeout: 60_000,
  }, async () => {
    const [command = '', ...args] = manifest.scripts.sbom?.split(' ') ?? [];
    const { stdout } = await promisify(execFile)(command, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    const { bomFormat, components } = JSON.parse(stdout) as { bomFormat: string; components: Component[] };
    expect(bomFormat).toBe('CycloneDX');
    const builds = ({ properties = [] }: Component) => properties.some(({ name }) => name === developmentOnly);
    const running = components.filter((one) => !builds(one)).map(({ name }) => name);
    expect(running).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies)));
    expect(running).not.toContain('vitest');
    expect(components.map(({ name }) => name)).toContain('vitest');
  });
});

function isPublic(address: string): boolean {
  return new URL(address).hostname === 'registry.npmjs.org';
}
