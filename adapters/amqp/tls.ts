import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

/**
 * Returns the TLS options of an `amqps://` URL: `?cacertfile=` names the CA to trust instead of Node's, `?certfile=` and
 * `?keyfile=` name Tocsin's client certificate. Throws when one of the files cannot be read.
 */
export function tlsOptions(host: string, parameters: URLSearchParams) {
  const read = (name: string) => {
    const path = parameters.get(name);
    return path ? readFileSync(path) : undefined;
  };
  const [ca, cert, key] = ['cacertfile', 'certfile', 'keyfile'].map(read);
  if (Boolean(cert) !== Boolean(key)) throw new Error('AMQP_URL has only one of certfile and keyfile: set both');
  return {
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca && { ca }),
    ...(cert && key && { cert, key }),
  };
}

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** Returns one sentence about the certificate error that a code stands for; undefined for any other code. */
export function certificateProblem(code: string): string | undefined {
  if (untrusted.has(code))
    return `its certificate is not signed by an authority that is trusted here (${code}); name the authority by ?cacertfile= in AMQP_URL`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `its certificate is for another name than the one in AMQP_URL (${code}); use the name that is in the certificate`;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return `its certificate is not valid at this time (${code}); renew it, and check the clock`;
  if (/ALERT_(CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN)/.test(code))
    return `it does not accept Tocsin’s certificate, or asks for one (${code}); name one that it knows by ?certfile= and ?keyfile= in AMQP_URL`;
  return undefined;
}
