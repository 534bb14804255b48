import { isIP } from 'node:net';
import { checkServerIdentity, connect, type PeerCertificate, rootCertificates, type TLSSocket } from 'node:tls';
import type { Finding, Probe } from '../../src/domain/checks/check.ts';
import type { Asking } from './asking.ts';
import { dayOf, daysBetween } from './days.ts';
import { whatIsWrongWithCertificate } from './why-not.ts';

type TlsProbe = Extract<Probe, { kind: 'tls' }>;

/** All is well when the certificate is for this host, trusted, and holds for so many days more. */
export async function askTls(probe: TlsProbe, asking: Asking): Promise<Finding> {
  const socket = await shakenHands(probe, asking);
  try {
    return judged(probe, socket.getPeerCertificate(), socket.authorizationError, new Date());
  } finally {
    socket.destroy();
  }
}

function shakenHands({ host, port }: TlsProbe, { within, authorities }: Asking): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      // An address is no name that a server could choose its certificate by.
      ...(isIP(host) === 0 && { servername: host }),
      // Looked at afterwards, to say what is wrong with it.
      rejectUnauthorized: false,
      ...(authorities.length > 0 && { ca: [...rootCertificates, ...authorities] }),
    });
    const tooLate = () => {
      socket.destroy();
      reject(within.reason);
    };
    within.addEventListener('abort', tooLate);
    const over = () => within.removeEventListener('abort', tooLate);
    socket.once('secureConnect', () => {
      over();
      resolve(socket);
    });
    // It stays: a server that resets the connection afterwards must not take the process with it.
    socket.on('error', (err) => {
      over();
      reject(err);
    });
    socket.once('close', () => {
      over();
      reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    });
  });
}

function judged({ host, days }: TlsProbe, certificate: PeerCertificate, untrusted: unknown, now: Date): Finding {
  const whose = `the certificate of ${host}`;
  const no = (reason: string): Finding => ({ ok: false, reason });
  if (!certificate?.valid_to) return no(`${host} showed no certificate`);
  const from = new Date(certificate.valid_from);
  const to = new Date(certificate.valid_to);
  if (to <= now) return no(`${whose} ended on ${dayOf(to)}`);
  if (from > now) return no(`${whose} is not valid before ${dayOf(from)}`);
  if (checkServerIdentity(host, certificate)) return no(`${whose} is for ${namesOn(certificate)} and not for it`);
  if (untrusted) return no(`${whose} ${whatIsWrongWithCertificate(String(untrusted)) ?? 'is not trusted'}`);
  const left = daysBetween(now, to);
  if (left >= days) return { ok: true };
  const when = left === 0 ? 'today or tomorrow' : left === 1 ? 'in 1 day' : `in ${left} days`;
  return no(`${whose} ends ${when}, on ${dayOf(to)}`);
}

/** The first few of the names that it is for. */
function namesOn({ subjectaltname = '', subject }: PeerCertificate): string {
  const names = subjectaltname.split(', ').flatMap((name) => /^(?:DNS|IP Address):(.+)$/.exec(name)?.[1] ?? []);
  if (names.length === 0) return [subject?.CN ?? 'nobody'].flat().join(', ');
  return names.length > 3 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');
}
