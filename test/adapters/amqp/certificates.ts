import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ownCertificate } from '../../harness/certificate.ts';

const run = promisify(execFile);
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];

export type Certificates = Awaited<ReturnType<typeof signCertificates>>;

/** A CA with a certificate for a server at `localhost` and one for a client, and a certificate that it knows nothing of. */
export async function signCertificates() {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-amqps-'));
  const file = (name: string) => join(folder, name);

  /** A certificate that the CA of this folder has signed. */
  async function sign(name: string, subject: string, more: readonly string[] = []): Promise<void> {
    const by = ['-CA', file('ca.pem'), '-CAkey', file('ca.key')];
    const out = ['-out', file(`${name}.pem`), '-keyout', file(`${name}.key`)];
    const leaf = ['-addext', 'basicConstraints=critical,CA:FALSE'];
    await run('openssl', ['req', '-x509', ...newKey, '-subj', subject, ...by, ...more, ...leaf, ...out]);
  }

  const out = ['-out', file('ca.pem'), '-keyout', file('ca.key')];
  await run('openssl', ['req', '-x509', ...newKey, '-subj', '/CN=Own CA', ...out]);
  await sign('server', '/CN=localhost', ['-addext', 'subjectAltName=DNS:localhost']);
  await sign('client', '/CN=tocsin');
  const stranger = await ownCertificate();
  return {
    file,
    stranger,
    async remove(): Promise<void> {
      await Promise.all([stranger.remove(), rm(folder, { recursive: true, force: true })]);
    },
  };
}
