import { X509Certificate } from 'node:crypto';
import { createCache } from '../../src/lib/cache.ts';
import { Refusal } from './problem.ts';

/** The way out, for tests to put their own in its place. */
export type WayOut = (url: string, init: { signal: AbortSignal; redirect: 'error' }) => Promise<Response>;

const LIMIT_BYTES = 64 * 1024;
const KEPT = 20;
/** SNS renews its certificates about once a year, each under an address of its own. */
const KEPT_MS = 24 * 3_600_000;

/**
 * True for addresses of SNS itself, with https and nothing odd. Whoever could name another one could sign what they
 * like, and send this server anywhere in our own network.
 */
export function isOfSns(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password, port, hostname } = new URL(address);
  if (protocol !== 'https:' || username || password || port) return false;
  return /^sns\.[a-z]{2}[a-z0-9-]{3,40}\.amazonaws\.com(\.cn)?$/.test(hostname);
}

export type GetFromSns = (address: string) => Promise<string>;

/**
 * What an address of SNS answers, as text.
 *
 * @throws Refusal 503 when it does not answer well within the limit, or with more than 64 KiB
 */
export function createGetFromSns(wayOut: WayOut, limitMs: number): GetFromSns {
  return async (address) => {
    const signal = AbortSignal.timeout(limitMs);
    try {
      // A redirection would lead past the check of the host.
      const response = await wayOut(address, { signal, redirect: 'error' });
      if (response.ok) return await textOf(response);
      await response.body?.cancel();
    } catch {
      // Which of the many ways to fail it was changes nothing.
    }
    throw new Refusal(503, 'SNS itself cannot be asked right now, which this message needs: send it again.', {
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

/** Certificates by their address, fetched once and kept for a day. */
export function createCertificates(getFromSns: GetFromSns) {
  const kept = createCache<string, { readonly until: number; readonly certificate: Promise<X509Certificate> }>({
    max: KEPT,
  });

  /** @throws Refusal 503 when it cannot be had */
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
    throw new Refusal(503, 'SNS answered with no certificate where its own should be: send the message again.');
  }
}
