import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOtlpReceiver } from '../test/harness/otlp-receiver.ts';
import { teamFile } from './crowd.ts';
import { openFakes } from './fakes.ts';
import { median } from './figures.ts';
import { idleBytes } from './measure.ts';
import { build, startTocsin } from './processes.ts';

// How soon the compiled program is ready once its database is up, and what memory it holds when idle, with Slack, Discord,
// Telegram and the web chat connected: in turn without telemetry and with a collector that takes everything. The whole of it
// stands in run.ts.

const rounds = 3;
const mebibyte = 1024 * 1024;

const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
build();
const [fakes, collector] = await Promise.all([openFakes(), startOtlpReceiver()]);
await writeFile(join(folder, 'team.yaml'), teamFile());
const settings: Record<string, string> = Object.assign(
  { TOCSIN_CONFIG: join(folder, 'team.yaml') },
  ...fakes.map((fake) => fake.settings),
);
const otlp: Record<string, string> = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
const ways = [
  { name: 'without telemetry', more: {} },
  { name: 'with telemetry', more: otlp },
].map((way) => ({ ...way, readyMs: [] as number[], idleMiB: [] as number[] }));
for (let round = 1; round <= rounds; round += 1) {
  for (const [index, way] of ways.entries()) {
    const tocsin = await startTocsin({ ...settings, ...way.more, DATA_DIR: join(folder, `data-${index}`) });
    way.readyMs.push(tocsin.readyAfterMs);
    way.idleMiB.push(Math.round((await idleBytes(tocsin)) / mebibyte));
    await tocsin.stop();
  }
}
for (const { name, readyMs, idleMiB } of ways) {
  console.log(`${name}: ready after the database ${ofRounds(readyMs)} ms; idle ${ofRounds(idleMiB)} MiB`);
}
console.log(`the collector was asked ${collector.requests.length} times`);
await rm(folder, { recursive: true, force: true, maxRetries: 3 });
process.exit(0);

function ofRounds(figures: readonly number[]): string {
  return `${median(figures)} (${figures.join(', ')})`;
}
