import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server that a test started itself. It goes when the test's process goes. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Settles when it has said that it is ready; rejects when it ends without. As slow as the machine is. */
  said(ready: string): Promise<void>;
  /** Stops it with everything that it has started, and waits for its end. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

const running = new Set<number>();
process.on('exit', () => {
  for (const group of running) killGroup(group, 'SIGKILL');
});

export function startServer(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ServerProcess {
  // In a group of its own: what it starts goes with it.
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listeners = new Set<() => void>();
  const keep = (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-20_000);
    for (const look of listeners) look();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let over = false;
  const end = new Promise<void>((resolve) => {
    const finish = () => {
      over = true;
      if (child.pid) running.delete(child.pid);
      resolve();
    };
    child.once('exit', finish);
    child.once('error', finish);
  });
  if (child.pid) running.add(child.pid);
  return {
    child,
    said: (ready) =>
      new Promise((resolve, reject) => {
        const look = () => said.includes(ready) && resolve();
        listeners.add(look);
        look();
        void end.then(() => reject(new Error(`${command} ended before it was ready: ${said}`)));
      }),
    async kill(signal) {
      if (child.pid && !over) killGroup(child.pid, signal);
      const hard = setTimeout(() => child.pid && killGroup(child.pid, 'SIGKILL'), 15_000);
      await end;
      clearTimeout(hard);
    },
  };
}

function killGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // It is gone already.
  }
}
