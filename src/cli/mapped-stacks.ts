import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Errors come in bursts; after a burst, the source maps of their files are dropped again. */
const keptForMs = 10_000;
const position = /(file:\/\/[^\s()]+?\.js):(\d+):(\d+)/g;

/**
 * Lets stack traces name the file and line of the sources.
 *
 * `process.setSourceMapsEnabled` of Node reads the map of every file at the start and keeps it, about 15 MiB, and the first
 * trace decodes one into 20 MiB more, which also stay. Here a map is read when a trace contains its file, and is dropped
 * soon after.
 */
export function mapStacks(): void {
  const maps = new Map<string, SourceMap | undefined>();
  let drop: NodeJS.Timeout | undefined;

  function mapOf(url: string): SourceMap | undefined {
    if (!drop) drop = setTimeout(() => maps.clear(), keptForMs).unref();
    else drop.refresh();
    if (!maps.has(url)) maps.set(url, readMap(url));
    return maps.get(url);
  }

  function mapped(whole: string, url: string, line: string, column: string): string {
    // Lines and columns count from 0 in a map, and from 1 in a trace.
    const origin = mapOf(url)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!origin || !('originalSource' in origin)) return whole;
    return `${pathOf(origin.originalSource, url)}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
  }

  Error.prepareStackTrace = (err, sites) => {
    const trace = sites.map((site) => `\n    at ${String(site)}`).join('');
    return headOf(err) + trace.replace(position, mapped);
  };
}

function headOf(err: Error): string {
  try {
    return Error.prototype.toString.call(err);
  } catch {
    return 'Error';
  }
}

/** Undefined when there is no map: the trace then names the built file. */
function readMap(url: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}

function pathOf(source: string, url: string): string {
  if (isAbsolute(source) || source.includes(':')) return source;
  return fileURLToPath(new URL(source, url));
}
