import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reporter, TestModule } from 'vitest/node';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Linux counts a process's time in these. */
const ticksPerSecond = 100;

/** Seconds of processor time by kind of process. */
interface Cost {
  /** Vitest itself, which transforms the sources. */
  readonly vitest: number;
  readonly worker: number;
  readonly database: number;
  /** Everything else: browsers, brokers, started programs. */
  readonly others: number;
  /** Seconds of the clock: far more than the processor time where a file waits. */
  readonly clock: number;
}
type Kind = Exclude<keyof Cost, 'clock'>;

/**
 * Writes down what each test file costs in processor time: this process and everything that it started. Unlike a time of
 * the clock, that is the same on a busy machine. It takes one worker (`npm run test:cost`), since a worker's files share
 * the database and the browser. Linux only.
 */
export default class CostReporter implements Reporter {
  readonly #files: { readonly file: string; readonly cost: Cost }[] = [];
  #before = costOfAll();

  onTestModuleEnd(testModule: TestModule): void {
    const now = costOfAll();
    this.#files.push({ file: relative(root, testModule.moduleId), cost: difference(now, this.#before) });
    this.#before = now;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = this.#files.toSorted((one, other) => total(other.cost) - total(one.cost));
    const folders = new Map<string, Cost[]>();
    for (const { file, cost } of files) {
      const folder = file
        .split('/')
        .slice(1, file.startsWith('test/adapters/') ? 3 : 2)
        .join('/');
      folders.set(folder, [...(folders.get(folder) ?? []), cost]);
    }
    const lines = [
      heading,
      line('everything', sum(files.map(({ cost }) => cost))),
      '',
      ...[...folders]
        .map(([folder, costs]) => ({ name: `${folder} (${costs.length})`, cost: sum(costs) }))
        .toSorted((one, other) => total(other.cost) - total(one.cost))
        .map(({ name, cost }) => line(name, cost)),
      '',
      ...files.map(({ file, cost }) => line(file, cost)),
    ];
    const out = process.env.COST_FILE;
    if (out) writeFileSync(out, `${lines.join('\n')}\n`);
    else console.log(lines.join('\n'));
    for (const { moduleId } of modules.filter((one) => !one.ok())) console.log(`failed: ${relative(root, moduleId)}`);
  }
}

const kinds = ['vitest', 'worker', 'database', 'others'] as const satisfies readonly Kind[];
const columns = [...kinds, 'clock'] as const;
const heading = ['total', ...columns].map((name) => name.padStart(9)).join('');

function line(name: string, cost: Cost): string {
  return `${[total(cost), ...columns.map((column) => cost[column])].map((seconds) => seconds.toFixed(1).padStart(9)).join('')}  ${name}`;
}

function total(cost: Cost): number {
  return kinds.reduce((whole, kind) => whole + cost[kind], 0);
}

function sum(costs: readonly Cost[]): Cost {
  return costs.reduce((one, other) => combined(one, other, 1), none);
}

function difference(later: Cost, earlier: Cost): Cost {
  return combined(later, earlier, -1);
}

const none: Cost = { vitest: 0, worker: 0, database: 0, others: 0, clock: 0 };

function combined(one: Cost, other: Cost, sign: 1 | -1): Cost {
  return Object.fromEntries(columns.map((column) => [column, one[column] + sign * other[column]])) as unknown as Cost;
}

/** What this process and all below it have taken so far. What has ended counts with whoever waited for its end. */
function costOfAll(): Cost {
  const processes = readProcesses();
  const seconds = { ...none, clock: performance.now() / 1000 };
  const walk = (pid: number, depth: number) => {
    const one = processes.get(pid);
    if (!one) return;
    const kind: Kind =
      depth === 0
        ? 'vitest'
        : one.name.startsWith('secantus') || one.name === 'mongod'
          ? 'database'
          : one.isWorker
            ? 'worker'
            : 'others';
    seconds[kind] += one.own;
    seconds.others += one.ended;
    for (const child of one.children) walk(child, depth + 1);
  };
  walk(process.pid, 0);
  return seconds;
}

interface OneProcess {
  readonly name: string;
  readonly isWorker: boolean;
  readonly own: number;
  readonly ended: number;
  readonly children: number[];
}

function readProcesses(): ReadonlyMap<number, OneProcess> {
  const found = new Map<number, OneProcess & { readonly parent: number }>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const isWorker = readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes('vitest/dist/workers/');
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      // proc(5): state, parent, …; the times are fields 14 to 17.
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const seconds = (first: number) => ((fields[first] ?? 0) + (fields[first + 1] ?? 0)) / ticksPerSecond;
      found.set(Number(entry), {
        name,
        isWorker,
        own: seconds(11),
        ended: seconds(13),
        parent: fields[1] ?? 0,
        children: [],
      });
    } catch {
      // It has ended meanwhile.
    }
  }
  for (const [pid, { parent }] of found) found.get(parent)?.children.push(pid);
  return found;
}
