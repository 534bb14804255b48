import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Language } from '../../../src/domain/languages.ts';
import { createCache } from '../../../src/lib/cache.ts';
import type { Chart } from '../../../src/ports/message.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import type { ChartToDraw } from './chart-spec.ts';

/** A picture of a chart. */
export interface DrawnChart {
  readonly png: Uint8Array;
  /** Width in the page, in points. The picture has twice as many pixels. */
  readonly width: number;
  readonly height: number;
}

/** Draws charts as pictures. Never throws: a chart without a picture becomes a table. */
export type DrawCharts = (charts: readonly Chart[], language: Language) => Promise<ReadonlyMap<Chart, DrawnChart>>;

const limitMs = 30_000;
/** How many drawings are kept, because one report goes to many people at once. */
const keptDrawings = 8;

/** Matches text whose characters the fonts have. A chart with other characters becomes a table. */
const drawable =
  /^(?!.*\p{Extended_Pictographic})[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Common}\p{Script=Inherited}]*$/su;

/** Creates the function that draws charts, in a child process that lives only while it draws. */
export function createChartPictures(log: Pick<Log, 'warn'>): DrawCharts {
  const cache = createCache<string, Promise<readonly DrawnChart[]>>({ max: keptDrawings });

  function draw(toDraw: readonly ChartToDraw[]): Promise<readonly DrawnChart[]> {
    const key = JSON.stringify(toDraw);
    const known = cache.get(key);
    if (known) return known;
    const drawing = drawInProcess(toDraw);
    cache.set(key, drawing);
    drawing.catch(() => cache.delete(key));
    return drawing;
  }

  return async (charts, language) => {
    const format = new Intl.NumberFormat(language);
    const toDraw = charts.filter(isDrawable);
    if (toDraw.length === 0) return new Map();
    try {
      const drawn = await draw(
        toDraw.map((chart) => ({ ...chart, values: chart.bars.map(({ value }) => format.format(value)) })),
      );
      return new Map(toDraw.flatMap((chart, index) => (drawn[index] ? [[chart, drawn[index]]] : [])));
    } catch (err) {
      log.warn({ err }, 'charts could not be drawn; the mail has tables instead');
      return new Map();
    }
  };
}

function isDrawable({ title, axis = '', bars }: Chart): boolean {
  return [title, axis, ...bars.map(({ label }) => label)].every((text) => drawable.test(text));
}

async function drawInProcess(charts: readonly ChartToDraw[]): Promise<readonly DrawnChart[]> {
  const child = startProcess();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`Drawing took longer than ${limitMs / 1000} s`)), limitMs);
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`The drawing process ended with ${code ?? signal}`)));
      child.on('message', (message) => {
        if (message === 'ready') child.send(charts as ChartToDraw[]);
        else resolve(message as unknown as readonly DrawnChart[]);
      });
    });
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

/** Starts the child process without the environment, so it gets no secret. */
function startProcess(): ChildProcess {
  // The program may run from its TypeScript sources.
  const isSource = import.meta.url.endsWith('.ts');
  const path = fileURLToPath(new URL(isSource ? './chart-process.ts' : './chart-process.js', import.meta.url));
  return fork(path, {
    execArgv: isSource ? ['--import', 'tsx'] : [],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
