import { z } from 'zod';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { looseDate } from '../dates.ts';
import { alertFrom, labelsOf, maybeWords, parse, record, refuseFuture, words } from '../fields.ts';
import type { Sender } from '../sender.ts';

const payload = z
  .object({
    msg: maybeWords,
    heartbeat: z
      .object({ status: z.int('Expected a number: 0 is down, 1 is up.'), time: looseDate, msg: maybeWords })
      .nullish(),
    monitor: z
      .object({
        id: words,
        name: maybeWords,
        description: maybeWords,
        url: maybeWords,
        hostname: maybeWords,
        pathName: maybeWords,
        type: maybeWords,
        tags: z.array(z.unknown()).nullish(),
      })
      .nullish(),
  })
  .refine((said) => !said.heartbeat || said.monitor, { path: ['monitor'], error: 'Required, and missing.' })
  .refine((said) => said.heartbeat || said.msg, { path: ['heartbeat'], error: 'Required, and missing.' });

type Payload = z.infer<typeof payload>;

const [DOWN, UP] = [0, 1];

/** Uptime Kuma: a notification of the type Webhook, method POST, request body “Preset - application/json”. */
export const uptimeKuma: Sender = {
  name: 'uptime-kuma',
  label: 'Uptime Kuma',
  about: 'A notification of the type Webhook, with the preset application/json.',
  documentation: 'https://github.com/louislam/uptime-kuma/wiki/Notification-Methods',
  read({ body, now }) {
    const said = parse(payload, parse(record, body));
    refuseFuture(now, [['heartbeat.time', said.heartbeat?.time]]);
    const { heartbeat } = said;
    if (!heartbeat) return ofMessage(said.msg ?? '');
    // Pending and in maintenance: nothing to wake anybody for.
    if (heartbeat.status !== DOWN && heartbeat.status !== UP) return [];
    return [ofHeartbeat(said, heartbeat)];
  },
};

function ofHeartbeat({ monitor, msg }: Payload, heartbeat: NonNullable<Payload['heartbeat']>): Alert {
  const name = monitor?.name ?? monitor?.url ?? monitor?.hostname;
  return alertFrom('uptime-kuma', {
    status: heartbeat.status === UP ? 'resolved' : 'firing',
    title: [name && `${name} is ${heartbeat.status === UP ? 'up' : 'down'}`, msg],
    description: [heartbeat.msg, monitor?.description].filter((text) => text?.trim()).join('\n'),
    same: `monitor:${monitor?.id}`,
    labels: labelsOf(
      { monitor: monitor?.name, group: groupOf(monitor), type: monitor?.type, hostname: monitor?.hostname },
      tagsOf(monitor?.tags ?? []),
    ),
    url: [monitor?.url],
    startsAt: heartbeat.time ?? undefined,
  });
}

/** `Production / Shop`, without its own name at the end. */
function groupOf(monitor: Payload['monitor']): string | undefined {
  const end = ` / ${monitor?.name}`;
  return monitor?.pathName?.endsWith(end) ? monitor.pathName.slice(0, -end.length) : undefined;
}

/** Certificates and domains that run out come as a sentence alone, as does the button Test. */
function ofMessage(msg: string): readonly Alert[] {
  const days = /\bwill expire in (\d{1,5}) days?\b/.exec(msg);
  if (!days) return [];
  return [
    alertFrom('uptime-kuma', {
      status: 'firing',
      title: [msg],
      same: { parts: ['expiry', msg.replace(days[0], '')] },
      severity: 'sev4',
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
