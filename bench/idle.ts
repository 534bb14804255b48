import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { teamFile } from './crowd.ts';
import { openFakes } from './fakes.ts';
import { idleBytes } from './measure.ts';
import { build, startTocsin } from './processes.ts';

// How soon the compiled program is ready once its database is up, and what memory it holds when idle, with Slack, Discord,
// Telegram and the web chat connected. Under a minute; the whole of it stands in run.ts.

const starts = 3;
const mebibyte = 1024 * 1024;

const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
build();
const fakes = await openFakes();
await writeFile(join(folder, 'team.yaml'), teamFile());
const settings: Record<string, string> = Object.assign(
  { TOCSIN_CONFIG: join(folder, 'team.yaml'), DATA_DIR: join(folder, 'data') },
  ...fakes.map((fake) => fake.settings),
);
const ready: number[] = [];
for (let start = 1; start <= starts; start += 1) {
  const tocsin = await startTocsin(settings);
  ready.push(tocsin.readyAfterMs);
  if (start === starts) console.log(`idle: ${((await idleBytes(tocsin)) / mebibyte).toFixed(0)} MiB`);
  await tocsin.stop();
}
console.log(`ready after the database: ${ready.join(', ')} ms`);
await rm(folder, { recursive: true, force: true, maxRetries: 3 });
process.exit(0);
