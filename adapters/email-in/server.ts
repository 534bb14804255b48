import { type AddressInfo, isIP } from 'node:net';
import { simpleParser } from 'mailparser';
import {
  SMTPServer,
  type SMTPServerAuthentication,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import { createConnections, mostConnections } from './connections.ts';
import { type Mailbox, mailboxOf } from './mailboxes.ts';
import type { EmailInParts, EmailInSettings } from './parts.ts';
import { SmtpReply } from './smtp-reply.ts';
import { createMailTaker } from './take-mail.ts';

const LIMIT_BYTES = 1024 * 1024;
const RECIPIENTS = 20;
const IDLE_MS = 60_000;
const CLOSE_MS = 5_000;

export interface EmailIn {
  /** Settles when it listens. Throws when it cannot, saying where. */
  start(): Promise<{ readonly port: number }>;
  /** Mails that are being taken are taken to their end, for up to five seconds. */
  stop(): Promise<void>;
}

interface LoggedIn {
  readonly name: string;
  readonly token: string;
}

/**
 * A mail server that makes alerts of what it is sent, and relays nothing. A mail has its 250 only once its alerts are
 * durable; every refusal says why, and what to do.
 */
export function createEmailIn(
  settings: EmailInSettings,
  { intake, threads, checkToken, clock, log }: EmailInParts,
): EmailIn {
  const connections = createConnections(settings);
  const mailboxes = new WeakMap<SMTPServerSession, Map<string, Mailbox>>();
  const take = createMailTaker(settings, { intake, threads, clock, log });

  async function logIn(auth: SMTPServerAuthentication, session: SMTPServerSession): Promise<{ user: LoggedIn }> {
    const token = auth.password ?? '';
    const client = token ? await checkToken(token, peerOf(session)) : undefined;
    if (client && !(client instanceof Response)) return { user: { name: client.name, token } };
    if (client?.status === 429) throw new SmtpReply(454, '4.7.0 Too much from here: try again later');
    throw new SmtpReply(535, '5.7.8 The password is none of API_TOKENS; the user may be anything');
  }

  async function open(address: string, session: SMTPServerSession): Promise<void> {
    const known = (session.user as LoggedIn | undefined)?.token;
    const mailbox = await mailboxOf(address, known, peerOf(session), checkToken);
    const opened = mailboxes.get(session) ?? new Map<string, Mailbox>();
    mailboxes.set(session, opened.set(address, mailbox));
  }

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const mail = await readMail(stream);
    const { mailFrom, rcptTo } = session.envelope;
    const opened = mailboxes.get(session);
    const services = rcptTo.map(({ address }) => opened?.get(address)?.service);
    return take(mail, { from: mailFrom ? mailFrom.address : '', services });
  }

  function refusal(err: unknown, session: SMTPServerSession): SmtpReply {
    if (err instanceof SmtpReply) {
      log.info({ code: err.responseCode, reason: err.message, from: session.remoteAddress }, 'mail refused');
      return err;
    }
    if (err instanceof StoreUnavailable) log.warn({ err }, 'mail could not be stored; its sender must try again');
    else log.error({ err }, 'mail could not be accepted');
    return new SmtpReply(451, '4.3.0 The alert cannot be kept right now: try again');
  }

  const server = new SMTPServer({
    name: 'tocsin',
    banner: 'Alerts by mail',
    size: LIMIT_BYTES,
    // What is beyond our own bound is still told so.
    maxClients: mostConnections * 2,
    maxRecipients: RECIPIENTS,
    socketTimeout: IDLE_MS,
    closeTimeout: CLOSE_MS,
    disableReverseLookup: true,
    authOptional: true,
    // Without a certificate the address has the token in the clear as well.
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
  // Clients that hang up in the middle, and the like.
  server.on('error', (err) => log.debug({ err }, 'mail connection closed unexpectedly'));

  return {
    start: () => listen(server, settings),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: SMTPServer, { host, port }: EmailInSettings): Promise<{ readonly port: number }> {
  const bare = host.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const failed = (err: NodeJS.ErrnoException) =>
      reject(
        new Error(
          `Mail cannot be taken at ${isIP(bare) === 6 ? `[${bare}]` : bare}:${port} (${err.code}): free that port, or set SMTP_IN_PORT to another.`,
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
  // To its end, also when it is too long: before that, nobody listens for an answer.
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
