import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, request } from 'undici';
import { type Finding, isExpected, type Probe } from '../../src/domain/checks/check.ts';
import { createLookup, literalOf, type Network, PrivateAddress } from '../../src/lib/network/public-address.ts';
import type { Asking } from './asking.ts';

const mostRedirects = 5;
/** `contains` is looked for in so much of an answer; the rest is not read. */
const bodyLimitBytes = 1024 * 1024;
/** Over the time limit of the whole question there are these of undici's own, which must not be shorter. */
const noLimit = 0;

type HttpProbe = Extract<Probe, { kind: 'http' }>;

/** Says what the last answer, behind all redirects, is worth. */
type Judge = (answer: Dispatcher.ResponseData) => Promise<Finding>;

/** All is well when the status is the expected one and the answer has `contains` in it. Redirects are followed, from a public host to public hosts only. */
export async function askHttp(
  id: string,
  probe: HttpProbe,
  asking: Asking,
  judge: Judge = (answer) => judged(id, probe, answer),
): Promise<Finding> {
  const { authorities, network } = asking;
  const guard = createGuard(network);
  // Its own connections, closed at the end: a check that reuses one does not see that no new ones are accepted.
  const agent = new Agent({
    headersTimeout: noLimit,
    bodyTimeout: noLimit,
    connect: {
      timeout: noLimit,
      lookup: guard.lookup,
      ...(authorities.length > 0 && { ca: [...rootCertificates, ...authorities] }),
    },
  });
  try {
    return await followed(id, probe, asking, { agent, guard, judge });
  } catch (err) {
    if (err instanceof PrivateAddress) return no(`${id} redirected to a private address, and that is not followed`);
    throw err;
  } finally {
    await agent.destroy();
  }
}

async function followed(
  id: string,
  probe: HttpProbe,
  { within }: Asking,
  { agent, guard, judge }: { readonly agent: Agent; readonly guard: Guard; readonly judge: Judge },
): Promise<Finding> {
  const { expect } = probe;
  let url = new URL(probe.url);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    guard.enter(url);
    const answer = await request(url.href, {
      dispatcher: agent,
      signal: within,
      headers: { 'user-agent': 'Tocsin (check)', accept: '*/*', 'cache-control': 'no-cache' },
    });
    // What is not read to its end is thrown away, and says so.
    answer.body.on('error', () => undefined);
    const { location } = answer.headers;
    // A redirect may be just what is expected.
    if (isExpected(answer.statusCode, expect) || !isRedirect(answer.statusCode) || typeof location !== 'string') {
      return judge(answer);
    }
    if (!URL.canParse(location, url.href)) return no(`${id} redirected to an address that cannot be read`);
    url = new URL(location, url);
    if (!/^https?:$/.test(url.protocol)) return no(`${id} redirected to an address that is not http or https`);
    answer.body.destroy();
    guard.redirected();
  }
  return no(`${id} redirected more than ${mostRedirects} times`);
}

interface Guard {
  readonly lookup: LookupFunction;
  /** Throws PrivateAddress when the URL itself has an address that may not be asked. */
  enter(url: URL): void;
  /** From now on the other side chooses the address. */
  redirected(): void;
}

/** Lets the file's own address be anything. Where that one is public, the addresses of redirects have to be public too. */
function createGuard(network: Network): Guard {
  let isRedirect = false;
  let beganPrivate = false;
  function mayConnect(addresses: readonly string[]): boolean {
    const arePublic = addresses.every((address) => network.isPublic(address));
    if (!isRedirect) beganPrivate = !arePublic;
    return arePublic || beganPrivate;
  }
  return {
    lookup: createLookup(network, mayConnect),
    enter(url) {
      const literal = literalOf(url);
      if (literal !== undefined && !mayConnect([literal])) throw new PrivateAddress();
    },
    redirected() {
      isRedirect = true;
    },
  };
}

async function judged(id: string, probe: HttpProbe, answer: Dispatcher.ResponseData): Promise<Finding> {
  const { expect, contains } = probe;
  const { statusCode, body } = answer;
  if (!isExpected(statusCode, expect)) return no(`${id} answered ${statusCode} instead of ${expect}`);
  if (contains === undefined) return { ok: true };
  const { text, whole } = await beginning(body);
  if (text.includes(contains)) return { ok: true };
  const where = whole ? '' : ` in its first ${bodyLimitBytes / 1024 / 1024} MiB`;
  return no(`${id} answered ${statusCode}, but without “${contains}”${where}`);
}

/** Reads the first mebibyte of an answer. */
export async function beginning(body: Dispatcher.ResponseData['body']): Promise<{ text: string; whole: boolean }> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size >= bodyLimitBytes) break;
  }
  return { text: Buffer.concat(pieces).toString('utf8'), whole: size < bodyLimitBytes };
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function no(reason: string): Finding {
  return { ok: false, reason };
}
