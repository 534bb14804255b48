import { createHash, timingSafeEqual } from 'node:crypto';
import type { Update } from 'grammy/types';
import { withTimeout } from '../../../src/lib/async.ts';
import type { HttpRoutes } from '../../../src/ports/http.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { loggable } from '../failures.ts';
import type { Intake } from './intake.ts';

export const webhookPath = '/telegram/webhook';

/** An update has a few kilobytes. */
const BODY_BYTES = 1_000_000;
/** Telegram repeats a failed update and delays the later ones, so after this many failures it is dropped. */
const FAILURES = 3;

interface WebhookParts {
  readonly secret: string;
  readonly webhookMs: number;
  readonly log: Log;
  /** Undefined while the adapter is stopped. */
  readonly intake: () => Intake | undefined;
}

export function createWebhook({ secret, webhookMs, log, intake }: WebhookParts): HttpRoutes {
  async function handle(request: Request): Promise<Response> {
    if (request.method !== 'POST') return answer(405, 'POST only');
    if (!isEqual(request.headers.get('x-telegram-bot-api-secret-token') ?? '', secret)) {
      log.warn({}, 'Telegram webhook called with a wrong secret');
      return answer(401, 'wrong secret');
    }
    const taking = intake();
    // Telegram keeps the update and sends it again.
    if (!taking) return answer(503, 'not started');
    const update = await readUpdate(request);
    if (!update) return answer(400, 'not an update');
    return take(taking, update);
  }

  async function take(taking: Intake, update: Update): Promise<Response> {
    const outcome = taking.take(update).then(
      () => 'done' as const,
      (err: unknown) => {
        log.error(
          { update: update.update_id, ...loggable(err) },
          'Telegram update could not be handled; Telegram sends it again',
        );
        return 'failed' as const;
      },
    );
    const result = await withTimeout(outcome, webhookMs, () => 'late' as const);
    if (result === 'done' || taking.failures(update) >= FAILURES) return answer(200, 'ok');
    // The handling continues, and Telegram's repeat waits for the same run. If this process ends, the repeat runs it again.
    return answer(result === 'late' ? 503 : 500, result);
  }

  return { paths: [webhookPath], handle };
}

async function readUpdate(request: Request): Promise<Update | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES) return undefined;
  try {
    const text = await request.text();
    if (text.length > BODY_BYTES) return undefined;
    const body: unknown = JSON.parse(text);
    return isUpdate(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function isUpdate(body: unknown): body is Update {
  return typeof body === 'object' && body !== null && Number.isInteger((body as { update_id?: unknown }).update_id);
}

/** Compares in constant time, which reveals neither the length nor how much was right. */
function isEqual(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function answer(status: number, text: string): Response {
  return new Response(text, { status });
}
