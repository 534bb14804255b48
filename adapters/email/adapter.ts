import addressparser from 'nodemailer/lib/addressparser';
import type { ChatAdapter } from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { Clock, Log, Signing } from '../../src/ports/runtime.ts';
import { BUTTON_BYTES, BUTTONS, TEXT_LENGTH } from './limits.ts';
import { createLinks } from './links.ts';
import type { Sender } from './mail.ts';
import { createMailServer } from './mail-server.ts';
import { createOutbound } from './outbound.ts';
import { createRoutes } from './routes.ts';
import { type Timing, usualTiming } from './timing.ts';

export interface EmailSettings {
  /** As nodemailer takes it: `smtps://user:password@host:465`, `smtp://host:587`. */
  readonly smtpUrl: string;
  /** `tocsin@example.org`, or `Tocsin <tocsin@example.org>`. */
  readonly from: string;
  /** Where the links of a mail lead. */
  readonly publicUrl: string;
  readonly timing?: Partial<Timing>;
}

/** One more way to reach a person. It carries pages out and, by signed links, what people decide on them back in. */
export function createEmail(
  settings: EmailSettings,
  { log, clock, signing }: { log: Log; clock: Clock; signing: Signing },
): ChatAdapter & { routes: HttpRoutes } {
  const { smtpUrl, publicUrl } = settings;
  const timing = { ...usualTiming, ...settings.timing };
  const server = createMailServer(smtpUrl, { log, timing });
  const links = createLinks({ signing, clock, publicUrl });
  /** Kept over a stop: a mail that arrived before still works, whether the mail server is there or not. */
  let known: Commands | undefined;

  return {
    platform: 'email',
    limits: { text: TEXT_LENGTH, buttons: BUTTONS, buttonBytes: BUTTON_BYTES },
    async start(commands, lost) {
      known = commands;
      await server.open(lost);
    },
    exclusive: false,
    listen: async () => undefined,
    hush: async () => undefined,
    stop: () => server.close(),
    connected: () => server.reachable(),
    // Links are answered here, whether the mail server is there or not.
    hears: () => known !== undefined,
    ...createOutbound({ server, links, from: senderIn(settings.from), clock, log }),
    routes: createRoutes({ links, commands: () => known, log }),
  };
}

function senderIn(from: string): Sender {
  const [first] = addressparser(from, { flatten: true });
  return first?.address ? { name: first.name, address: first.address } : { name: '', address: from };
}
