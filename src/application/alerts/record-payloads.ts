import { randomUUID } from 'node:crypto';
import { truncate, utf8Length } from '../../lib/text.ts';
import { type KeptPayload, mostPayloads, type PayloadRecorder, type PayloadStore } from '../../ports/alerts.ts';
import type { Log } from '../../ports/runtime.ts';
import type { Metrics } from '../../ports/telemetry/metrics.ts';
import { strikeSecrets } from './strike-secrets.ts';
import type { WritePressure } from './write-pressure.ts';

/** How long payloads wait to be written together. In a storm most of them make room for later ones. */
const gatherMs = 500;
const stormGatherMs = 3_000;
const stormPayloads = 100;
const mostBytes = 32 * 1024;
/** Names of tokens and integrations come from the file and the settings; more of them are a mistake. */
const mostIntegrations = 500;

interface Parts {
  readonly payloads: PayloadStore;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'alertsRefused'>;
  readonly writePressure: Pick<WritePressure, 'isOn'>;
  /** Values that are removed wherever they appear. */
  readonly secrets: readonly string[];
}

/**
 * Records what senders post, after the answer, so that no alert waits for it. When the process is killed, the payloads of
 * the last half second are lost, in a storm of the last three. While the database is away or busy with alerts, the last 50
 * of each integration wait.
 */
export function createPayloadRecorder({ payloads, log, metrics, writePressure, secrets }: Parts): PayloadRecorder {
  const variants = variantsOf(secrets);
  const waiting = new Map<string, (() => KeptPayload)[]>();
  let waitMs = gatherMs;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let count = 0;
  let isFailing = false;

  const record: PayloadRecorder['record'] = ({ body, reason, rest, ...given }, bytes) => {
    if (given.status >= 400) metrics.alertsRefused({ integration: given.integration, source: given.sender });
    if (!waiting.has(given.integration) && waiting.size >= mostIntegrations) return;
    const id = nextId(given.receivedAt);
    const asText = (): KeptPayload => {
      const text = textOf(body, variants);
      const cut = truncate(text, mostBytes, utf8Length);
      return {
        id,
        ...given,
        rest: textOf(rest, variants),
        ...(reason !== undefined && { reason: textOf(reason, variants) }),
        body: cut,
        ...(cut !== text && { isCut: true as const }),
      };
    };
    // A long payload must not stay in memory until it is written.
    const isShort = bytes !== undefined && bytes <= mostBytes;
    const made = isShort ? undefined : asText();
    add(given.integration, made ? () => made : asText);
    wakeUp();
  };

  function add(integration: string, payload: () => KeptPayload): void {
    const all = waiting.get(integration) ?? [];
    all.push(payload);
    if (all.length > mostPayloads) all.shift();
    waiting.set(integration, all);
  }

  /** Puts payloads that could not be written in front of later ones. */
  function wait(unwritten: readonly KeptPayload[]): void {
    for (const integration of new Set(unwritten.map((one) => one.integration))) {
      const before = unwritten.filter((one) => one.integration === integration);
      const all = [...before.map((one) => () => one), ...(waiting.get(integration) ?? [])];
      waiting.set(integration, all.slice(-mostPayloads));
    }
  }

  /** Returns an id that sorts in order of arrival, also within one millisecond. */
  function nextId(at: Date): string {
    count += 1;
    const order = String(count).padStart(10, '0');
    return `${at.getTime()}-${order}-${randomUUID().slice(0, 8)}`;
  }

  function wakeUp(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (writePressure.isOn()) return wakeUp();
      void write();
    }, waitMs).unref();
  }

  function write(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = undefined;
      if (waiting.size > 0) wakeUp();
    });
    return writing;
  }

  async function writeAll(): Promise<void> {
    const all = [...waiting.values()].flat().map((asText) => asText());
    waiting.clear();
    waitMs = all.length < stormPayloads ? gatherMs : stormGatherMs;
    if (all.length === 0) return;
    try {
      await payloads.keep(all);
      isFailing = false;
    } catch (err) {
      // It is retried twice a second while the database is away, so only the first failure is logged.
      if (!isFailing) log.warn({ err, component: 'intake', payloads: all.length }, 'payloads not stored yet; retrying');
      isFailing = true;
      wait(all);
    }
  }

  return {
    record,
    async flush() {
      clearTimeout(timer);
      timer = undefined;
      await writing;
      await write();
    },
  };
}

function textOf(body: unknown, variants: readonly string[]): string {
  const safe = strikeSecrets(body);
  const text = typeof safe === 'string' ? safe : (JSON.stringify(safe) ?? '');
  return variants.reduce((rest, variant) => rest.replaceAll(variant, '[secret]'), text);
}

/** Returns each secret in plain text, in JSON and percent-encoded. */
function variantsOf(secrets: readonly string[]): readonly string[] {
  const all = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  return [...new Set(all)].filter((variant) => variant.length >= 4);
}
