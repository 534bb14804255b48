#!/usr/bin/env node
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { endWhenOrphaned } from './cli/end-orphaned.ts';
import { startFast } from './cli/fast-start.ts';

endWhenOrphaned();
startFast(import.meta.url);
// Loaded only now, so that all of it comes from the compile cache.
const { runCommandLine } = await import('./cli/program.ts');

// A reader that wants only the beginning, such as `head`, closes the pipe: that is no failure, and the rest is dropped.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (err: NodeJS.ErrnoException) => {
    if (err.code !== 'EPIPE') throw err;
  });
}

/** Asks at the terminal. */
async function prompt(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<never>((_, reject) => {
      terminal.once('close', () => reject(new Error('\nStopped: nothing was written.')));
    });
    return await Promise.race([terminal.question(question), ended]);
  } finally {
    terminal.close();
  }
}

const exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  input: () => text(process.stdin),
  out: (line) => void process.stdout.write(line),
  err: (line) => void process.stderr.write(line),
  prompt: process.stdin.isTTY ? prompt : undefined,
  columns: process.stdout.columns,
  colours: process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
});
// What failed may have left something open that keeps the process alive.
if (exitCode !== 0) process.exit(exitCode);
