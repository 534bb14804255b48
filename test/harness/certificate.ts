import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate for `localhost` and 127.0.0.1 that vouches for itself, as files. Needs openssl. */
export async function ownCertificate(): Promise<{ cert: string; key: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-certificate-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  await run('openssl', ['req', ...kind, ...names, '-out', cert, '-keyout', key]);
  return { cert, key, remove: () => rm(folder, { recursive: true, force: true }) };
}
