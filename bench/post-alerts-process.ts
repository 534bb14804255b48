import { Pool } from 'undici';
import { bearerAt } from '../test/harness/api-tokens.ts';
import { requestOf, type Shape, type Speaks } from './alert-bodies.ts';

// Posts alerts over connections that stay open, each with the next request as soon as the last is answered.

export interface Posting {
  readonly speaks: Speaks;
  readonly origin: string;
  readonly shape: Shape;
  readonly connections: number;
  /** Alerts in one request. */
  readonly batch: number;
  /** What the names of these alerts begin with. */
  readonly prefix: string;
  /** How long it goes on, or how many alerts there are. */
  readonly until: { readonly seconds: number } | { readonly alerts: number };
}

export interface Posted {
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
  /** Of one core, for this process: near 1 it would be what is measured. */
  readonly cpuShare: number;
}

/** As many as the limit of one token makes necessary, and no more than a large team has. */
const integrations = 16;

async function post({ speaks, origin, shape, connections, batch, prefix, until }: Posting): Promise<Posted> {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const began = performance.now();
  const cpu = process.cpuUsage();
  let [next, turn] = [0, 0];
  let [accepted, refused] = [0, 0];

  function take(): { name: string; index: number }[] {
    const left = 'alerts' in until ? until.alerts - next : batch;
    if ('seconds' in until && performance.now() - began >= until.seconds * 1_000) return [];
    return Array.from({ length: Math.min(batch, left) }, () => {
      const index = next;
      next += 1;
      return { name: `${prefix}-${index}`, index };
    });
  }

  async function work(): Promise<void> {
    for (let alerts = take(); alerts.length > 0; alerts = take()) {
      turn += 1;
      const request = requestOf(speaks, shape, alerts);
      const { statusCode, body } = await pool.request({
        path: request.path,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearerAt(turn % integrations) },
        body: request.body,
      });
      await body.dump();
      if (statusCode >= 200 && statusCode < 300) accepted += alerts.length;
      else refused += alerts.length;
    }
  }

  try {
    await Promise.all(Array.from({ length: connections }, work));
    const seconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    return { accepted, refused, seconds, cpuShare: (user + system) / 1e6 / seconds };
  } finally {
    await pool.destroy();
  }
}

process.on('message', (posting: Posting) => {
  post(posting).then(
    (posted) => process.send?.(posted),
    (err: unknown) => {
      console.error(err);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
