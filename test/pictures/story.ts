import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { Language } from '../../src/domain/languages.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { LimitedTime } from '../harness/limited-time.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';
import type { Scene, Sight } from './sight.ts';
import { openers } from './sights.ts';

const alert: Alert = {
  source: 'alertmanager',
  integration: 'prometheus',
  status: 'firing',
  title: 'Checkout error rate above 5 %',
  description: 'Payments answer 502 for 7.3 % of requests since 03:02.',
  fingerprint: 'checkout-errors',
  service: 'checkout',
  severity: 'sev1',
  labels: [
    { name: 'cluster', value: 'eu-1' },
    { name: 'deployment', value: 'checkout' },
  ],
  value: '7.3 %',
  url: 'https://prometheus.example.org/graph?g0.expr=errors',
  links: [
    { kind: 'source', url: 'https://prometheus.example.org/graph?g0.expr=errors' },
    { kind: 'dashboard', url: 'https://grafana.example.org/d/checkout' },
    { kind: 'runbook', url: 'https://wiki.example.org/runbooks/checkout' },
    { kind: 'silence', url: 'https://alertmanager.example.org/#/silences/new' },
  ],
};

/** What comes from real senders at its worst. */
const hard: readonly Partial<Alert>[] = [
  {
    fingerprint: 'long',
    title: 'Disk will be full',
    description: Array.from({ length: 25 }, (_, line) => `node-${line + 1}: /var/lib/data is ${99 - line} % full`).join(
      '\n',
    ),
  },
  {
    fingerprint: 'rtl',
    title: 'الدفع معطل في المتجر: خطأ 502',
    description: 'بوابة الدفع تعيد الخطأ 502 منذ الساعة 03:02 (payments-gateway).',
  },
  {
    fingerprint: 'wide',
    title: `KubePodCrashLooping payments/${'checkout-gateway-'.repeat(9)}7d9f8c6b5-x2x9q in eu-central-1`,
    description: '',
  },
];

type Take = (name: string, scene: Omit<Scene, 'name'>) => void;

/** Tells one story on a platform and hands on what there is to see. */
export async function tell(
  platform: Sight['platform'],
  story: 'night' | 'hard' | 'storm',
  language: Language,
  take: Take,
): Promise<void> {
  const opened = await openers[platform]();
  const time = new LimitedTime(() => stage.clock);
  const stage: Stage = await openStage([opened.under.chat], directoryOf(opened.announce, platform, language), {
    publicUrl: 'https://oncall.example.org',
    ...(story === 'storm' && { rateLimiter: time.rateLimiter }),
  });
  const sight = opened.see(stage.clock);
  await opened.under.chat.start(stage.tocsin.commands, () => undefined);
  try {
    if (story === 'night') await night(stage, sight, language, take);
    else if (story === 'hard') await hardOnes(stage, sight, take);
    else await storm(stage, time, sight, take);
  } finally {
    await stage.tocsin.idle();
    await sight.close();
    await stage.close();
  }
}

function directoryOf(announce: string, platform: Sight['platform'], language: Language): Directory {
  return sampleDirectory({
    language,
    rooms: { announce: { [platform]: announce }, open: { [platform]: 'channel' } },
  } as never);
}

async function receive(stage: Stage, ...alerts: Alert[]): Promise<void> {
  await stage.tocsin.alerts.receive(alerts);
  await stage.tocsin.idle();
}

