import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { withTimeout } from '../../../src/lib/async.ts';

/** Seconds between the request to end and the kill. */
const GRACE_S = 3;
/** Longer than the grace period: by then the shell has killed the server, or has ended itself. */
const STOP_LIMIT_MS = 3_500;
const SPAWN_LIMIT_MS = 10_000;
const LINES_KEPT = 40;

/**
 * Neither server notices when Tocsin dies, so a shell reads from a pipe to Tocsin. When the pipe closes, because Tocsin
 * stops or was killed with -9, the shell ends the server. The shell is the server's parent, so the process id that it kills
 * cannot belong to another process.
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
  /** Settles when the server has ended, for any reason. Never rejects. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  /** Returns the last lines that the server wrote. */
  tail(): string;
  /** Resolves with the first line that matches, among the last lines and those to come. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Asks the server to end, and kills it when it does not. Settles within 4 s. */
  stop(): Promise<void>;
}

/** Starts a server that ends with this process, whatever ends this process. */
export async function supervise(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Server> {
  const shell = spawn('/bin/sh', ['-c', SUPERVISOR_SCRIPT, 'tocsin-database', String(GRACE_S), program, ...args], {
    // Its own process group: Ctrl-C in the terminal goes to Tocsin, which first closes what uses the database.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env,
  });
  // The pipe may break while Tocsin closes it.
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
    // After 'error' there may be no 'close'.
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
    // The process has ended.
  }
}

function serverPid(shell: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      shell.kill('SIGKILL');
      reject(
        new Error(
          'The shell that supervises the embedded database did not start in time; check the load of this machine, then restart Tocsin',
        ),
      );
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
