import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const msPerTick = 10;

export interface TreeUsage {
  readonly pid: number;
  /** Processor time since its start. */
  readonly ms: number;
  /** Written to disk. */
  readonly bytes: number;
  readonly rssBytes: number;
}

/** Returns what each process has used that this one started, with those that they started. Linux alone tells it. */
export function usedBelow(program: number): readonly TreeUsage[] {
  const processes = new Map<number, TreeUsage & { readonly parent: number }>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const read = readUsage(Number(pid));
    if (read) processes.set(read.pid, read);
  }
  const isBelow = (parent: number): boolean =>
    parent === program || (parent > 1 && isBelow(processes.get(parent)?.parent ?? 0));
  return [...processes.values()].filter(({ parent }) => isBelow(parent));
}

/** Returns what this process has used; undefined when it has ended, or belongs to somebody else. */
export function readUsage(pid: number): (TreeUsage & { readonly parent: number }) | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    const written = /^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? 0;
    const rssKiB = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0;
    return {
      pid,
      ms: (Number(stat[11]) + Number(stat[12])) * msPerTick,
      bytes: Number(written),
      rssBytes: Number(rssKiB) * 1024,
      parent: Number(stat[1]),
    };
  } catch {
    return undefined;
  }
}
