import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { certificateProblem } from '../../src/lib/network/certificate-problem.ts';

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

/** Returns one sentence about the certificate error that a code stands for; undefined for any other code. */
export function brokerCertificateProblem(code: string): string | undefined {
  if (/ALERT_(CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN)/.test(code))
    return `it does not accept Tocsin’s certificate, or asks for one (${code}); name one that it knows by ?certfile= and ?keyfile= in AMQP_URL`;
  return certificateProblem(code, { authority: '?cacertfile= in AMQP_URL', address: 'AMQP_URL' });
}
