import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** `tocsin start`, and `tocsin` alone: runs until a signal stops it. */
export function startVerb(terminal: Terminal): Command {
  return new Command('start').description('Start Tocsin (what “tocsin” alone does)').action(async () => {
    const { serve } = await import('./serve.ts');
    await serve(terminal);
  });
}
