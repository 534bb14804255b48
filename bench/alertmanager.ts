import { execFileSync, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readUsage } from './process-tree.ts';
import { diedOf, end, endWithUs, freePort, untilOk } from './processes.ts';

const program = process.env.ALERTMANAGER ?? 'prometheus-alertmanager';

export interface Alertmanager {
  readonly url: string;
  rssBytes(): Promise<number>;
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

/** Which one is installed; undefined when none is. */
export function alertmanagerVersion(): string | undefined {
  try {
    const said = execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return /version (\S+)/.exec(said)?.[1] ?? 'of unknown version';
  } catch {
    return undefined;
  }
}

/** Alertmanager alone, with data of its own in this folder: a group tells the webhook at once of its first alert. */
export async function startAlertmanager(folder: string, webhook: string): Promise<Alertmanager> {
  const storage = join(folder, 'alertmanager');
  await mkdir(storage, { recursive: true });
  const config = join(folder, 'alertmanager.yaml');
  await writeFile(config, configFor(webhook));
  const port = await freePort();
  const child = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.path=${storage}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  endWithUs(child);
  const died = diedOf(child, 'Alertmanager');
  const stop = () => end(child, () => child.kill('SIGTERM'));
  const url = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([untilOk(`${url}/-/ready`, 'Alertmanager'), died]);
  } catch (err) {
    await stop();
    throw err;
  }
  return { url, died, stop, rssBytes: async () => readUsage(child.pid ?? 0)?.rssBytes ?? Number.NaN };
}

/** JSON is YAML. */
function configFor(webhook: string): string {
  return JSON.stringify({
    route: {
      receiver: 'webhook',
      group_by: ['alertname'],
      group_wait: '0s',
      group_interval: '5m',
      repeat_interval: '4h',
    },
    receivers: [{ name: 'webhook', webhook_configs: [{ url: webhook, send_resolved: false }] }],
  });
}
