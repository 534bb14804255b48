import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { backoffMs } from '../../src/lib/async.ts';
import { certificateProblem } from '../../src/lib/network/certificate-problem.ts';

/** All in milliseconds. */
export interface Timing {
  readonly answer: number;
  readonly connect: number;
  readonly retryLow: number;
  readonly retryHigh: number;
}

type Scripts = NonNullable<RedisOptions['scripts']>;

const clusterScheme = /^(rediss?)\+cluster:\/\//i;
const usualPort = 6379;

/**
 * Begins to connect. Nothing waits in the client while the server is away, and nothing is sent a second time by itself: the
 * caller decides.
 *
 * @param url `redis://user:password@host:6379/0`; `rediss://` for TLS; `redis+cluster://user:password@a:6379,b:6379` for a
 *   cluster, of which any reachable node tells the others
 */
export function openRedis(url: string, name: string, timing: Timing, scripts: Scripts = {}): Redis | Cluster {
  const options: RedisOptions = {
    connectionName: name,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: timing.connect,
    commandTimeout: timing.answer,
    // A server that says nothing while something is asked of it is taken for lost.
    socketTimeout: timing.answer,
    // After a fail-over the old address may answer as a replica.
    reconnectOnError: (err) => err.message.startsWith('READONLY'),
  };
  const wait = (times: number) => backoffMs(times, timing.retryLow, timing.retryHigh);
  const scheme = clusterScheme.exec(url)?.[1]?.toLowerCase();
  if (!scheme) return new Redis(url, { ...options, enableOfflineQueue: false, retryStrategy: wait, scripts });
  const { nodes, username, password } = clusterOf(url);
  return new Cluster([...nodes], {
    enableOfflineQueue: false,
    clusterRetryStrategy: wait,
    slotsRefreshTimeout: timing.answer,
    scripts,
    redisOptions: {
      ...options,
      ...(username && { username }),
      ...(password && { password }),
      ...(scheme === 'rediss' && { tls: {} }),
    },
  });
}

function clusterOf(url: string): {
  readonly nodes: readonly { host: string; port: number }[];
  readonly username?: string;
  readonly password?: string;
} {
  const [authority = ''] = url.replace(clusterScheme, '').split(/[/?#]/);
  const at = authority.lastIndexOf('@');
  const [username = '', ...rest] = authority.slice(0, Math.max(0, at)).split(':');
  const nodes = authority
    .slice(at + 1)
    .split(',')
    .map((node) => {
      const { hostname, port } = new URL(`redis://${node}`);
      return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || usualPort };
    });
  return { nodes, username: decodeURIComponent(username), password: decodeURIComponent(rest.join(':')) };
}

/** Neither the client nor Redis puts the URL or the password into what it says. */
export function reasonOf(err: unknown): string {
  if (err instanceof AggregateError && err.errors.length > 0) return reasonOf(err.errors[0]);
  if (!(err instanceof Error)) return 'no reason given';
  if ('lastNodeError' in err && err.lastNodeError) return reasonOf(err.lastNodeError);
  if (err.name === 'MaxRetriesPerRequestError') return 'the connection was lost before it had answered';
  const code = 'code' in err && typeof err.code === 'string' ? err.code : '';
  return certificateProblem(code, { address: 'REDIS_URL' }) ?? (err.message || code || err.name);
}
