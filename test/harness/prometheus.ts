import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type ServerProcess, startServer } from './server-process.ts';

const missing = ['prometheus', 'prometheus-alertmanager'].filter(
  (program) => spawnSync(program, ['--version']).status !== 0,
);

/** Why tests with a real Prometheus and a real Alertmanager cannot run here; undefined when they can. */
export const noPrometheus = missing.length
  ? `${missing.join(' and ')} not installed (apt-get install ${missing.join(' ')})`
  : undefined;

/** A server with a configuration file and data in a folder of its own. */
export interface OwnMonitor {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts Debian's Alertmanager alone, without a cluster. Takes its configuration as YAML, of which JSON is a part. */
export function startAlertmanager(config: object): Promise<OwnMonitor> {
  return start('prometheus-alertmanager', { 'alertmanager.yml': config }, 'Listening on', (folder, port) => [
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--storage.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
  ]);
}

/** Starts Debian's Prometheus. Its rules are in the file `rules.yml`. */
export function startPrometheus(config: object, rules: object): Promise<OwnMonitor> {
  const files = { 'prometheus.yml': { ...config, rule_files: ['rules.yml'] }, 'rules.yml': rules };
  return start('prometheus', files, 'Server is ready to receive web requests', (folder, port) => [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
}

async function start(
  program: string,
  files: Readonly<Record<string, object>>,
  ready: string,
  args: (folder: string, port: number) => readonly string[],
): Promise<OwnMonitor> {
  const folder = await mkdtemp(join(tmpdir(), `tocsin-${program}-`));
  const port = await freePort();
  for (const [name, value] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(value));
  const server: ServerProcess = startServer(program, args(folder, port), process.env);
  await server.said(ready);
  return {
    port,
    async stop() {
      await server.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
