import { X509Certificate } from 'node:crypto';
import { createCache } from '../../src/lib/cache.ts';
import { Refusal } from './problem.ts';

/** A `fetch`; tests replace it. */
export type WayOut = (url: string, init: { signal: AbortSignal; redirect: 'error' }) => Promise<Response>;

const LIMIT_BYTES = 64 * 1024;
const KEPT = 20;
/** SNS renews its certificates about once a year, each under a new URL. */
const KEPT_MS = 24 * 3_600_000;

/**
 * Returns whether a URL belongs to SNS: https, its host, and nothing unusual. An attacker who could name another URL could
 * sign anything, and could make this server call hosts in our network.
 */
export function isOfSns(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password, port, hostname } = new URL(address);
  if (protocol !== 'https:' || username || password || port) return false;
  return /^sns\.[a-z]{2}[a-z0-9-]{3,40}\.amazonaws\.com(\.cn)?$/.test(hostname);
}

export type GetFromSns = (address: string) => Promise<string>;

/**
 * Returns a function that reads a URL of SNS as text.
 *
 * @throws Refusal 503 when SNS does not answer with success within the limit, or with more than 64 KiB
 */
export function createGetFromSns(wayOut: WayOut, limitMs: number): GetFromSns {
  return async (address) => {
    const signal = AbortSignal.timeout(limitMs);
    try {
      // A redirect would bypass the check of the host.
      const response = await wayOut(address, { signal, redirect: 'error' });
      if (response.ok) return await textOf(response);
      await response.body?.cancel();
    } catch {
      // All failures are handled alike.
    }
    throw new Refusal(503, 'SNS cannot be reached now, which is needed to verify this message: send it again.', {
      headers: { 'retry-after': '10' },
    });
  };
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > LIMIT_BYTES) throw new Error('SNS answered with too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Returns a function that fetches a certificate by its URL and caches it for a day. */
export function createCertificates(getFromSns: GetFromSns) {
  const kept = createCache<string, { readonly until: number; readonly certificate: Promise<X509Certificate> }>({
    max: KEPT,
  });

  /** @throws Refusal 503 when it cannot be fetched */
  return async function certificateAt(address: string, now: Date): Promise<X509Certificate> {
    const known = kept.get(address);
    if (known && known.until > now.getTime()) return known.certificate;
    const certificate = getFromSns(address).then(read);
    kept.set(address, { until: now.getTime() + KEPT_MS, certificate });
    certificate.catch(() => kept.delete(address));
    return certificate;
  };
}

function read(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Refusal(503, 'SNS did not return its certificate: send the message again.');
  }
}
