import { afterEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import { type Language, languages } from '../../src/domain/languages.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

afterEach(() => stage.close());

/** Alerts of one name are one incident. */
async function open(language: Language) {
  slack = new ChatDouble('slack');
  const base = sampleDirectory({ language, rooms: { announce: { slack: 'C0OPS' }, open: {} } });
  const alerts = { group: ['alertname'], autoResolve: true };
  const checkout = { ...base.services.get('checkout')!, alerts };
  stage = await openStage([slack], { ...base, services: new Map([['checkout', checkout]]) });
}

async function receive(status: Alert['status'], ...hosts: string[]) {
  const alerts = hosts.map(
    (host): Alert => ({
      source: 'alertmanager',
      status,
      title: `Latency on ${host}`,
      fingerprint: host,
      service: 'checkout',
      labels: [{ name: 'alertname', value: 'Latency' }],
    }),
  );
  await stage.tocsin.alerts.receive(alerts);
  await stage.tocsin.idle();
}

const card = () => slack.inChannel('C0OPS')[0]!.message;
const alertsOn = (language: Language) =>
  card().fields?.find(({ label }) => label === translatorFor(language)('field.alerts'))?.value;

const left = {
  en: ['1 alert was still firing when the incident was resolved', '2 alerts were still firing'],
  de: ['Als der Vorfall gelöst wurde, war noch 1 Alarm aktiv', 'waren noch 2 Alarme aktiv'],
  es: ['1 alerta seguía activa cuando se resolvió el incidente', '2 alertas seguían activas'],
  ja: ['インシデントの解決時に 1 件のアラートが発生中でした', '2 件'],
} as const satisfies Record<Language, readonly [string, string]>;

describe('the card of a resolved incident', () => {
  it.each(languages)('says in the past tense what still fired when a person resolved it (%s)', async (language) => {
    const t = translatorFor(language);
    await open(language);
    await receive('firing', 'web-1');
    expect(alertsOn(language)).toBeUndefined();
    await stage.says('alice', 'resolve 1');
    expect(card().tone).toBe('success');
    expect(alertsOn(language)).toBe(left[language][0]);
    await receive('firing', 'web-1', 'web-2', 'web-3');
    await receive('resolved', 'web-1');
    await stage.says('alice', 'resolve 2');
    const second = slack.inChannel('C0OPS').find(({ message }) => message.title?.startsWith('#2 '))?.message;
    const said = second?.fields?.find(({ label }) => label === t('field.alerts'))?.value;
    expect(said).toContain(left[language][1]);
    for (const { message } of slack.inChannel('C0OPS'))
      expect(JSON.stringify(message.fields ?? [])).not.toContain(t('alerts.firing', { firing: 2, total: 3 }));
  });

  it.each(languages)('says that all are resolved when they resolved it (%s)', async (language) => {
    await open(language);
    await receive('firing', 'web-1', 'web-2');
    await receive('resolved', 'web-1', 'web-2');
    expect(card().tone).toBe('success');
    expect(alertsOn(language)).toBe(translatorFor(language)('alerts.all-resolved', { total: 2 }));
  });
});
