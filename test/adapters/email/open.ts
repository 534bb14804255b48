import { expect } from 'vitest';
import { createEmail, type EmailSettings } from '../../../adapters/email/adapter.ts';
import { startHttp } from '../../../adapters/http/server.ts';
import type { Directory } from '../../../src/domain/directory.ts';
import { DeliveryFailed, directTo, PlatformRefused } from '../../../src/ports/chat.ts';
import type { Message } from '../../../src/ports/message.ts';
import { card as chatCard } from '../../contracts/chat-adapter/card.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { type FakeMailSettings, startFakeMail } from '../../harness/fake-mail.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { memorySigning } from '../../harness/memory-signing.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { TestClock } from '../../harness/time.ts';

export const login = { user: 'tocsin', password: 'p@ss/w0rd horse' };
export const alice = 'alice@example.org';
export const bob = 'bob@example.org';

export const card: Message = {
  ...chatCard,
  text: 'You are paged (level 1). #42 Checkout is down',
  body: 'You are paged (level 1).',
  zone: 'Europe/Berlin',
};

/** Nothing is looked at by itself unless a test wants it, and then at once. The limits stay as they are for people. */
const quick: EmailSettings['timing'] = { checkMs: 3_600_000, checkAwayMs: 20, drainMs: 200 };

/** The adapter on a real mail server and a real HTTP server, both on loopback. */
export async function openEmail(
  options: FakeMailSettings & {
    /** Behind the URL's host and port, such as `/?tls.rejectUnauthorized=false`. */
    readonly query?: string;
    readonly scheme?: 'smtp' | 'smtps';
    readonly password?: string;
    readonly settings?: Partial<EmailSettings>;
    readonly timing?: EmailSettings['timing'];
    readonly directory?: Directory;
  } = {},
) {
  const { query = '', scheme = 'smtp', password = login.password, settings, timing } = options;
  const mail = await startFakeMail({ login, ...options });
  const clock = new TestClock('2026-03-01T02:00:00Z');
  const log = new KeptLog();
  const commands = new RecordingCommands();
  const lost: PlatformRefused[] = [];
  const signing = memorySigning();
  const smtpUrl = `${scheme}://${login.user}:${encodeURIComponent(password)}@127.0.0.1:${mail.port}${query}`;
  const inFile = options.directory ?? sampleDirectory();
  const make = (changed: Partial<EmailSettings> = {}) =>
    createEmail(
      {
        smtpUrl,
        from: 'Tocsin <tocsin@ops.example.org>',
        publicUrl: 'http://tocsin.test/',
        timing: { ...quick, ...timing },
        ...settings,
        ...changed,
      },
      { log, clock, signing, directory: () => inFile },
    );
  const adapter = make();
  const email = new ConnectedChat(adapter);
  const routes = adapter.routesFor(commands);
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    routes: [routes],
    ready: async () => ({ ready: true, reasons: [] }),
    log,
  });

  return {
    mail,
    routes,
    clock,
    log,
    commands,
    lost,
    signing,
    smtpUrl,
    email,
    make: (changed?: Partial<EmailSettings>) => new ConnectedChat(make(changed)),
    start: () => email.connect((why) => void lost.push(why)),
    /** A link of a mail, asked of the server here. */
    visit: (url: string, init: RequestInit = {}) =>
      fetch(url.replace('http://tocsin.test', http.url), { redirect: 'manual', ...init }),
    /** All that must never be read anywhere. */
    secrets: [
      password,
      encodeURIComponent(password),
      Buffer.from(password).toString('base64'),
      Buffer.from(`\0${login.user}\0${password}`).toString('base64'),
      smtpUrl,
    ],
    async close() {
      await email.close();
      await http.stop();
      await mail.close();
    },
  };
}

export type OpenedEmail = Awaited<ReturnType<typeof openEmail>>;

export const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (err: unknown) => err,
  );

export function expectNoSecret(from: OpenedEmail | undefined, text: string): void {
  for (const secret of from?.secrets ?? []) expect(text).not.toContain(secret);
}

/** Starts it; what the refusal says. */
export async function refusedStart(from: OpenedEmail): Promise<string> {
  const refusal = await errorOf(from.start());
  expect(refusal).toBeInstanceOf(PlatformRefused);
  const { message, stack, cause } = refusal as PlatformRefused;
  expectNoSecret(from, `${message} ${stack} ${String(cause)}`);
  expect(from.email.connected()).toBe(false);
  return message;
}

/** Sends a card; how that failed. */
export async function failedSend(from: OpenedEmail): Promise<DeliveryFailed> {
  const failure = await errorOf(from.email.send(directTo('email', alice), card, 'unlucky'));
  expect(failure).toBeInstanceOf(DeliveryFailed);
  const { message, stack, cause } = failure as DeliveryFailed;
  expectNoSecret(from, `${message} ${stack} ${String(cause)}`);
  return failure as DeliveryFailed;
}

/** Links as a person sees them in the mail. */
export function linksIn(html: string): { label: string; url: string }[] {
  return [...html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, url = '', label = '']) => ({
    label: unescaped(label),
    url: unescaped(url),
  }));
}

/** What is read of a page: tags gone, escapes resolved. */
export function readable(html: string): string {
  return unescaped(
    html
      .replace(/<head>[\s\S]*?<\/head>/, '')
      .replaceAll('<br>', '\n')
      .replace(/<\/?(?:time|a)\b[^>]*>/g, '')
      .replace(/<[^>]*>/g, ' '),
  );
}

function unescaped(text: string): string {
  const signs: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => signs[name] ?? '');
}
