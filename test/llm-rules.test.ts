import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../docs/monitoring/', import.meta.url));
const isInstalled = spawnSync('promtool', ['--version']).status === 0;
if (!isInstalled)
  console.warn('[llm-rules] promtool is not installed (Debian: prometheus), so the alert rules are not tested');

function promtool(...command: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('promtool', command, { cwd: folder, encoding: 'utf8' });
  return { status, told: `${stdout}${stderr}` };
}

describe.skipIf(!isInstalled)('the alert rules for language models', () => {
  it('are valid', () => {
    const { status, told } = promtool('check', 'rules', 'llm-rules.yaml');
    expect(status, told).toBe(0);
    expect(told).toContain('SUCCESS');
  });

  it('fire when they should, and only then', () => {
    const { status, told } = promtool('test', 'rules', 'llm-rules.test.yaml');
    expect(status, told).toBe(0);
  });
});
