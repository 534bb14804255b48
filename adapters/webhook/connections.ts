import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { Webhook } from '../../src/domain/webhook.ts';
import { proxyFor } from '../../src/lib/network/proxy.ts';
import { publicLookup, refusePrivateLiteral, refusePrivateName } from '../../src/lib/network/public-address.ts';

const connectionsPerOrigin = 4;

/** The connections of one webhook. */
export interface Connections {
  /**
   * Returns the dispatcher for a request to this URL. Throws PrivateAddress when the URL names a private address that the
   * webhook may not use; addresses that the connection looks up are checked when it connects.
   */
  towards(url: URL, signal: AbortSignal): Promise<Dispatcher>;
  /** Closes the connections after the requests in flight. */
  close(): Promise<void>;
  destroy(): void;
}

/**
 * Connects directly, or by CONNECT through the webhook's proxy, else through the proxy of the environment. Over TLS it uses
 * HTTP/2 with servers that offer it.
 */
export function openConnections({ proxy, allowPrivate, ca }: Webhook, timeoutMs: number): Connections {
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
