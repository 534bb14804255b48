import { startCore } from './core.ts';
import { team } from './escalation-team.ts';

// One of the two processes: the real core, database and scheduler, and a chat that tells the parent what it was given.

await startCore(team(), { sent: (key, to) => process.send?.({ key, to, at: Date.now() }) });
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
