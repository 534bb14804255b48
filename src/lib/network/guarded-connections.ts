import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import { proxyFor } from './proxy.ts';
import { publicLookup, refusePrivateLiteral, refusePrivateName } from './public-address.ts';

const connectionsPerOrigin = 4;

/** How to reach URLs that somebody else wrote. */
export interface ConnectionRules {
  /** The URL of a proxy. Absent: the one of the environment. */
  readonly proxy?: string;
  /** Whether private addresses may be reached. Absent: they are refused. */
  readonly allowPrivate?: boolean;
  /** Certificates to trust, as PEM. Absent: those of the system. */
  readonly ca?: string;
}

export interface RequestParts {
  readonly method: 'POST';
  readonly signal: AbortSignal;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

/** Connections to URLs that somebody else wrote. */
export interface Connections {
  /**
   * Sends a request and returns its answer, whose body the caller reads. Throws PrivateAddress when the URL names a private
   * address that the rules refuse; addresses that the connection looks up are checked when it connects.
   *
   * When `signal` ends the request, no later request uses its connection: over HTTP/2 one on which nothing comes back any
   * more would take every later request, until the kernel gives it up after a quarter of an hour.
   */
  request(url: URL, parts: RequestParts): Promise<Dispatcher.ResponseData>;
  /** Closes the connections after the requests in flight. */
  close(): Promise<void>;
  destroy(): void;
}

/**
 * Connects directly, or by CONNECT through the given proxy, else through the proxy of the environment. Over TLS it uses
 * HTTP/2 with servers that offer it.
 */
export function openConnections({ proxy, allowPrivate, ca }: ConnectionRules, timeoutMs: number): Connections {
  const limits = {
    connections: connectionsPerOrigin,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    allowH2: true,
  };
  const trust = ca === undefined ? {} : { ca };
  /** By proxy URL; the empty string stands for no proxy. */
  const open = new Map<string, Dispatcher>();

  function dispatcherBy(through: string | undefined): Dispatcher {
    if (through !== undefined) {
      return new ProxyAgent({ ...limits, uri: through, requestTls: { ...trust, allowH2: true, timeout: timeoutMs } });
    }
    const connect = { ...trust, timeout: timeoutMs, ...(!allowPrivate && { lookup: publicLookup }) };
    return new Agent({ ...limits, connect });
  }

  async function dispatcherTowards(url: URL, signal: AbortSignal): Promise<Dispatcher> {
    const through = proxy ?? proxyFor(url, process.env);
    if (!allowPrivate) {
      refusePrivateLiteral(url);
      // With a proxy, the connection looks up the proxy's name only, so the receiver's name is checked here.
      if (through !== undefined) await refusePrivateName(url, signal);
    }
    const key = through ?? '';
    const dispatcher = open.get(key) ?? dispatcherBy(through);
    open.set(key, dispatcher);
    return dispatcher;
  }

  /** Requests that are under way on its other connections may still finish. */
  function abandon(dispatcher: Dispatcher): void {
    for (const [key, one] of open) if (one === dispatcher) open.delete(key);
    setTimeout(() => void dispatcher.destroy().catch(() => undefined), timeoutMs).unref();
  }

  return {
    async request(url, parts) {
      const dispatcher = await dispatcherTowards(url, parts.signal);
      try {
        return await request(url, { ...parts, dispatcher });
      } catch (err) {
        if (parts.signal.aborted) abandon(dispatcher);
        throw err;
      }
    },
    close: async () => void (await Promise.all([...open.values()].map((one) => one.close()))),
    destroy: () => {
      for (const one of open.values()) void one.destroy();
    },
  };
}
