import { expect } from 'vitest';
import { senderAt } from '../../../adapters/intake/paths.ts';
import { webUrl } from '../../../adapters/intake/reading/fields.ts';
import { api } from '../../../adapters/intake/senders/api.ts';
import { type Alert, alertLimits, linkKinds } from '../../../src/domain/alerts/alert.ts';
import { isSeverity } from '../../../src/domain/severity.ts';
import { type Sent, senders } from './corpus.ts';
import { now, openDoor } from './door.ts';

const { routes, desk, log } = openDoor({ senders });
const peer = { address: '127.0.0.1' };

/** What must be true of whatever is sent: taken or refused with a reason, never our fault, and always within the limits. */
export async function holds({ path, body, type }: Sent): Promise<number> {
  desk.requests.length = 0;
  log.lines.length = 0;
  const request = new Request(`http://127.0.0.1:3000${path}`, {
    method: 'POST',
    headers: type ? { 'content-type': type } : {},
    body: typeof body === 'string' ? Buffer.from(body) : Buffer.from(body),
  });
  if (!type) request.headers.delete('content-type');
  const response = await routes.handle(request, peer);
  const { status } = response;
  // One look at the end: so many are sent that looking at each rule by itself takes longer than the answer.
  const faults =
    status >= 400
      ? refusalFaults({ path, response, given: await response.text() })
      : takenFaults(status, await response.text());
  if (status < 200 || status >= 500) faults.push(`status ${status}: ${log.text()}`);
  expect(faults).toEqual([]);
  return status;
}

function refusalFaults({ path, response, given }: { path: string; response: Response; given: string }): string[] {
  const faults: string[] = [];
  if (desk.requests.length > 0) faults.push(`taken all the same: ${JSON.stringify(desk.requests).slice(0, 300)}`);
  // Where a sender's own clients read an error, it is in their words.
  const ownWords = senderAt(path, senders, api, new Map()).sender.refusal !== undefined;
  const type = response.headers.get('content-type');
  if (!ownWords && type !== 'application/problem+json') faults.push(`content type ${type}`);
  const errors = errorsIn(given);
  if (response.status === 400 && errors.length === 0) faults.push(`no errors: ${path} ${given}`);
  if (!errors.every((one) => /\S/.test(one))) faults.push(`an error without words: ${given}`);
  return faults;
}

function takenFaults(status: number, given: string): string[] {
  const faults = desk.alerts.flatMap(faultsOf);
  if (status >= 300) faults.push(`status ${status}`);
  if (desk.requests.length > 1) faults.push(`${desk.requests.length} requests`);
  if (status === 202 && desk.requests.length === 1 && given.includes('"accepted"')) {
    const { accepted } = JSON.parse(given) as { accepted: unknown };
    if (accepted !== desk.alerts.length) faults.push(`${desk.alerts.length} alerts, and said ${String(accepted)}`);
  }
  return faults;
}

/** What is wrong, as texts: ours are fields with their message, PagerDuty's are texts, Opsgenie's are an object of them. */
function errorsIn(given: string): readonly string[] {
  const { errors = [] } = JSON.parse(given) as { errors?: Record<string, string | { message: string }> };
  return Object.values(errors).map((one) => (typeof one === 'string' ? one : one.message));
}

const fields = [
  'source',
  'status',
  'title',
  'description',
  'fingerprint',
  'group',
  'service',
  'severity',
  'labels',
  'url',
  'image',
  'links',
  'value',
  'resolvedAt',
  'leftOut',
  'startsAt',
  'endsAt',
];
const sources = senders.map(({ name }) => name);

function faultsOf(alert: Alert): string[] {
  const { title, description, fingerprint, service, severity, labels, url, startsAt, endsAt } = alert;
  const within = (text: string | undefined, limit: number, least = 1) =>
    text === undefined || (typeof text === 'string' && text.length >= least && text.length <= limit);
  const texts = [title, description, fingerprint, service, ...labels.flatMap(({ name, value }) => [name, value])];
  const checks: [string, boolean][] = [
    ['unknown field', Object.keys(alert).every((name) => fields.includes(name))],
    [
      'image',
      alert.image === undefined || (alert.image.length <= alertLimits.url && webUrl(alert.image) === alert.image),
    ],
    ['links', (alert.links ?? []).every((link) => linkKinds.includes(link.kind) && webUrl(link.url) === link.url)],
    ['value', within(alert.value, alertLimits.value)],
    ['source', sources.includes(alert.source)],
    ['status', alert.status === 'firing' || alert.status === 'resolved'],
    [
      'title',
      title !== undefined && within(title, alertLimits.title) && title.trim() !== '' && !/[\p{Cc}]/u.test(title),
    ],
    ['description', within(description, alertLimits.description)],
    ['fingerprint', fingerprint !== undefined && within(fingerprint, alertLimits.fingerprint)],
    ['service', within(service, 200)],
    ['severity', severity === undefined || isSeverity(severity)],
    ['labels', labels.length <= alertLimits.labels],
    ['label twice', new Set(labels.map(({ name }) => name)).size === labels.length],
    ['label name', labels.every(({ name }) => within(name, alertLimits.labelName))],
    ['label value', labels.every(({ value }) => within(value, alertLimits.labelValue, 0))],
    ['url', url === undefined || (/^https?:\/\/./.test(url) && within(url, alertLimits.url))],
    ['half a character', texts.every((text) => !/\p{Surrogate}/u.test(text ?? ''))],
    ['startsAt', startsAt === undefined || isNear(startsAt)],
    ['endsAt', endsAt === undefined || (alert.status === 'firing' && endsAt > now)],
  ];
  return checks.filter(([, fine]) => !fine).map(([name]) => `${name}: ${JSON.stringify(alert).slice(0, 300)}`);
}

function isNear(date: Date): boolean {
  return date.getTime() >= Date.UTC(2000, 0, 1) && date.getTime() <= now.getTime() + 3_600_000;
}

/** What the last request brought. */
export const brought = () => desk.alerts;
