import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { parse, View } from 'vega';
import type { DrawnChart } from './chart-pictures.ts';
import { type ChartToDraw, chartSpec } from './chart-spec.ts';

// Runs in a separate process for each report: drawing takes a second and some 120 MB, which the system gets back at its end.

/** Pixels per point, for high-density screens. */
const scale = 2;

const { resolve } = createRequire(import.meta.url);
const [wasm, ...fontBuffers] = await Promise.all(
  [
    '@resvg/resvg-wasm/index_bg.wasm',
    'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
    '@expo-google-fonts/kosugi/Kosugi_400Regular.ttf',
  ].map((file) => readFile(resolve(file))),
);
if (wasm) await initWasm(wasm);

async function drawn(chart: ChartToDraw): Promise<DrawnChart> {
  const view = new View(parse(chartSpec(chart)), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  const font = { fontBuffers, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' };
  const image = new Resvg(svg, { fitTo: { mode: 'zoom', value: scale }, font }).render();
  return { png: image.asPng(), width: image.width / scale, height: image.height / scale };
}

process.once('message', async (charts) => {
  const pictures: DrawnChart[] = [];
  for (const chart of charts as readonly ChartToDraw[]) pictures.push(await drawn(chart));
  process.send?.(pictures, () => process.disconnect());
});
process.send?.('ready');