async function night(stage: Stage, sight: Sight, language: Language, take: Take): Promise<void> {
  const acknowledge = language === 'de' ? 'Bestätigen' : 'Acknowledge';
  const look = (name: string) => {
    take(`card-${name}`, { where: sight.announceName, kind: 'messages', pieces: sight.announce().slice(0, 1) });
    take(`page-${name}`, { where: 'Tocsin', kind: 'messages', pieces: sight.direct().slice(0, 1) });
  };
  await receive(stage, alert);
  look('firing');
  take('lock-screen', { where: 'Tocsin', kind: 'lock-screen', pieces: [sight.notification()] });
  await stage.passes(2);
  await sight.presses(acknowledge);
  await eventually('it is acknowledged', async () => (await stage.store.byNumber(1))?.state === 'acknowledged');
  await stage.tocsin.idle();
  await stage.says('bob', 'note 1 Rolled back to 4.17, errors are falling');
  await stage.says('bob', 'update 1 We see fewer errors since the rollback');
  await stage.says('alice', 'page 1 carol Can you look at the gateway?');
  await stage.passes(1);
  look('acknowledged');
  const room = sight.room();
  take('room', { where: room.name, kind: 'messages', pieces: room.messages });

  await stage.says('bob', 'declare Search results are slow severity:sev3 service:search');
  await stage.says('carol', 'declare Newsletter is late severity:sev4');
  for (const [name, line] of [
    ['list', 'list'],
    ['timeline', 'timeline 1'],
    ['oncall', 'oncall'],
    ['help', 'help'],
    ['help-group', 'help group:incident'],
    ['help-command', 'help declare'],
    ['show', 'show 1'],
    ['alerts', 'alerts 1'],
    ['tasks', 'task 1 Write to support'],
    ['report', 'report'],
    ['refusal', 'ack 99'],
    ['hello', 'hello'],
  ] as const) {
    await stage.tocsin.idle();
    const answer = await sight.told(() => sight.says(line, 'direct'));
    take(name, { where: 'Tocsin', kind: 'messages', pieces: [answer] });
  }
  await sight.says('declare', 'channel');
  take('form', { where: sight.announceName, kind: 'form', pieces: [await sight.form()] });
  await stage.passes(6);
  await stage.says('alice', 'resolve 1 summary:"Rolled back to 4.17; the pool was too small."');
  await stage.tocsin.idle();
  look('resolved');
  take('announce-channel', { where: sight.announceName, kind: 'messages', pieces: sight.announce() });
}

async function hardOnes(stage: Stage, sight: Sight, take: Take): Promise<void> {
  for (const one of hard) {
    await receive(stage, { ...alert, ...one, title: one.title ?? '' });
    take(`card-${one.fingerprint}`, {
      where: sight.announceName,
      kind: 'messages',
      pieces: sight.announce().slice(-1),
    });
  }
  const list = await sight.told(() => sight.says('list', 'direct'));
  take('list', { where: 'Tocsin', kind: 'messages', pieces: [list] });
}

/** A database that is gone takes many things with it: they page one person and fill one channel. */
async function storm(stage: Stage, time: LimitedTime, sight: Sight, take: Take): Promise<void> {
  const what = ['error rate above 5 %', 'queue is growing', 'cannot reach the database', 'certificate check fails'];
  const where = ['checkout', 'search', 'invoices', 'payments', 'mail', 'accounts', 'reports', 'images', 'stock', 'tax'];
  const passes = (seconds: number) => time.passes(seconds, () => stage.tocsin.sweep());
  await Promise.all(
    where.flatMap((name, index) =>
      what.map((happens, kind) => {
        const severity = kind === 2 && index < 3 ? 'sev1' : kind === 0 ? 'sev2' : 'sev3';
        const fingerprint = `${name}-${kind}`;
        return stage.tocsin.alerts.receive([
          { source: 'api', status: 'firing', labels: [], severity, title: `${name}: ${happens}`, fingerprint },
        ]);
      }),
    ),
  );
  await passes(40);
  take('bundle-firing', { where: 'Tocsin', kind: 'messages', pieces: sight.direct().filter(isList) });
  take('bundle-cards', { where: sight.announceName, kind: 'messages', pieces: sight.announce().filter(isList) });
  const answer = await sight.told(() => sight.presses('Acknowledge all'));
  // Telegram shows a short one above the chat, and it is gone.
  if (answer) take('bundle-answer', { where: 'Tocsin', kind: 'messages', pieces: [answer] });
  await passes(20);
  take('bundle-acknowledged', { where: 'Tocsin', kind: 'messages', pieces: sight.direct().filter(isList) });
  while (time.waiting > 0) await passes(1);
}

function isList(drawn: string): boolean {
  return / incidents \(\d/.test(drawn);
}
