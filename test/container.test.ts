import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = (name: string) => readFileSync(join(root, name), 'utf8');

describe('the container', () => {
  // What is built last is what runs.
  const stage =
    text('Dockerfile')
      .split(/^FROM /m)
      .at(-1) ?? '';

  it('is nobody special, and writes to its data folder alone', () => {
    expect(stage).toMatch(/^USER 1000:1000$/m);
    expect(stage.indexOf('USER 1000:1000')).toBeLessThan(stage.indexOf('\nCMD '));
    expect(stage).toMatch(/^VOLUME \/data$/m);
    expect(stage).toMatch(/^HEALTHCHECK /m);
    expect(stage).not.toMatch(/^(ENV|ARG) .*(TOKEN|SECRET|PASSWORD)/m);
  });

  it('gets no more than it needs from compose', () => {
    const { services } = parse(text('compose.yaml')) as { services: Record<string, Record<string, unknown>> };
    expect(services.tocsin).toMatchObject({
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      ports: ['127.0.0.1:3000:3000'],
    });
    expect(services.tocsin).not.toHaveProperty('privileged');
    // Its database has no password, so nobody else may reach it.
    expect(services.mongo).not.toHaveProperty('ports');
    expect(services.mongo?.networks).toEqual(['database']);
  });

  it('holds nothing but what it is built from', () => {
    const lines = text('.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(lines[0]).toBe('*');
    expect(lines.filter((line) => /env|secret|^!config/i.test(line))).toEqual([]);
  });
});
