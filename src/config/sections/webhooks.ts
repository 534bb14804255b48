import { z } from 'zod';
import { eventTypes, type IncidentEvent } from '../../domain/incident/events.ts';
import type { Webhook } from '../../domain/webhook.ts';
import { defined } from '../../lib/defined.ts';
import { say, shown } from '../mistakes.ts';
import { anyOf, didYouMean } from '../near-miss.ts';
import { isCommand, tryCommand } from '../secret-commands.ts';
import { CommandFailed, reasonOf, type SecretSource } from '../secret-source.ts';
import { duration } from '../times.ts';
import { passwordsIn, url } from '../urls.ts';
import { expression, field, filledList, group, type Named, type Reading, text, yesNo } from './fields.ts';
import { headerFields } from './webhook-headers.ts';

/** A valid secret that signs nothing, for files that are only checked. */
export const exampleSecret = `whsec_${Buffer.alloc(32).toString('base64')}`;

const expectedSecret = 'whsec_ and 24 to 64 bytes in base64';
const makeOne = 'make one with: echo "whsec_$(openssl rand -base64 32)"';
const mostSecrets = 4;
const longestUrl = 2000;
/** Shorter secrets are not hidden, because their removal would make a log unreadable. */
const shortestHidden = 4;
const shortestTimeoutMs = 1_000;
/** Less than the 10 s that the dispatcher allows for an attempt. */
const longestTimeoutMs = 9_000;

export function webhookSchema(source: SecretSource) {
  return group('a webhook: url, secret, events, headers, body, timeout, followRedirects, allowPrivate, proxy, caFile', {
    url: url(['https', 'http'], 'https://hooks.example.org/tocsin').transform(plainAddress),
    secret: secretValues(source).optional(),
    secretFile: text<string[]>('the path of a file with the secret in it', (path) => fromFile(path, source)).optional(),
    secretEnv: text<string[]>('the name of a variable with the secret in it', (name) =>
      fromEnv(name, source),
    ).optional(),
    events: filledList('types of events', eventType()).optional(),
    allowPrivate: yesNo().default(false),
    proxy: url(['http', 'https'], 'http://proxy.example.org:3128').optional(),
    headers: headerFields(source).optional(),
    body: expression().optional(),
    timeout: duration(shortestTimeoutMs, longestTimeoutMs).optional(),
    followRedirects: yesNo().optional(),
    caFile: text<string>('the path of a PEM file with the certificates to trust', (path) =>
      certificatesIn(path, source),
    ).optional(),
  }).transform(
    (
      { url: address, secret, secretFile, secretEnv, caFile: ca, timeout: timeoutMs, ...rest },
      context,
    ): Named<Webhook> => {
      const [secrets, ...more] = [secret, secretFile, secretEnv].filter((one) => one !== undefined);
      if (!secrets || more.length > 0) {
        const wrong = secrets ? 'says in several ways what its secret is' : 'has no secret';
        const message = say(wrong, 'one of secret, secretFile and secretEnv', secrets ? undefined : makeOne);
        context.issues.push({ code: 'custom', message, input: undefined });
        return z.NEVER;
      }
      return (name) => ({
        name,
        url: address,
        secrets,
        ...defined({ ...rest, ca, timeoutMs }),
      });
    },
  );
}

function certificatesIn(path: string, { readFile }: SecretSource): Reading<string> {
  try {
    const pem = readFile(path);
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return { value: pem };
    return { wrong: 'holds no certificate', todo: 'write the authority’s certificate into it, as PEM' };
  } catch (cause) {
    return { wrong: `cannot be read (${reasonOf(cause)})`, todo: 'check path and rights' };
  }
}

/** Reads an address without a password: the password would be sent beside the signature, and forgotten in the file. */
function plainAddress(value: string, context: z.core.$RefinementCtx): string {
  const { username, password } = new URL(value);
  const wrong = username || password ? 'has a user or password in it' : undefined;
  const long = value.length > longestUrl ? `is longer than ${longestUrl} characters` : undefined;
  if (wrong ?? long) {
    const message = say(wrong ?? long ?? '', 'an address such as https://hooks.example.org/tocsin');
    context.issues.push({ code: 'custom', message, input: undefined });
  }
  return value;
}

/** Reads one secret, or several during a rotation; a command may print several as well. */
function secretValues({ run }: SecretSource) {
  return field<string[]>(`${expectedSecret}, or a list of them`, (value) => {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    try {
      return goodSecrets(
        list.flatMap((one) => (typeof one === 'string' && isCommand(one) ? run(one).split(/\s+/) : [one])),
      );
    } catch (err) {
      if (!(err instanceof CommandFailed)) throw err;
      return { wrong: err.message, todo: tryCommand };
    }
  });
}

function fromFile(path: string, { readFile }: SecretSource): Reading<string[]> {
  if (path.startsWith('whsec_')) return { wrong: 'holds the secret itself', todo: 'write it as secret' };
  try {
    return goodSecrets(readFile(path).split(/\s+/).filter(Boolean));
  } catch (cause) {
    return { wrong: `cannot be read (${reasonOf(cause)})`, todo: 'check path and rights' };
  }
}

function fromEnv(name: string, { env }: SecretSource): Reading<string[]> {
  if (!/^[A-Za-z_]\w{0,80}$/.test(name)) return { wrong: 'is not the name of a variable' };
  const value = env[name]?.trim();
  if (!value) return { wrong: `${shown(name)} is not set`, todo: 'set it to the secret' };
  return goodSecrets(value.split(/[\s,]+/));
}

/** Checks the secrets. A mistake does not repeat them. */
function goodSecrets(list: readonly unknown[]): Reading<string[]> {
  if (list.length === 0) return { wrong: 'holds no secret', todo: makeOne };
  if (list.length > mostSecrets) return { wrong: `holds more than ${mostSecrets} secrets` };
  const secrets = list.filter((one) => typeof one === 'string' && isSecret(one)) as string[];
  if (secrets.length < list.length) return { wrong: `is not ${expectedSecret}`, todo: makeOne };
  return { value: secrets };
}

function isSecret(value: string): boolean {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value)?.[1];
  if (base64 === undefined) return false;
  const { length } = Buffer.from(base64, 'base64');
  return length >= 24 && length <= 64;
}

function eventType() {
  const types: readonly string[] = eventTypes;
  return text<IncidentEvent['type']>(anyOf(eventTypes), (value) => {
    const bare = value.trim().replace(/^incident\./, '');
    const todo = didYouMean(bare, types);
    if (types.includes(bare)) return { value: bare as IncidentEvent['type'] };
    return { wrong: `there is no event ${shown(value)}`, ...(todo && { todo }) };
  });
}

/** Returns the values of a webhook that must not appear in a log. */
export function secretsOf({ secrets, proxy, headers = [] }: Webhook): string[] {
  const hidden = headers.flatMap(({ value, isSecret }) => (isSecret ? [value, ...value.split(' ').slice(1)] : []));
  const passwords = proxy ? passwordsIn(proxy) : [];
  return [
    ...secrets,
    ...secrets.map((one) => one.replace('whsec_', '')),
    ...passwords,
    ...hidden.filter((one) => one.length >= shortestHidden),
  ];
}
