import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createCloudwatch } from '../../../adapters/intake/senders/cloud/cloudwatch.ts';
import { senders as all } from '../../../adapters/intake/senders/index.ts';
import { anyCharacter } from '../../harness/any-character.ts';
import { makeCertificate } from '../email/certificate.ts';

/** A request as the corpus makes it. */
export interface Sent {
  readonly path: string;
  readonly body: string | Uint8Array;
  readonly type: string;
}

const certificate = makeCertificate({ from: new Date('2025-01-01'), to: new Date('2027-01-01') }).cert;

/** All there are; the one that asks its maker for a certificate gets another one, and nothing leaves this machine. */
export const senders = all.map((sender) =>
  sender.name === 'cloudwatch' ? createCloudwatch(async () => new Response(certificate)) : sender,
);

const folder = new URL('./fixtures/', import.meta.url);
const longestFirst = [...senders].sort((a, b) => b.name.length - a.name.length);

/** Every payload in the folder, and the sender after which it is named. */
export const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .flatMap((file) => {
    const sender = longestFirst.find(({ name }) => file.startsWith(`${name}-`));
    return sender ? [{ file, sender, text: readFileSync(new URL(file, folder), 'utf8') }] : [];
  });

const names = [...new Set(fixtures.flatMap(({ text }) => namesIn(JSON.parse(text))))];

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    Array.isArray(value) ? namesIn(one) : [name, ...namesIn(one)],
  );
}

const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '$where', 'a.b', '', 'ä'.repeat(300)),
  },
  { weight: 1, arbitrary: fc.string({ unit: anyCharacter }) },
);

const dates: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z', '2026-01-15T11:00:00Z'),
  fc.constantFrom(0, -1, 1, 1_768_477_500, 1_768_477_500_000, 4_000_000_000, 4_000_000_000_000, '0', '1768477500'),
  fc.date({ noInvalidDate: true }).map((date) => date.toJSON()),
  fc.date({ noInvalidDate: true }).map((date) => date.getTime()),
);

const scalar = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 1e308, '', ' ', '\u0000', '\ud800', '🚨'.repeat(150), 'x'.repeat(5_000)),
  fc.constantFrom(
    'firing',
    'resolved',
    'critical',
    'sev1',
    'P5',
    'open',
    'closed',
    'trigger',
    'resolve',
    'ALARM',
    'OK',
  ),
  fc.constantFrom('https://example.org/', 'http://u:p@example.org', 'javascript:alert(1)', 'http://', '//x'),
  dates,
  fc.string({ unit: anyCharacter }),
  fc.double(),
);

function objectOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  // fromEntries keeps `__proto__` as a property of its own, and so does JSON.
  return fc.array(fc.tuple(name, value), { maxLength: 8 }).map((entries) => Object.fromEntries(entries));
}

const anything: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 5 }, scalar, objectOf(tie('tree')), fc.array(tie('tree'), { maxLength: 4 })),
})).tree;

/** Once: making the arbitrary takes longer than what it makes. */
const belowPath = fc.webPath();
const path = (sender: (typeof senders)[number]) =>
  fc.oneof(
    fc.constant(`/v1/alerts/${sender.name}`),
    ...(sender.paths ?? []).map((own) =>
      own.endsWith('/*')
        ? belowPath.map((below) => own.slice(0, -2) + (below.startsWith('/') ? below : `/${below}`))
        : fc.constant(own),
    ),
  );

/** Any JSON at all, made of the names that the senders use. */
export const invented: fc.Arbitrary<Sent> = fc.constantFrom(...senders).chain((sender) =>
  fc.record({
    path: path(sender),
    body: fc.oneof(anything, objectOf(anything)).map((value) => JSON.stringify(value)),
    type: fc.constant('application/json'),
  }),
);

interface Change {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'rename' | 'double';
  readonly by: unknown;
  readonly name: string;
}

/** A fixture in which up to three things are another. */
export const mutated: fc.Arbitrary<Sent> = fc.constantFrom(...fixtures).chain(({ sender, text }) =>
  fc.record({
    path: path(sender),
    body: fc
      .array(
        fc.record<Change>({
          at: fc.nat(400),
          how: fc.constantFrom('replace', 'replace', 'remove', 'rename', 'double'),
          by: anything,
          name,
        }),
        { minLength: 1, maxLength: 3 },
      )
      .map((changes) => JSON.stringify(changes.reduce<unknown>(changed, JSON.parse(text)))),
    type: fc.constant('application/json'),
  }),
);

/** A fixture of which one date is another. */
export const redated: fc.Arbitrary<Sent> = fc.constantFrom(...fixtures).chain(({ sender, text }) =>
  fc.record({
    path: path(sender),
    body: fc.tuple(fc.nat(20), dates).map(([at, by]) => {
      const found = [...text.matchAll(/"\d{4}-\d\d-\d\d[T ][^"]*"|\b"?\d{10}(\d{3})?"?\b/g)];
      const [was] = found.length > 0 ? (found[at % found.length] ?? []) : [];
      return was === undefined ? text : text.replace(was, JSON.stringify(by));
    }),
    type: fc.constant('application/json'),
  }),
);

/** The value with the one inside it, counted through, that `at` means changed. */
function changed(whole: unknown, { at, how, by, name }: Change): unknown {
  let left = at % Math.max(1, countOf(whole));
  const walk = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const list = Array.isArray(value);
    const entries = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
      if (left-- !== 0) return [[key, walk(one)]];
      if (how === 'replace') return [[key, by]];
      if (how === 'remove') return [];
      return how === 'rename'
        ? [[name, one]]
        : [
            [key, one],
            [name, one],
          ];
    });
    return list ? entries.map(([, one]) => one) : Object.fromEntries(entries);
  };
  return walk(whole);
}

function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, one) => sum + 1 + countOf(one), 0);
}

/** A fixture of which the end is missing, or some bytes are others, under whatever content type. */
export const broken: fc.Arbitrary<Sent> = fc.constantFrom(...fixtures).chain(({ sender, text }) => {
  const bytes = Buffer.from(text);
  return fc.record({
    path: path(sender),
    body: fc.oneof(
      fc.nat(bytes.length).map((end) => bytes.subarray(0, end)),
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }).map((others) => {
        const copy = Uint8Array.from(bytes);
        for (const [at, byte] of others) copy[at] = byte;
        return copy;
      }),
      fc.uint8Array({ maxLength: 200 }),
    ),
    type: fc.constantFrom(
      'application/json',
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      '',
    ),
  });
});
