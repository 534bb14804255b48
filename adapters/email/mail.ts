import type { SendMailOptions } from 'nodemailer';
import type { Language } from '../../src/domain/languages.ts';
import type { Translate } from '../../src/locales/catalogue.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import type { Message } from '../../src/ports/message.ts';
import type { Drawing } from './drawing.ts';
import { drawHtml } from './html.ts';
import { LINK_DAYS } from './limits.ts';
import { domainOf, messageId, threadId } from './message-ids.ts';
import { drawPlain } from './plain.ts';

export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** Returns one mail for one recipient, as nodemailer takes it. */
export function mailOf(
  drawing: Drawing,
  parts: {
    from: Sender;
    to: string;
    replyTo?: string | undefined;
    /** Where a mail server returns it to. Absent: to the sender. */
    returnPath?: string | undefined;
    everyone: readonly string[];
    key: string;
    answers: Message['answers'];
    now: Date;
    expires: string;
    language: Language;
  },
): SendMailOptions {
  const { from, to, replyTo, returnPath = from.address, everyone, key, answers, now, expires, language } = parts;
  const thread = threadId(key, from.address);
  const footer = footerOf(drawing, { to, replyTo, expires }, translatorFor(language));
  return {
    from: { ...from },
    to: everyone.map((address) => ({ name: '', address })),
    envelope: { from: returnPath, to: [to] },
    ...(replyTo && { replyTo }),
    subject: drawing.subject,
    text: drawPlain(drawing, footer),
    html: drawHtml(drawing, footer, language),
    ...attachmentsOf(drawing),
    // Keeps every line within SMTP's limit, and URLs whole.
    encoding: 'quoted-printable',
    messageId: messageId(key, to, from.address),
    inReplyTo: answers?.id ?? thread,
    references: answers ? [...answers.before, answers.id] : [thread],
    date: now,
    headers: {
      // Keeps auto-responders, such as holiday notices, from replying.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-Id': `Tocsin <tocsin.${domainOf(from.address)}>`,
    },
    ...(drawing.tone === 'danger' && { priority: 'high' }),
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function attachmentsOf({ attachments, charts }: Drawing): Pick<SendMailOptions, 'attachments'> {
  const files = attachments.map(({ name, type, text }) => ({ filename: name, contentType: type, content: text }));
  const pictures = charts.flatMap(({ picture }, index) =>
    picture
      ? [
          {
            filename: `chart-${index + 1}.png`,
            contentType: 'image/png',
            content: Buffer.from(picture.png),
            cid: picture.cid,
            contentDisposition: 'inline' as const,
          },
        ]
      : [],
  );
  return files.length + pictures.length === 0 ? {} : { attachments: [...pictures, ...files] };
}

function footerOf(
  { buttons }: Drawing,
  {
    to: address,
    replyTo,
    expires,
  }: { readonly to: string; readonly replyTo: string | undefined; readonly expires: string },
  t: Translate,
): string[] {
  const footer = t(replyTo ? 'mail.footer.answer' : 'mail.footer', { address });
  return buttons.length === 0 ? [footer] : [footer, t('mail.footer.buttons', { address, days: LINK_DAYS, expires })];
}
