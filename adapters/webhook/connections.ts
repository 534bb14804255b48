import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { Webhook } from '../../src/domain/webhook.ts';
import { proxyFor } from '../../src/lib/network/proxy.ts';
import { publicLookup, refusePrivateLiteral, refusePrivateName } from '../../src/lib/network/public-address.ts';

const connectionsPerOrigin = 4;

/** The connections of one webhook. */
export interface Connections {
  /**
   * Returns what carries a request to this URL. Throws PrivateAddress where the webhook may not go there; what the connection
   * itself looks up is judged then.
   */
  towards(url: URL, signal: AbortSignal): Promise<Dispatcher>;
  /** Waits for what is under way. */
  close(): Promise<void>;
  destroy(): void;
}

/**
 * Directly, or by CONNECT through the webhook's own proxy, else the one of the environment. With TLS it speaks HTTP/2 with who
 * offers that.
 */
export function openConnections({ proxy, allowPrivate, ca }: Webhook, timeoutMs: number): Connections {
  const limits = {
    connections: connectionsPerOrigin,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    allowH2: true,
  };
  const trust = ca === undefined ? {} : { ca };
  /** By proxy; the empty text is none. */
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
        // The proxy looks the name up, and not the connection.
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
