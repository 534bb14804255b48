import type { Check, Probe } from '../../src/domain/checks/check.ts';
import { formatDuration } from '../../src/lib/duration.ts';
import { codeOf } from '../../src/lib/network/request-failures.ts';

/** One clear sentence about a question that got no answer. Never a URL: its query may hold a key. */
export function whyNot({ id, probe, timeoutMs }: Check, err: unknown): string {
  if (isTimeout(err)) return `${id} did not answer within ${formatDuration(timeoutMs)}`;
  const code = codeOf(err);
  const certificate = whatIsWrongWithCertificate(code);
  if (certificate) return `the certificate of ${hostOf(probe)} ${certificate}`;
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return `the name ${hostOf(probe)} of ${id} is not known to any name server`;
    case 'EAI_AGAIN':
      return `no name server answered for ${hostOf(probe)} of ${id}`;
    case 'ECONNREFUSED':
      return `${id} refused the connection at ${hostOf(probe)}`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return `there is no way to ${hostOf(probe)} of ${id}`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return `${id} closed the connection before it had answered`;
    case 'ETIMEDOUT':
      return `${id} did not answer the connection at ${hostOf(probe)}`;
    case 'HTTPParserError':
      return `${id} answered something that is not HTTP`;
    default:
      if (isTlsFailure(code)) return `${id} and Tocsin could not agree on an encrypted connection (${code})`;
      return `${id} gave no answer that could be understood (${code})`;
  }
}

/** After "the certificate of …"; undefined when that is not what is wrong. */
export function whatIsWrongWithCertificate(code: string): string | undefined {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return 'has ended, or one of those that vouch for it';
    case 'CERT_NOT_YET_VALID':
      return 'is not valid yet';
    case 'CERT_REVOKED':
      return 'was revoked';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'is for another host';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return 'is signed by nobody who is trusted here (add its authority by NODE_EXTRA_CA_CERTS)';
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return 'comes without the chain up to an authority that is trusted here';
    default:
      return undefined;
  }
}

function isTimeout(err: unknown): boolean {
  if (!(err instanceof Error)) return false;
  const timeouts = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];
  return err.name === 'TimeoutError' || timeouts.includes(codeOf(err));
}

function isTlsFailure(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO';
}

function hostOf(probe: Probe): string {
  if ('url' in probe) return new URL(probe.url).host;
  return probe.host.includes(':') ? `[${probe.host}]:${probe.port}` : `${probe.host}:${probe.port}`;
}
