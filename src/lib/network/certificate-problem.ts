const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** What an operator can change about a TLS connection. */
interface Settings {
  /** How to name an authority, such as `NODE_EXTRA_CA_CERTS`. */
  readonly authority?: string;
  /** The setting with the host's name. */
  readonly address: string;
}

/** Returns what is wrong with a server's certificate and what to do, for a sentence; undefined for any other error's code. */
export function certificateProblem(
  code: string,
  { authority = 'NODE_EXTRA_CA_CERTS', address }: Settings,
): string | undefined {
  if (untrusted.has(code))
    return `its certificate is not signed by an authority that is trusted here (${code}); name the authority by ${authority}`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `its certificate is for another name than the one in ${address} (${code}); use the name that is in the certificate`;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return `its certificate is not valid at this time (${code}); renew it, and check the clock`;
  if (code === 'CERT_REVOKED') return `its certificate was revoked (${code}); give it a new one`;
  return undefined;
}
