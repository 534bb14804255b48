import type { Sender } from '../../../../adapters/intake/sender.ts';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { fixture, openDoor } from '../door.ts';

export interface Answered {
  readonly status: number;
  readonly given: Record<string, unknown>;
  /** What was brought to the desk. */
  readonly alerts: readonly Alert[];
}

/** Posts to the door, or asks it otherwise, as the sender would, from this machine. Text goes as it is, all else as JSON. */
export async function send(
  path: string,
  body: unknown,
  {
    headers = {},
    senders,
    method = 'POST',
  }: { headers?: Record<string, string>; senders?: readonly Sender[]; method?: string } = {},
): Promise<Answered> {
  const { routes, desk } = openDoor(senders ? { senders } : {});
  const request = new Request(`http://127.0.0.1:3000${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const response = await routes.handle(request, { address: '127.0.0.1' });
  return { status: response.status, given: (await response.json()) as Record<string, unknown>, alerts: desk.alerts };
}

/** The alerts that a fixture becomes, posted to the sender after which it is named. */
export async function alertsOf(name: string, path: string): Promise<readonly Alert[]> {
  const { status, alerts, given } = await send(path, fixture(name));
  if (status !== 202) throw new Error(`${name} was answered ${status}: ${JSON.stringify(given)}`);
  return alerts;
}

/** A fixture in which `field`, `data.essentials.alertId`, is another value; undefined: is missing. */
export function changed(name: string, field: string, value: unknown): unknown {
  const whole = JSON.parse(fixture(name)) as Record<string, unknown>;
  const parts = field.split('.');
  const last = parts.pop() ?? '';
  let at = whole;
  for (const part of parts) at = at[part] as Record<string, unknown>;
  if (!(last in at)) throw new Error(`${name} has no ${field}`);
  if (value === undefined) delete at[last];
  else at[last] = value;
  return whole;
}

/** The fields that a refusal names. */
export function fieldsOf({ given }: Answered): readonly string[] {
  return (given.errors as readonly { field: string }[]).map(({ field }) => field);
}

export function labelsOf(alert: Alert | undefined): Record<string, string> {
  return Object.fromEntries((alert?.labels ?? []).map(({ name, value }) => [name, value]));
}
