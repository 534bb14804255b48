import { isIP } from 'node:net';
import type { Config } from '../../config.ts';
import { certificateProblem } from '../../lib/network/certificate-problem.ts';
import { proxyFor } from '../../lib/network/proxy.ts';
import { codeOf } from '../../lib/network/request-failures.ts';
import { type Finding, findingsAbout } from './finding.ts';

const connectWithinMs = 5_000;

interface Server {
  readonly about: string;
  /** Where the address is configured. */
  readonly setting: string;
  readonly url: URL;
  readonly isSecure: boolean;
  readonly usualPort: number;
  /** How to name an authority for it. */
  readonly authority?: string;
  readonly tls?: object;
}

/**
 * Connects to the brokers and webhooks of the configuration, over TLS where they use it, and sends nothing. A webhook behind
 * a proxy is left out.
 */
export async function examineEventSinks(
  { settings, webhooks }: Pick<Config, 'settings' | 'webhooks'>,
  withinMs = connectWithinMs,
): Promise<readonly Finding[]> {
  const { amqpUrl, redisUrl } = settings.events ?? {};
  const servers: Server[] = [];
  if (amqpUrl) servers.push(await brokerAt(new URL(amqpUrl)));
  // A cluster has several addresses, and is not one URL.
  if (redisUrl && /^rediss?:/.test(redisUrl)) servers.push(redisAt(new URL(redisUrl)));
  for (const { name, url: address, proxy, ca } of webhooks) {
    const url = new URL(address);
    if (proxy !== undefined || proxyFor(url, process.env) !== undefined) continue;
    const isSecure = url.protocol === 'https:';
    const about = `Webhook ${name}`;
    servers.push({
      ...{ about, setting: `the url of ${name}`, url, isSecure, usualPort: isSecure ? 443 : 80, authority: 'caFile' },
      ...(ca !== undefined && { tls: { ca } }),
    });
  }
  return Promise.all(servers.map((server) => examineServer(server, withinMs)));
}

async function brokerAt(url: URL): Promise<Server> {
  const isSecure = url.protocol === 'amqps:';
  const { tlsOptions } = await import('../../../adapters/amqp/tls.ts');
  return {
    ...{ about: 'RabbitMQ', setting: 'AMQP_URL', url, isSecure, usualPort: isSecure ? 5671 : 5672 },
    authority: '?cacertfile= in AMQP_URL',
    ...(isSecure && { tls: tlsOptions(url.hostname, url.searchParams) }),
  };
}

function redisAt(url: URL): Server {
  return { about: 'Redis', setting: 'REDIS_URL', url, isSecure: url.protocol === 'rediss:', usualPort: 6379 };
}

async function examineServer(server: Server, withinMs: number): Promise<Finding> {
  const { about, setting, url, authority } = server;
  const { found, ok, problem } = findingsAbout(about);
  const failure = await connectTo(server, withinMs).then(
    () => undefined,
    (err: unknown) => err,
  );
  const code = failure === undefined ? '' : codeOf(failure);
  const certificate = certificateProblem(code, { address: setting, ...(authority !== undefined && { authority }) });
  if (failure === undefined) ok(`It takes a connection at ${url.host}.`);
  else if (certificate) problem(`It is not reached at ${url.host}: ${certificate}.`);
  else
    problem(`It is not reached at ${url.host} (${code}). Start it, or check ${setting}, the network and a firewall.`);
  return found[0]!;
}

/** Throws what the connection fails with, or ETIMEDOUT. */
async function connectTo({ url, isSecure, usualPort, tls }: Server, withinMs: number): Promise<void> {
  const { connect: connectPlain } = await import('node:net');
  const { connect: connectSecure } = await import('node:tls');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const to = { host, port: Number(url.port || usualPort) };
  const name = isIP(host) === 0 ? { servername: host } : {};
  await new Promise<void>((resolve, reject) => {
    const socket = isSecure ? connectSecure({ ...to, ...name, ...tls }) : connectPlain(to);
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error('No answer in time'), { code: 'ETIMEDOUT' }));
    }, withinMs);
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      resolve();
      socket.destroy();
    });
    socket.on('error', reject);
    socket.once('close', () => clearTimeout(timer));
  });
}
