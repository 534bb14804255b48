import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** How the mail server answers. */
export type MailHealth =
  | 'well'
  /** 451 for every recipient, as a server that greylists or has no room for now. */
  | 'failing'
  | 'rate-limiting'
  | 'no-such-mailbox'
  | 'sender-refused'
  | 'content-refused'
  /** Greets and then says nothing to MAIL FROM. */
  | 'hanging'
  /** Takes the connection and never greets. */
  | 'mute'
  /** Greets as another protocol does. */
  | 'not-mail'
  /** Accepts the mail, and the connection ends before it says so. */
  | 'closes-after-data'
  /** Accepts the mail, and never says so. */
  | 'hangs-after-data'
  /** A server that is opened now takes no STARTTLS. */
  | 'without-encryption'
  /** 535, and it repeats the password, as no server should. */
  | 'revoked'
  /** 454: its own directory of users is away. */
  | 'login-busy';

export interface ReceivedMail {
  readonly raw: string;
  readonly parsed: ParsedMail;
  readonly from: string;
  readonly to: readonly string[];
  readonly secure: boolean;
}

export interface FakeMail {
  readonly port: number;
  /** Every mail that was accepted, oldest first. */
  readonly received: readonly ReceivedMail[];
  /** Connections so far, logins that were taken, and mails that were begun: several go over one connection. */
  readonly counts: { connections: number; logins: number; begun: number };
  /** What is answered at each of these steps, while it is here. */
  readonly answers: Map<'greeting' | 'sender' | 'recipient' | 'data', readonly [code: number, text: string]>;
  becomes(health: MailHealth): void;
  /** Answers so at one step to mails whose envelope sender begins with this. */
  refuseSender(
    begins: string,
    step: 'sender' | 'recipient' | 'data',
    answer: readonly [code: number, text: string],
  ): void;
  /** 550 for these alone. */
  refuse(...recipients: string[]): void;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** Fails when something was sent that a strict server would not take. */
  verify(): void;
  close(): Promise<void>;
}

export interface FakeMailSettings {
  /** `starttls` takes a login only over an encrypted line. Default: none. */
  readonly tls?: 'none' | 'starttls' | 'from-the-start';
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** Default: everybody may send. */
  readonly login?: { readonly user: string; readonly password: string };
}

