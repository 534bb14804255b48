import { createTransport, type SendMailOptions } from 'nodemailer';
import type { EmailInParts, EmailInSettings } from '../../../adapters/email-in/parts.ts';
import { createEmailIn } from '../../../adapters/email-in/server.ts';
import { createAccess } from '../../../adapters/http/access.ts';
import type { MailThread, MailThreads } from '../../../src/ports/alerts.ts';
import { AlertDeskDouble } from '../../harness/alert-desk-double.ts';
import { KeptLog } from '../../harness/kept-log.ts';

export const now = new Date('2026-01-15T12:00:00Z');
export const token = 'Sesam-Oeffne-dich.42';

const running: { stop(): Promise<void> }[] = [];

/** The mail server on loopback, with the real tokens behind it. */
export async function openMailServer({
  tokens = [],
  peer,
  replies,
  bounces,
  ...settings
}: Partial<EmailInSettings> & {
  tokens?: Parameters<typeof createAccess>[0];
  peer?: string;
  replies?: EmailInParts['replies'];
  bounces?: EmailInParts['bounces'];
} = {}) {
  const desk = new AlertDeskDouble();
  const log = new KeptLog();
  const access = createAccess(tokens);
  const emailIn = createEmailIn(
    { host: '127.0.0.1', port: 0, ...settings },
    {
      intake: desk,
      threads: memoryThreads(),
      log,
      replies,
      bounces,
      clock: { now: () => now },
      checkToken: (given, { address }) =>
        access.check(new Request('http://localhost/v1/alerts'), { address: peer ?? address }, 'alerts', given),
    },
  );
  const { port } = await emailIn.start();
  running.push(emailIn);

  /** What the server answers last, or the refusal. */
  async function send(mail: SendMailOptions, login?: { user: string; pass: string }, secure = true): Promise<string> {
    const transport = createTransport({
      host: '127.0.0.1',
      port,
      ...(settings.certificate ? { requireTLS: secure, ignoreTLS: !secure } : { ignoreTLS: true }),
      tls: { rejectUnauthorized: false },
      ...(login && { auth: login }),
    });
    try {
      const sent = await transport.sendMail({ from: 'nagios@example.org', to: 'alerts@tocsin.example.org', ...mail });
      return sent.response;
    } catch (err) {
      return (err as { response?: string }).response ?? String(err);
    } finally {
      transport.close();
    }
  }

  return { desk, log, port, emailIn, send };
}

function memoryThreads(): MailThreads {
  const known = new Map<string, MailThread>();
  return {
    async remember(id, thread) {
      if (!known.has(id)) known.set(id, thread);
    },
    find: async (ids) => ids.map((id) => known.get(id)).find((one) => one !== undefined),
  };
}

export async function closeMailServers(): Promise<void> {
  for (const server of running.splice(0)) await server.stop();
}
