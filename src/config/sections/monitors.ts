import { isIP } from 'node:net';
import { z } from 'zod';
import type { Check, ExpectedStatus, Probe } from '../../domain/checks/check.ts';
import type { Heartbeat } from '../../domain/heartbeats/heartbeat.ts';
import { say, shown } from '../mistakes.ts';
import { duration } from '../times.ts';
import { url } from '../urls.ts';
import {
  field,
  group,
  type KnownIds,
  line,
  type Named,
  type Reading,
  reference,
  severity,
  text,
  whole,
} from './fields.ts';

const secondMs = 1000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const defaults = {
  graceMs: 5 * minuteMs,
  everyMs: minuteMs,
  tlsEveryMs: 6 * hourMs,
  timeoutMs: 10 * secondMs,
} as const;
const mostDays = 3650;
const longestUrl = 2000;
const kinds = ['http', 'tcp', 'tls', 'statusPage'] as const;
const mostComponents = 50;

export function heartbeatSchema(known: KnownIds) {
  return group('a heartbeat: every, grace, service, severity', {
    every: duration(10 * secondMs, 400 * dayMs),
    grace: duration(0, 400 * dayMs).default(defaults.graceMs),
    ...concerned(known),
  }).transform(
    ({ every, grace, service, severity }): Named<Heartbeat> =>
      (id) => ({
        id,
        everyMs: every,
        graceMs: grace,
        ...(service !== undefined && { service }),
        ...(severity && { severity }),
      }),
  );
}

export function checkSchema(known: KnownIds) {
  return group('a check such as { http: https://shop.example.org/health } or { tcp: "db.example.org:5432" }', {
    http: address().optional(),
    tcp: hostAndPort('"db.example.org:5432"').optional(),
    tls: hostAndPort('"shop.example.org:443"', 443).optional(),
    statusPage: address('https://status.example.org').optional(),
    components: components().optional(),
    expect: expectedStatus().optional(),
    contains: line('a text that the answer has in it', 200).optional(),
    days: whole(0, mostDays).optional(),
    every: duration(10 * secondMs, 30 * dayMs).optional(),
    timeout: duration(secondMs, minuteMs).default(defaults.timeoutMs),
    failures: whole(1, 100).default(2),
    ...concerned(known),
  }).transform((read, context): Named<Check> => {
    const named = kinds.filter((kind) => read[kind] !== undefined);
    const probe = probeOf(read);
    const wrong = named.length === 1 ? misplaced(named[0]!, read) : wrongCount(named);
    if (wrong || !probe) {
      context.issues.push({ code: 'custom', message: wrong ?? wrongCount([]), input: undefined });
      return z.NEVER;
    }
    const { every, timeout, failures, service, severity } = read;
    return (id) => ({
      id,
      probe,
      everyMs: every ?? (probe.kind === 'tls' ? defaults.tlsEveryMs : defaults.everyMs),
      timeoutMs: timeout,
      failures,
      ...(service !== undefined && { service }),
      ...(severity && { severity }),
    });
  });
}

function concerned(known: KnownIds) {
  return { service: reference('services', known).optional(), severity: severity().optional() };
}

interface Written {
  readonly http?: string | undefined;
  readonly tcp?: HostAndPort | undefined;
  readonly tls?: HostAndPort | undefined;
  readonly statusPage?: string | undefined;
  readonly components?: readonly string[] | undefined;
  readonly expect?: ExpectedStatus | undefined;
  readonly contains?: string | undefined;
  readonly days?: number | undefined;
}

function probeOf({
  http,
  tcp,
  tls,
  statusPage,
  components: named,
  expect = '2xx',
  contains,
  days = 14,
}: Written): Probe | undefined {
  if (http !== undefined) return { kind: 'http', url: http, expect, ...(contains !== undefined && { contains }) };
  if (tcp) return { kind: 'tcp', ...tcp };
  if (statusPage !== undefined) return { kind: 'statusPage', url: statusPage, ...(named && { components: named }) };
  return tls && { kind: 'tls', ...tls, days };
}

function wrongCount(named: readonly string[]): string {
  const wrong = named.length > 1 ? `asks by ${named.join(' and ')} at once` : 'says nothing to ask';
  return say(wrong, 'one of http, tcp, tls or statusPage', named.length > 1 ? 'write a check for each' : undefined);
}

/** A key that has no meaning for this kind of check is a mistake, because it was meant for another kind. */
function misplaced(
  kind: (typeof kinds)[number],
  { expect, contains, days, components: named }: Written,
): string | undefined {
  if (kind !== 'http' && expect !== undefined) return say('has expect in it', 'that only beside http', 'remove it');
  if (kind !== 'http' && contains !== undefined) return say('has contains in it', 'that only beside http', 'remove it');
  if (kind !== 'statusPage' && named !== undefined)
    return say('has components in it', 'that only beside statusPage', 'remove it');
  if (kind !== 'tls' && days !== undefined) return say('has days in it', 'that only beside tls', 'remove it');
  return undefined;
}

function address(example = 'https://shop.example.org/health') {
  return url(['http', 'https'], example).transform((value, context) => {
    const { username, password } = new URL(value);
    const wrong = username || password ? 'has a user or password in it' : undefined;
    const long = value.length > longestUrl ? `is longer than ${longestUrl} characters` : undefined;
    if (!wrong && !long) return value;
    const message = say(wrong ?? long ?? '', `only the address, such as ${example}`);
    context.issues.push({ code: 'custom', message, input: undefined });
    return value;
  });
}

function components() {
  return z
    .array(line('the name of a component, as the page has it', 200), {
      error: ({ input }) => say(`is ${shown(input)}`, 'a list of names, such as [API, Console]'),
    })
    .min(1, say('is empty', 'names of components, such as [API, Console]', 'leave it out for all of them'))
    .max(mostComponents, say(`has more than ${mostComponents} names`, 'fewer'))
    .transform((names) => names.filter((name) => name !== undefined));
}

interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** Reads a host and a port. An IPv6 address before a port needs brackets, as in a URL. */
function hostAndPort(example: string, usualPort?: number) {
  return text<HostAndPort>(`a host and a port such as ${example}`, (value): Reading<HostAndPort> => {
    const [, bracketed, name, digits] = /^(?:\[([^\]\s]*)\]|([^\s:/@[\]]+))(?::(\d{1,6}))?$/.exec(value.trim()) ?? [];
    const host = bracketed ?? name;
    if (host === undefined) {
      const todo = isIP(value.trim()) === 6 ? 'put the address in [brackets]' : undefined;
      return { wrong: `is ${shown(value)}`, ...(todo && { todo }) };
    }
    if (bracketed !== undefined && isIP(bracketed) !== 6) return { wrong: 'has no IPv6 address in its brackets' };
    const port = digits === undefined ? usualPort : Number(digits);
    if (port === undefined) return { wrong: `${shown(value)} has no port` };
    if (port < 1 || port > 65_535) return { wrong: `there is no port ${port}` };
    return { value: { host, port } };
  });
}

function expectedStatus() {
  return field<ExpectedStatus>('a status such as 200, or 2xx for all of its hundred', (value) => {
    const written = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';
    if (/^[2-5]xx$/.test(written)) return { value: written as ExpectedStatus };
    return /^[2-5]\d\d$/.test(written) ? { value: Number(written) } : { wrong: `is ${shown(value)}` };
  });
}
