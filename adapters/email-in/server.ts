import { type AddressInfo, isIP } from 'node:net';
import { simpleParser } from 'mailparser';
import {
  SMTPServer,
  type SMTPServerAuthentication,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server';
import { signedMailbox } from '../../src/lib/mail/replies.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import { createConnections, mostConnections } from './connections.ts';
import { addressIn } from './loops.ts';
import { type Mailbox, mailboxOf } from './mailboxes.ts';
import type { EmailInParts, EmailInSettings } from './parts.ts';
import { mailboxIn, signedMailboxIn } from './replies.ts';
import { SmtpReply } from './smtp-reply.ts';
import { createMailTaker } from './take-mail.ts';

const LIMIT_BYTES = 1024 * 1024;
const RECIPIENTS = 20;
const IDLE_MS = 60_000;
const CLOSE_MS = 5_000;

export interface EmailIn {
  /** Settles when the server listens. Throws an Error that names the address and the next step when it cannot. */
  start(): Promise<{ readonly port: number }>;
  /** Stops the server. Mails that are being received may finish, for up to five seconds. */
  stop(): Promise<void>;
}

interface LoggedIn {
  readonly name: string;
  readonly token: string;
}

/**
 * Creates a mail server that turns mails into alerts and relays none. It replies 250 only once the alerts are durable; every
 * rejection says why, and what to do.
 */
export function createEmailIn(settings: EmailInSettings, { checkToken, ...parts }: EmailInParts): EmailIn {
  const connections = createConnections(settings);
  const mailboxes = new WeakMap<SMTPServerSession, Map<string, Mailbox>>();
  const { log, replies, bounces } = parts;
  const take = createMailTaker(settings, parts);
  const isSender = (address: string) => bounces !== undefined && isBounceAddress(address, settings);

  async function logIn(auth: SMTPServerAuthentication, session: SMTPServerSession): Promise<{ user: LoggedIn }> {
    const token = auth.password ?? '';
    const client = token ? await checkToken(token, peerOf(session)) : undefined;
    if (client && !(client instanceof Response)) return { user: { name: client.name, token } };
    if (client?.status === 429) throw new SmtpReply(454, '4.7.0 Too many requests from this address: try again later');
    throw new SmtpReply(535, '5.7.8 The password is not one of API_TOKENS; the user name may be anything');
  }

  async function open(address: string, session: SMTPServerSession): Promise<void> {
    // Its own token says who may write to it.
    if (isSender(address) || (replies && signedMailbox(mailboxIn(address)))) return;
    const known = (session.user as LoggedIn | undefined)?.token;
    const opened = mailboxes.get(session) ?? new Map<string, Mailbox>();
    mailboxes.set(session, opened.set(address, await mailboxOf(address, known, peerOf(session), checkToken)));
  }

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const mail = await readMail(stream);
    const { mailFrom: sender, rcptTo } = session.envelope;
    const services = rcptTo.map(({ address }) => mailboxes.get(session)?.get(address)?.service);
    const signed = signedMailboxIn(rcptTo.map(({ address }) => address));
    const isToSender = rcptTo.every(({ address }) => isSender(address));
    return take(mail, { from: sender ? sender.address : '', services, isToSender, ...(signed && { signed }) });
  }

  function refusal(err: unknown, session: SMTPServerSession): SmtpReply {
    if (err instanceof SmtpReply) {
      log.info({ code: err.responseCode, reason: err.message, from: session.remoteAddress }, 'mail rejected');
      return err;
    }
    if (err instanceof StoreUnavailable) log.warn({ err }, 'mail could not be stored; the sender was told to retry');
    else log.error({ err }, 'mail could not be accepted');
    return new SmtpReply(451, '4.3.0 The alert cannot be kept right now: try again');
  }

  const server = new SMTPServer({
    name: 'tocsin',
    banner: 'Alerts by mail',
    size: LIMIT_BYTES,
    // More than our own bound, so that a connection beyond it gets a reply that says so.
    maxClients: mostConnections * 2,
    maxRecipients: RECIPIENTS,
    socketTimeout: IDLE_MS,
    closeTimeout: CLOSE_MS,
    disableReverseLookup: true,
    authOptional: true,
    // Without a certificate the mailbox address carries a token in the clear as well, so a login in the clear is no weaker.
    allowInsecureAuth: !settings.certificate,
    disabledCommands: settings.certificate ? [] : ['STARTTLS'],
    ...settings.certificate,
    onConnect(session, done) {
      if (connections.admit(session)) return done();
      log.info({ from: session.remoteAddress }, 'mail connection refused: too many from there');
      done(new SmtpReply(421, '4.7.0 Too many connections from here: try again later'));
    },
    onMailFrom(_address, session, done) {
      connections.busy(session);
      done();
    },
    onAuth(auth, session, done) {
      logIn(auth, session).then(
        (answer) => done(null, answer),
        (err) => done(refusal(err, session)),
      );
    },
    onRcptTo({ address }, session, done) {
      open(address, session).then(
        () => done(),
        (err) => done(refusal(err, session)),
      );
    },
    onData(stream, session, done) {
      receive(stream, session).then(
        (reply) => done(null, reply),
        (err) => done(refusal(err, session)),
      );
    },
  });
  server.server.prependListener('connection', connections.opened);
  // Raised for clients that hang up in the middle, for example.
  server.on('error', (err) => log.debug({ err }, 'mail connection closed unexpectedly'));

  return {
    start: () => listen(server, settings),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** What goes to the address from which Tocsin sends needs no token: only bounces count there, and one proves itself. */
function isBounceAddress(address: string, { from }: EmailInSettings): boolean {
  return from !== undefined && address.toLowerCase() === addressIn(from);
}

function listen(server: SMTPServer, { host, port }: EmailInSettings): Promise<{ readonly port: number }> {
  const bare = host.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const failed = (err: NodeJS.ErrnoException) =>
      reject(
        new Error(
          `Cannot listen for mail at ${isIP(bare) === 6 ? `[${bare}]` : bare}:${port} (${err.code}): free that port, or set SMTP_IN_PORT to another.`,
          { cause: err },
        ),
      );
    server.server.once('error', failed);
    server.listen(port, bare, () => {
      server.server.off('error', failed);
      resolve({ port: (server.server.address() as AddressInfo).port });
    });
  });
}

async function readMail(stream: SMTPServerDataStream) {
  const pieces: Buffer[] = [];
  let bytes = 0;
  // Reads to the end even when the mail is too large: until then the client does not read the reply.
  for await (const piece of stream as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes <= LIMIT_BYTES) pieces.push(piece);
  }
  if (bytes > LIMIT_BYTES) throw new SmtpReply(552, '5.3.4 The mail is more than 1 MiB: send it without attachments');
  try {
    return await simpleParser(Buffer.concat(pieces), {
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
    });
  } catch {
    throw new SmtpReply(550, '5.6.0 The mail cannot be read: send plain text');
  }
}

function peerOf(session: SMTPServerSession): { readonly address: string } {
  return { address: session.remoteAddress };
}