/** A real SMTP server on loopback that keeps what it gets, and is as strict about it as the strictest outside. */
export async function startFakeMail({ tls = 'none', certificate, login }: FakeMailSettings = {}): Promise<FakeMail> {
  const received: ReceivedMail[] = [];
  const faults: string[] = [];
  const counts = { connections: 0, logins: 0, begun: 0 };
  const refused = new Set<string>();
  const answers: FakeMail['answers'] = new Map();
  let refusedSender: { begins: string; step: string; answer: readonly [code: number, text: string] } | undefined;
  const sockets = new Map<number | undefined, Socket>();
  let health: MailHealth = 'well';
  let port = 0;
  let server: SMTPServer | undefined;

  function open(): SMTPServer {
    const made = new SMTPServer({
      secure: tls === 'from-the-start',
      ...certificate,
      disableReverseLookup: true,
      // A waiting close is a slow test.
      closeTimeout: 20,
      disabledCommands: [
        ...(tls === 'none' || health === 'without-encryption' ? ['STARTTLS'] : []),
        ...(login ? [] : ['AUTH']),
      ],
      allowInsecureAuth: tls !== 'starttls',
      authOptional: !login,
      onConnect({ remotePort }, done) {
        counts.connections += 1;
        if (health === 'not-mail') sockets.get(remotePort)?.write('SSH-2.0-OpenSSH_9.6\r\n');
        if (health !== 'mute' && health !== 'not-mail') done(answerAt('greeting'));
      },
      onAuth({ username, password }, _session, done) {
        if (health === 'login-busy') return done(reply(454, '4.7.0 Temporary authentication failure'));
        if (health === 'revoked' || username !== login?.user || password !== login?.password)
          return done(reply(535, `5.7.8 ${username} may not use ${password}`));
        counts.logins += 1;
        done(null, { user: username });
      },
      onMailFrom({ address }, _session, done) {
        counts.begun += 1;
        if (health === 'hanging') return;
        if (health === 'rate-limiting') return done(reply(421, '4.7.0 Too many mails, slow down'));
        if (health === 'sender-refused') return done(reply(553, '5.7.1 Sender address not owned by you'));
        done(answerAt('sender', address));
      },
      onRcptTo({ address }, { envelope: { mailFrom } }, done) {
        if (health === 'failing') return done(reply(451, '4.3.0 Try again later'));
        if (health === 'no-such-mailbox' || refused.has(address)) return done(reply(550, '5.1.1 No such mailbox'));
        done(answerAt('recipient', mailFrom ? mailFrom.address : ''));
      },
      onData(stream, session, done) {
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('end', () => {
          if (health === 'content-refused') return done(reply(554, '5.7.1 Looks like spam'));
          const sender = session.envelope.mailFrom;
          const answer = answerAt('data', sender ? sender.address : '');
          if (answer) return done(answer);
          const raw = Buffer.concat(pieces).toString('latin1');
          faults.push(...faultsIn(raw));
          simpleParser(Buffer.from(raw, 'latin1')).then((parsed) => {
            const { mailFrom, rcptTo } = session.envelope;
            received.push({
              raw,
              parsed,
              from: mailFrom ? mailFrom.address : '',
              to: rcptTo.map(({ address }) => address),
              secure: session.secure,
            });
            if (health === 'closes-after-data') sockets.get(session.remotePort)?.destroy();
            else if (health !== 'hangs-after-data') done();
          }, done);
        });
      },
    });
    // A client that leaves in the middle is what some tests are about.
    made.on('error', () => undefined);
    made.server.prependListener('connection', (socket: Socket) => {
      const { remotePort } = socket;
      sockets.set(remotePort, socket);
      socket.on('close', () => sockets.delete(remotePort));
    });
    return made;
  }

  function answerAt(step: 'greeting' | 'sender' | 'recipient' | 'data', sender = ''): Error | undefined {
    const isRefused = refusedSender?.step === step && sender.startsWith(refusedSender.begins);
    const answer = isRefused ? refusedSender?.answer : answers.get(step);
    return answer && reply(...answer);
  }

  async function listen(): Promise<void> {
    const made = open();
    server = made;
    await new Promise<void>((resolve, reject) => {
      const listener = made.listen(port, '127.0.0.1', resolve);
      listener.once('error', reject);
    });
    port = (made.server.address() as AddressInfo).port;
  }

  async function goAway(): Promise<void> {
    const leaving = server;
    server = undefined;
    if (leaving) await new Promise<void>((resolve) => leaving.close(() => resolve()));
  }

  await listen();
  return {
    port,
    received,
    counts,
    answers,
    becomes: (next) => {
      health = next;
    },
    refuseSender: (begins, step, answer) => {
      refusedSender = { begins, step, answer };
    },
    refuse: (...recipients) => {
      for (const recipient of recipients) refused.add(recipient);
    },
    goAway,
    comeBack: listen,
    verify() {
      if (faults.length > 0) throw new Error(`The mail server would not take this:\n${faults.join('\n')}`);
    },
    close: goAway,
  };
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

const onceOnly = ['from', 'to', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'mime-version'];
const expected = new Set([
  ...onceOnly,
  'content-type',
  'auto-submitted',
  'reply-to',
  'x-auto-response-suppress',
  'list-id',
  'importance',
  'x-priority',
  'x-msmail-priority',
]);

/** RFC 5322 as strict servers read it, and no header that somebody smuggled in. */
function faultsIn(raw: string): string[] {
  const faults: string[] = [];
  const [head = ''] = raw.split('\r\n\r\n');
  const names = head.split(/\r\n(?![ \t])/).map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
  for (const name of names) if (!expected.has(name)) faults.push(`An unexpected header: ${name}`);
  for (const name of onceOnly)
    if (names.filter((one) => one === name).length !== 1) faults.push(`The header ${name} is not there once`);
  if (/[^\r]\n|\r(?!\n)/.test(raw)) faults.push('A line does not end with CR LF');
  if (raw.split('\r\n').some((line) => line.length > 998)) faults.push('A line is longer than 998');
  if (/[^\t\r\n -~]/.test(raw)) faults.push('Something is not ASCII');
  return faults;
}
