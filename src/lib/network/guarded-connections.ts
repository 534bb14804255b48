import { Agent, type Dispatcher, ProxyAgent } from 'undici';
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

/** Connections to URLs that somebody else wrote. */
export interface Connections {
  /**
   * Returns the dispatcher for a request to this URL. Throws PrivateAddress when the URL names a private address that the
   * rules refuse; addresses that the connection looks up are checked when it connects.
   */
  towards(url: URL, signal: AbortSignal): Promise<Dispatcher>;
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

  return {
    async towards(url, signal) {
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
    },
    close: async () => void (await Promise.all([...open.values()].map((one) => one.close()))),
    destroy: () => {
      for (const one of open.values()) void one.destroy();
    },
  };
}
