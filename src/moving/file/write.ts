import { Document, isCollection, isMap, isScalar, type Node, type Pair, type Scalar, YAMLMap } from 'yaml';
import type { Layer } from '../../domain/on-call/schedule.ts';
import { type Entry, type ImportedFile, type ImportedSchedule, sections } from './imported.ts';

const lineWidth = 120;

/**
 * Returns the configuration file as YAML, with the lines about an entry as comments above it.
 *
 * @param about lines at the top of the file
 */
export function writeImported(file: ImportedFile, about: readonly string[]): string {
  const document = new Document({});
  const root = document.contents as unknown as YAMLMap;
  for (const section of Object.keys(sections) as (keyof typeof sections)[]) {
    const entries = file[section] as ReadonlyMap<string, Entry<object>>;
    if (entries.size === 0) continue;
    const map = new YAMLMap();
    for (const [id, { value, comments }] of entries) {
      const plain = section === 'schedules' ? plainSchedule(value as ImportedSchedule) : value;
      const pair = document.createPair(id, plain) as Pair<Scalar, Node>;
      comment(pair.key, comments);
      flowLists(pair.value);
      map.add(pair);
    }
    root.add(document.createPair(section, map));
  }
  if (file.routes.length > 0) root.add(document.createPair('routes', routesOf(document, file.routes)));
  for (const { key } of root.items.slice(1) as Pair<Scalar>[]) key.spaceBefore = true;
  document.commentBefore = about.map((line) => ` ${line}`).join('\n');
  return document.toString({ lineWidth });
}

function routesOf(document: Document, routes: ImportedFile['routes']): Node {
  const list = document.createNode(routes.map(({ value }) => value)) as Node & { items: Node[] };
  for (const [index, { comments }] of routes.entries()) {
    const item = list.items[index];
    if (!item) continue;
    flow(item);
    item.commentBefore = comments.map((line) => ` ${line}`).join('\n') || null;
  }
  return list;
}

function comment(key: Scalar, comments: readonly string[]): void {
  if (comments.length > 0) key.commentBefore = comments.map((line) => ` ${line}`).join('\n');
}

/** Puts each entry of a list on its own line, together with its contents. */
function flowLists(node: unknown, depth = 0): void {
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    const isList = isCollection(value) && !isMap(value);
    if (isList && value.items.some(isCollection)) for (const item of value.items) flow(item);
    else if (isList || (isMap(value) && depth === 0 && isScalar(key))) flow(value);
  }
}

function flow(node: unknown): void {
  if (isCollection(node)) (node as { flow?: boolean }).flow = true;
}

/** Returns the schedule for YAML. The library quotes texts that YAML would read as a number or a time. */
function plainSchedule({ timezone, layers, overrides, gaps, slackGroup }: ImportedSchedule): object {
  return {
    timezone,
    ...(gaps && { gaps }),
    ...(slackGroup && { slackGroup }),
    layers: layers.map(plainLayer),
    ...(overrides.length > 0 && { overrides }),
  };
}

function plainLayer({ people, every, starts, ends, timezone, only }: Layer): object {
  return {
    people,
    every: spellEvery(every),
    starts,
    ...(ends && { ends }),
    ...(timezone && { timezone }),
    ...(only?.length && { only }),
  };
}

function spellEvery({ days = 0, hours = 0, elapsed, cron }: Layer['every']): string {
  if (cron) return `cron ${cron}`;
  if (hours > 0) return `${days * 24 + hours}h${elapsed ? ' elapsed' : ''}`;
  return days % 7 === 0 ? `${days / 7}w` : `${days}d`;
}
