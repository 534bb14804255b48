import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCache } from '../lib/cache.ts';
import { originAt, type SourceMapText } from '../lib/values/source-map.ts';

/** Errors come in bursts; after a burst, the source maps of their files are dropped again. */
const keptForMs = 10_000;
/** The same errors come again and again. */
const mostRemembered = 500;
const position = /(file:\/\/[^\s()]+?\.js):(\d+):(\d+)/g;

/**
 * Lets stack traces name the file and line of the sources.
 *
 * `process.setSourceMapsEnabled` and `SourceMap` of Node decode whole maps: 80 MiB after a few errors, which end a process
 * with a small heap just when it has much to do. Here a map stays a text, which is searched for a position.
 */
export function mapStacks(): void {
  const maps = new Map<string, SourceMapText | undefined>();
  const known = createCache<string, string>({ max: mostRemembered });
  let drop: NodeJS.Timeout | undefined;

  function mapOf(url: string): SourceMapText | undefined {
    if (!drop) drop = setTimeout(() => maps.clear(), keptForMs).unref();
    else drop.refresh();
    if (!maps.has(url)) maps.set(url, readMap(url));
    return maps.get(url);
  }

  function mapped(whole: string, url: string, line: string, column: string): string {
    const before = known.get(whole);
    if (before !== undefined) return before;
    const map = mapOf(url);
    // Lines and columns count from 0 in a map, and from 1 in a trace.
    const origin = map && originAt(map, Number(line) - 1, Number(column) - 1);
    const told = origin ? `${pathOf(origin.source, url)}:${origin.line + 1}:${origin.column + 1}` : whole;
    known.set(whole, told);
    return told;
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
function readMap(url: string): SourceMapText | undefined {
  try {
    const { sources, mappings } = JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')) as SourceMapText;
    return { sources, mappings };
  } catch {
    return undefined;
  }
}

function pathOf(source: string, url: string): string {
  if (isAbsolute(source) || source.includes(':')) return source;
  return fileURLToPath(new URL(source, url));
}
