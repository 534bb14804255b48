import { GrammyError, HttpError } from 'grammy';
import { DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';

const unknownMethod = /method not found/i;

/**
 * Returns what may be logged of a failure. The SDK's errors may not be logged: an HttpError contains the URL with the token,
 * and a GrammyError the text of a message.
 */
export function loggable(err: unknown): object {
  if (err instanceof GrammyError) return { method: err.method, code: err.error_code, reason: err.description };
  if (err instanceof HttpError) return { reason: `${err.message} ${networkCode(err)}`.trim() };
  return { err };
}

/** Returns whether a poll failed because a webhook is set. */
export function isWebhookSet(err: unknown): boolean {
  return isCode(err, 409) && says(err, /webhook is active/i);
}

export function isCode(err: unknown, ...codes: number[]): boolean {
  return err instanceof GrammyError && codes.includes(err.error_code);
}

export function says(err: unknown, words: RegExp): boolean {
  return err instanceof GrammyError && words.test(err.description);
}

type Answer = Pick<GrammyError, 'error_code' | 'description'>;

/** Returns whether this is Telegram's answer to a token that is revoked, unreadable, or was logged out from this server. */
export function isTokenRefusal({ error_code: code, description }: Answer): boolean {
  return code === 401 || (code === 404 && !unknownMethod.test(description)) || /logged out/i.test(description);
}

export function refusesToken(err: unknown): boolean {
  return err instanceof GrammyError && isTokenRefusal(err);
}

/** Returns whether the Bot API server is too old for the called method. */
export function isUnknownMethod(err: unknown): boolean {
  return isCode(err, 404) && says(err, unknownMethod);
}

export function unreadableAnswer(method: string): HttpError {
  return new HttpError(`The answer to '${method}' is not the Bot API's`, { type: 'invalid-json' });
}

export function tooSlow(): DeliveryFailed {
  return new DeliveryFailed('Telegram did not answer in time', 'soon');
}

/** Classifies a failed delivery: the cause, the next step, and whether to retry. */
export function deliveryFailed(err: unknown): DeliveryFailed {
  if (err instanceof DeliveryFailed) return err;
  if (err instanceof HttpError) return new DeliveryFailed(unreached(err), 'soon');
  if (err instanceof GrammyError) return refused(err);
  return new DeliveryFailed(`It could not be drawn for Telegram: ${err instanceof Error ? err.message : ''}`, 'never');
}

function unreached(err: HttpError): string {
  if ((err.error as { type?: unknown } | undefined)?.type === 'invalid-json')
    return 'The answer is not Telegram’s, as when a proxy is in between; check the network';
  return `Telegram cannot be reached (${networkCode(err) || 'no answer'}); check the network`;
}

function refused(err: GrammyError): DeliveryFailed {
  const { error_code: code, description, parameters } = err;
  if (code === 429) return new DeliveryFailed('Telegram asks to slow down', (parameters.retry_after ?? 1) * 1_000);
  if (refusesToken(err))
    return new DeliveryFailed('Telegram does not take the token any more; set TELEGRAM_TOKEN to a valid one', 'soon', {
      needsRepair: true,
    });
  if (code === 403) return new DeliveryFailed(`Telegram: “${description}”. ${forbidden(description)}`, 'never');
  if (code === 400)
    return new DeliveryFailed(`Telegram: “${description}”. ${mistaken(description)}`.trim(), 'never', {
      gone: goneBy(description),
    });
  if (isUnknownMethod(err))
    return new DeliveryFailed('The Bot API server of TELEGRAM_API_ROOT is too old for this; update it', 'never');
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
  if (/was deleted/i.test(description)) return 'The group is gone: change it in the configuration';
  return 'Give the bot the right to write there';
}

function mistaken(description: string): string {
  if (/chat not found/i.test(description))
    return 'Check the id in the configuration; a person must have pressed Start, and a group must have the bot in it';
  if (/TOPIC_CLOSED/i.test(description))
    return 'Reopen the topic, or make the bot an administrator who may manage topics';
  if (/not enough rights|administrator rights|CHAT_(WRITE|SEND)_|CHAT_RESTRICTED/i.test(description))
    return 'Make the bot an administrator of the chat';
  if (/thread not found|TOPIC_(DELETED|ID_INVALID)/i.test(description)) return 'The topic was deleted';
  if (/too.long/i.test(description)) return 'This is a fault in Tocsin: please report it';
  return '';
}

/** Explains why the adapter could not start. */
export function platformRefused(err: unknown, step: string): PlatformRefused {
  if (err instanceof PlatformRefused) return err;
  if (refusesToken(err))
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
