import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { withTimeout } from '../../../src/lib/async.ts';

/** From being asked to end to being made to. */
const GRACE_S = 3;
/** Longer than the grace: the shell has done it by then, or is itself gone. */
const STOP_LIMIT_MS = 3_500;
const SPAWN_LIMIT_MS = 10_000;
const LINES_KEPT = 40;

/**
 * Neither server notices that Tocsin died, so a shell holds the other end of a pipe: when it closes, because we stop
 * or because we were killed with -9, the shell ends the server. The shell waits for the server itself, so the number
 * that it kills cannot have become somebody else's process.
 */
const SUPERVISOR_SCRIPT = `
grace=$1
shift
exec 4<&0 </dev/null
"$@" 3>&- 4<&- &
server=$!
echo "$server" >&3
exec 3>&-
{
  while read -r _ <&4; do :; done
  kill -TERM "$server"
  sleep "$grace"
  kill -KILL "$server"
} >/dev/null 2>&1 &
watch=$!
exec 4<&-
wait "$server"
code=$?
kill -KILL "$watch" 2>/dev/null
exit "$code"
`;

export interface Server {
  readonly pid: number;
  /** Settles when the server has ended, for whatever reason. Never rejects. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  /** The last lines that it wrote. */
  tail(): string;
  /** The first line that matches, among those to come and the last that came. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Asks it to end, makes it end when it does not; settles within 4 s. */
  stop(): Promise<void>;
}

/** Starts a server that ends with this process, however this process ends. */
export async function supervise(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Server> {
  const shell = spawn('/bin/sh', ['-c', SUPERVISOR_SCRIPT, 'tocsin-database', String(GRACE_S), program, ...args], {
    // A group of its own: Ctrl-C in the terminal is for us, and we close what uses the database before we end it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env,
  });
  // The pipe may break while we close it.
  shell.stdin?.on('error', () => undefined);

  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  for (const stream of [shell.stdout, shell.stderr]) {
    if (stream) {
      eachLine(stream, (line) => {
        lines.push(line);
        if (lines.length > LINES_KEPT) lines.shift();
        for (const listener of listeners) listener(line);
      });
    }
  }

  let over = false;
  const ended = new Promise<void>((resolve) => {
    // After 'error' no 'close' need follow.
    shell.once('error', () => resolve());
    shell.once('close', () => resolve());
  }).then(() => {
    over = true;
  });

  const pid = await serverPid(shell);
  return {
    pid,
    ended,
    hasEnded: () => over,
    tail: () => lines.join('\n'),
    line: (pattern) =>
      new Promise((resolve) => {
        const listener = (line: string) => {
          const match = pattern.exec(line);
          if (!match) return;
          listeners.delete(listener);
          resolve(match);
        };
        listeners.add(listener);
        for (const line of [...lines]) listener(line);
      }),
    stop: async () => {
      if (over) return;
      shell.stdin?.end();
      const made = setTimeout(() => forceEnd(pid), STOP_LIMIT_MS);
      await withTimeout(ended, STOP_LIMIT_MS + 300);
      clearTimeout(made);
    },
  };
}

function forceEnd(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function serverPid(shell: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      shell.kill('SIGKILL');
      reject(new Error('The shell that watches the database did not start in time'));
    }, SPAWN_LIMIT_MS);
    shell.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
    eachLine(shell.stdio[3] as Readable, (line) => {
      clearTimeout(late);
      resolve(Number(line));
    });
  });
}

function eachLine(stream: Readable, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('error', () => undefined);
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) take(part);
  });
  stream.on('end', () => {
    if (rest) take(rest);
  });
}
