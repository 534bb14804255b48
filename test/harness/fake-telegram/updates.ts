import type { Params } from './methods.ts';
import { Refusal, wrongRequest } from './world.ts';

export interface FakeUpdate {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

interface Poll {
  readonly limit: number;
  answer(updates: readonly FakeUpdate[]): void;
  refuse(why: Refusal): void;
}

/** Updates on their way to the bot: waiting to be polled, or posted to its webhook and posted again until it takes them. */
export class Updates {
  allowed: readonly string[] | undefined;
  webhook: { readonly url: string; readonly secret?: string } | undefined;
  /** Status codes that the webhook gave, oldest first. */
  readonly webhookAnswers: number[] = [];
  polls = 0;
  #waiting: FakeUpdate[] = [];
  #poll: Poll | undefined;
  #nextId = 500;
  #closed = false;

  /** Makes an update of it, as a new one, and sends it on its way. */
  push(kind: string, content: unknown): FakeUpdate {
    const update = { update_id: this.#nextId, [kind]: content };
    this.#nextId += 1;
    if (!this.allowed || this.allowed.length === 0 || this.allowed.includes(kind)) this.send(update);
    return update;
  }

  send(update: FakeUpdate): void {
    this.#waiting.push(update);
    if (this.webhook) void this.#post(update);
    else this.#answerPoll();
  }

  /** Updates that were neither polled and ticked off nor taken by the webhook. */
  get waiting(): number {
    return this.#waiting.length;
  }

  get isPolled(): boolean {
    return this.#poll !== undefined;
  }

  setWebhook({ url, secret_token, allowed_updates }: Params): true {
    // A self-hosted server takes http as well.
    if (typeof url !== 'string' || !/^https?:\/\//.test(url))
      throw new Refusal(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
    if (secret_token !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(String(secret_token)))
      throw wrongRequest('secret token contains unallowed characters');
    if (allowed_updates) this.allowed = allowed_updates as string[];
    this.webhook = { url, ...(secret_token !== undefined && { secret: String(secret_token) }) };
    for (const update of this.#waiting) void this.#post(update);
    return true;
  }

  deleteWebhook(): true {
    this.webhook = undefined;
    return true;
  }

  getUpdates({ offset, limit, timeout, allowed_updates }: Params, gone: AbortSignal): Promise<readonly FakeUpdate[]> {
    // Whoever asked has hung up already: nobody waits for this, and it is in nobody's way.
    if (gone.aborted) return Promise.resolve([]);
    this.polls += 1;
    if (this.webhook)
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    this.#poll?.refuse(
      new Refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    );
    if (allowed_updates) this.allowed = allowed_updates as string[];
    if (typeof offset === 'number') this.#waiting = this.#waiting.filter(({ update_id }) => update_id >= offset);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => poll.answer([]), Number(timeout ?? 0) * 1_000);
      const end = () => {
        clearTimeout(timer);
        if (this.#poll === poll) this.#poll = undefined;
      };
      const poll: Poll = {
        limit: Number(limit ?? 100),
        answer: (updates) => {
          end();
          resolve(updates);
        },
        refuse: (why) => {
          end();
          reject(why);
        },
      };
      this.#poll = poll;
      gone.addEventListener('abort', end);
      this.#answerPoll();
    });
  }

  /** Ends what is under way with this answer. */
  interrupt(why: Refusal): void {
    this.#poll?.refuse(why);
  }

  close(): void {
    this.#closed = true;
    this.#poll?.answer([]);
  }

  #answerPoll(): void {
    if (this.#waiting.length > 0) this.#poll?.answer(this.#waiting.slice(0, this.#poll.limit));
  }

  async #post(update: FakeUpdate): Promise<void> {
    for (let attempt = 0; attempt < 50 && this.webhook && !this.#closed; attempt += 1) {
      const { url, secret } = this.webhook;
      const status = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(secret && { 'x-telegram-bot-api-secret-token': secret }) },
        body: JSON.stringify(update),
      }).then(
        (answer) => answer.status,
        () => 0,
      );
      this.webhookAnswers.push(status);
      if (status >= 200 && status < 300) {
        this.#waiting = this.#waiting.filter((one) => one !== update);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
