import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { readJson } from './json.ts';
import { Refusal } from './problem.ts';

/** As sent, and again once it is unpacked. */
const LIMIT_BYTES = 1024 * 1024;

const unpack = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  // Some mean zlib by it and some mean what is inside.
  deflate: async (packed: Uint8Array, options: { maxOutputLength: number }) =>
    ((packed[0] ?? 0) & 0x0f) === 8 ? promisify(inflate)(packed, options) : promisify(inflateRaw)(packed, options),
};

/** A body as it came, and what it says: JSON, the fields of a form, or text where it is neither; undefined when it is empty. */
export interface Body {
  readonly raw: Uint8Array;
  readonly body: unknown;
}

/**
 * The body of a request.
 *
 * @throws Refusal: 400 for what is broken, 413 beyond 1 MiB, packed or not, 415 for what is not read here
 */
export async function readBody(request: Request): Promise<Body> {
  const kind = kindOf(request.headers.get('content-type'));
  const packing = packingOf(request.headers.get('content-encoding'));
  const raw = await arrived(request);
  return { raw, body: parsed(decode(await unpacked(raw, packing)), kind) };
}

function parsed(text: string, kind: Kind): unknown {
  if (text.trim() === '') return undefined;
  switch (kind) {
    case 'json':
      return readJson(text);
    case 'form':
      // curl says form for whatever it posts, unless told.
      return looksLikeJson(text) ? readJson(text) : readForm(text);
    case 'text':
      return looksLikeJson(text) ? readJson(text) : text;
    default:
      return kind satisfies never;
  }
}

type Kind = 'json' | 'form' | 'text';
type Packing = keyof typeof unpack;

function kindOf(header: string | null): Kind {
  if (!header?.trim()) return 'json';
  const [type = '', ...parameters] = header
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  if (charset && !['utf-8', 'utf8', 'us-ascii', 'ascii'].includes(charset))
    throw refused(415, 'content-type', 'Only UTF-8 is read here: convert the body, and say charset=utf-8 or nothing.');
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type === 'text/plain') return 'text';
  throw refused(415, 'content-type', 'This content type is not read here: send application/json.');
}

function packingOf(header: string | null): Packing | undefined {
  const name = (header ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return undefined;
  if (Object.hasOwn(unpack, name)) return name as Packing;
  throw refused(415, 'content-encoding', 'This encoding is not read here: send gzip, deflate, br or none.');
}

async function arrived(request: Request): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await request.arrayBuffer());
  } catch {
    throw refused(400, '', 'The body broke off while it arrived: send it again.');
  }
  if (bytes.length > LIMIT_BYTES) throw tooLarge();
  return bytes;
}

async function unpacked(bytes: Uint8Array, packing: Packing | undefined): Promise<Uint8Array> {
  if (!packing) return bytes;
  try {
    // Stops at the limit, however much is still folded up.
    return await unpack[packing](bytes, { maxOutputLength: LIMIT_BYTES });
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw refused(400, '', `The body does not unpack as ${packing}, as its content-encoding says: send it again.`);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(400, '', 'The body is not valid UTF-8: send it in UTF-8.');
  }
}

function readForm(text: string): Readonly<Record<string, string>> {
  try {
    // URLSearchParams would quietly put replacement characters for bytes that are no UTF-8.
    decodeURIComponent(text);
  } catch {
    throw refused(400, '', 'The form is not valid: a % stands before what is no UTF-8 in hexadecimal.');
  }
  return Object.fromEntries(new URLSearchParams(text));
}

function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function tooLarge(): Refusal {
  return refused(413, '', 'The body is more than 1 MiB: send fewer alerts at once.');
}

function refused(status: number, field: string, message: string): Refusal {
  return new Refusal(status, message, { errors: [{ field, message }] });
}
