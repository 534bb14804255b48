import { GrammyError, HttpError } from 'grammy';
import { DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';

/**
 * Returns what may be logged of a failure. The SDK's errors may not be logged: an HttpError contains the URL with the token,
 * and a GrammyError the text of a message.
 */
export function loggable(err: unknown): object {
  if (err instanceof GrammyError) return { method: err.method, code: err.error_code, reason: err.description };
  if (err instanceof HttpError) return { reason: `${err.message} ${networkCode(err)}`.trim() };
  return { err };
}

export function isCode(err: unknown, ...codes: number[]): boolean {
  return err instanceof GrammyError && codes.includes(err.error_code);
}

export function says(err: unknown, words: RegExp): boolean {
  return err instanceof GrammyError && words.test(err.description);
}

export function tooSlow(): DeliveryFailed {
  return new DeliveryFailed('Telegram did not answer in time', 'soon');
}

/** Classifies a failed delivery: the cause, the next step, and whether to retry. */
export function deliveryFailed(err: unknown): DeliveryFailed {
  if (err instanceof DeliveryFailed) return err;
  if (err instanceof HttpError)
    return new DeliveryFailed(
      `Telegram cannot be reached (${networkCode(err) || 'no answer'}); check the network`,
      'soon',
    );
  if (err instanceof GrammyError) return refused(err);
  return new DeliveryFailed(`It could not be drawn for Telegram: ${err instanceof Error ? err.message : ''}`, 'never');
}

function refused({ error_code: code, description, parameters }: GrammyError): DeliveryFailed {
  if (code === 429) return new DeliveryFailed('Telegram asks to slow down', (parameters.retry_after ?? 1) * 1_000);
  if (code === 401)
    return new DeliveryFailed('Telegram does not take the token any more; set TELEGRAM_TOKEN to a valid one', 'soon', {
      needsRepair: true,
    });
  if (code === 403) return new DeliveryFailed(`Telegram: “${description}”. ${forbidden(description)}`, 'never');
  if (code === 400)
    return new DeliveryFailed(`Telegram: “${description}”. ${mistaken(description)}`.trim(), 'never', {
      gone: goneBy(description),
    });
  return new DeliveryFailed(`Telegram is in trouble (${code} ${description})`, 'soon');
}

function goneBy(description: string): 'place' | 'message' | undefined {
  if (/thread not found|TOPIC_(CLOSED|DELETED|ID_INVALID)/i.test(description)) return 'place';
  return /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i.test(description)
    ? 'message'
    : undefined;
}

function forbidden(description: string): string {
  if (/initiate conversation/i.test(description))
    return 'A bot can write only to who has pressed Start: the person opens a chat with it and does so';
  if (/blocked/i.test(description)) return 'The person unblocks the bot in Telegram';
  if (/kicked|not a member/i.test(description)) return 'Add the bot to the chat again';
  if (/deactivated/i.test(description)) return 'The account is gone: change it in the configuration';
  return 'Give the bot the right to write there';
}

function mistaken(description: string): string {
  if (/chat not found/i.test(description))
    return 'Check the id in the configuration; a person must have pressed Start, and a group must have the bot in it';
  if (/TOPIC_CLOSED/i.test(description))
    return 'Reopen the topic, or make the bot an administrator who may manage topics';
  if (/not enough rights|CHAT_WRITE_FORBIDDEN/i.test(description)) return 'Make the bot an administrator of the chat';
  if (/thread not found/i.test(description)) return 'The topic was deleted';
  return '';
}

/** Explains why the adapter could not start. */
export function platformRefused(err: unknown, step: string): PlatformRefused {
  if (err instanceof PlatformRefused) return err;
  if (isCode(err, 401, 404))
    return new PlatformRefused(
      'Telegram does not take the token: copy it again from @BotFather into TELEGRAM_TOKEN (and check TELEGRAM_API_ROOT, if set)',
      { needsRepair: true },
    );
  if (err instanceof GrammyError) {
    const next = step === 'setWebhook' ? '; set PUBLIC_URL to an https address, or unset TELEGRAM_WEBHOOK_SECRET' : '';
    return new PlatformRefused(`Telegram refuses ${step}: “${err.description}”${next}`);
  }
  if (err instanceof HttpError)
    return new PlatformRefused(
      `Telegram cannot be reached for ${step} (${networkCode(err) || 'no answer'}): check the network, and TELEGRAM_API_ROOT if set`,
    );
  return new PlatformRefused(`Telegram could not be started at ${step}: ${err instanceof Error ? err.message : ''}`);
}

/** Returns a code such as ECONNREFUSED. The error's message contains the URL, and so the token. */
function networkCode({ error }: HttpError): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : '';
}
