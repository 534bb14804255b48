import { z } from 'zod';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { looseDate } from '../../reading/dates.ts';
import { alertFrom, labelsOf, maybeWords, record } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { parse } from '../../reading/parse.ts';
import type { Sender } from '../../sender.ts';

const fields = z.object({
  msg: maybeWords,
  heartbeat: z.object({ monitorID: maybeWords, status: maybeWords, time: looseDate, msg: maybeWords }).nullish(),
  monitor: z
    .object({
      id: maybeWords,
      name: maybeWords,
      description: maybeWords,
      url: maybeWords,
      hostname: maybeWords,
      pathName: maybeWords,
      type: maybeWords,
      tags: z.array(z.unknown()).nullish(),
    })
    .nullish(),
});

type Payload = z.infer<typeof fields>;

/** For other pagers it has a name as the monitor, and the monitor as `monitorInfo`. */
const payloadFields = z.preprocess((value) => {
  const { monitor, monitorInfo } = record.safeParse(value).data ?? {};
  if (typeof monitor !== 'string') return value;
  return { ...(value as object), monitor: monitorInfo ?? { name: monitor } };
}, fields);

const payload = payloadFields.refine(
  (given) => [nameOf(given), given.msg, given.heartbeat?.msg, idOf(given)].some((text) => text?.trim()),
  {
    path: ['heartbeat'],
    error: 'Required, and missing.',
  },
);

const [UP, PENDING, MAINTENANCE] = ['1', '2', '3'];

/**
 * Uptime Kuma: a notification of the type Webhook, with the request body “Preset - application/json” or
 * “Preset - multipart/form-data”, or by GET, where the same stands in the query as JSON.
 */
export const uptimeKuma: Sender = {
  name: 'uptime-kuma',
  label: 'Uptime Kuma',
  about: 'A notification of the type Webhook, with a preset as its body, or by GET.',
  documentation: 'https://github.com/louislam/uptime-kuma/wiki/Notification-Methods',
  methods: ['POST', 'GET'],
  read({ body, query, method, notes }) {
    const given = parse(payload, method === 'GET' ? inQuery(query) : body, notes);
    if (!given.heartbeat && !given.monitor) return ofMessage(given.msg ?? '');
    const status = given.heartbeat?.status?.trim();
    // Nothing to wake anybody for.
    if (status === PENDING || status === MAINTENANCE) return [];
    return [ofHeartbeat(given, notes)];
  },
};

function ofHeartbeat(given: Payload, notes: IntakeNotes): Alert {
  const { monitor, heartbeat, msg } = given;
  const name = nameOf(given);
  const isUp = heartbeat?.status?.trim() ? heartbeat.status.trim() === UP : /\[(✅ ?)?Up\]/.test(msg ?? '');
  const id = idOf(given);
  const at = notes.notAhead('heartbeat.time', heartbeat?.time);
  return alertFrom('uptime-kuma', {
    status: isUp ? 'resolved' : 'firing',
    title: [name && `${name} is ${isUp ? 'up' : 'down'}`, msg, heartbeat?.msg, id && `Monitor ${id}`],
    description: [heartbeat?.msg, monitor?.description].filter((text) => text?.trim()).join('\n'),
    identity: id ? `monitor:${id}` : { parts: ['name', name ?? msg ?? heartbeat?.msg] },
    labels: labelsOf(
      { monitor: monitor?.name, group: groupOf(monitor), type: monitor?.type, hostname: monitor?.hostname },
      tagsOf(monitor?.tags ?? []),
    ),
    url: [monitor?.url],
    startsAt: at,
    resolvedAt: at,
  });
}

function nameOf({ monitor }: Payload): string | undefined {
  return [monitor?.name, monitor?.url, monitor?.hostname].find((text) => text?.trim()) ?? undefined;
}

function idOf({ monitor, heartbeat }: Payload): string | undefined {
  return monitor?.id?.trim() || heartbeat?.monitorID?.trim() || undefined;
}

/** `Production / Shop`, without its own name at the end. */
function groupOf(monitor: Payload['monitor']): string | undefined {
  const end = ` / ${monitor?.name}`;
  return monitor?.pathName?.endsWith(end) ? monitor.pathName.slice(0, -end.length) : undefined;
}

/** Certificates and domains that run out come as a sentence alone. */
function ofMessage(msg: string): readonly Alert[] {
  const days = /\bwill (?:be expired|expire) in (\d{1,5}) days?\b/.exec(msg);
  return [
    alertFrom('uptime-kuma', {
      status: 'firing',
      title: [msg],
      identity: { parts: ['expiry', days ? msg.replace(days[0], '') : msg] },
      severity: days ? 'sev4' : undefined,
    }),
  ];
}

function tagsOf(tags: readonly unknown[]) {
  return Object.fromEntries(
    tags.flatMap((tag) => {
      if (typeof tag !== 'object' || tag === null) return [];
      const { name, value } = tag as Readonly<Record<string, unknown>>;
      return typeof name === 'string' ? [[name, value || 'true']] : [];
    }),
  );
}

function inQuery(query: URLSearchParams) {
  return { msg: query.get('msg'), heartbeat: jsonIn(query.get('heartbeat')), monitor: jsonIn(query.get('monitor')) };
}

function jsonIn(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
