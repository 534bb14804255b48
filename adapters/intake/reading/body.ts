import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import type { PlainRequest } from '../../../src/ports/http.ts';
import { unescaped } from '../../../src/ports/typed-text.ts';
import { Refusal } from '../problem.ts';
import { readJson } from './json.ts';
import type { IntakeNotes } from './notes.ts';

/** Limit for the body as sent, and again for the decompressed body. */
const LIMIT_BYTES = 8 * 1024 * 1024;

const unpack = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  // Some senders mean zlib by “deflate”, and some raw deflate.
  deflate: async (packed: Uint8Array, options: { maxOutputLength: number }) =>
    ((packed[0] ?? 0) & 0x0f) === 8 ? promisify(inflate)(packed, options) : promisify(inflateRaw)(packed, options),
};

/** A body as it arrived, and its contents: JSON, the fields of a form, or text; undefined when it is empty. */
export interface Body {
  readonly raw: Uint8Array;
  readonly body: unknown;
}

type Asked = Pick<PlainRequest, 'headers' | 'arrayBuffer'>;

type Packing = keyof typeof unpack;

/** Form fields in which programs post JSON: Uptime Kuma, GitHub and Slack-like senders. */
const jsonFields = ['payload', 'data'] as const;

/**
 * Reads the body of a request. Its contents count more than its content type: JSON is read under any content type, also
 * inside the field `payload` or `data` of a form.
 *
 * @throws Refusal: 400 for a malformed body, 413 beyond 8 MiB compressed or not, 415 for an unsupported type or encoding
 */
export async function readBody(request: Asked, notes: IntakeNotes): Promise<Body> {
  const type = typeOf(request.headers.get('content-type'));
  const packing = packingOf(request.headers.get('content-encoding'));
  const raw = await arrived(request);
  const bytes = await unpacked(raw, packing);
  return {
    raw,
    body: type.name === 'multipart/form-data' ? await ofParts(bytes, type) : parsed(decode(bytes, type, notes), type),
  };
}

function parsed(text: string, { name }: ContentType): unknown {
  if (text.trim() === '') return undefined;
  if (looksLikeJson(text)) return readJson(text);
  // OpenSearch and others post their messages as text, and call it JSON.
  if (isJson(name)) return isWords(text) ? text : readJson(text);
  // curl calls everything a form: `curl -d 'Disk full on db-1'`.
  if (name === 'application/x-www-form-urlencoded')
    return /[=&]/.test(text) ? ofForm([...new URLSearchParams(text)]) : text;
  const leaves = ofXml(text);
  if (leaves) return leaves;
  if (isWords(text) && !/^\s*</.test(text)) return text;
  throw refused(415, 'content-type', 'This content type is not read here: send application/json.');
}

/** Returns the texts of XML or HTML by the names of their elements; undefined when it has none. */
function ofXml(text: string): Readonly<Record<string, string>> | undefined {
  if (!/^\s*</.test(text)) return undefined;
  const leaves = [
    ...text.matchAll(/<(?:[\w.-]{1,60}:)?([\w.-]{1,60})(?:\s[^<>]{0,1000})?>([^<>]{1,20000})<\//g),
  ].reverse();
  const named = leaves.flatMap(([, name = '', value = '']) =>
    value.trim() ? [[name, unescaped(value.trim())] as const] : [],
  );
  // The first of a name counts. fromEntries keeps `__proto__` as a property of its own.
  return named.some(([, value]) => /\p{L}/u.test(value)) ? Object.fromEntries(named) : undefined;
}

/** Text of people or a template, not a value of JSON or bytes of something else. */
function isWords(text: string): boolean {
  return /\p{L}{2}/u.test(text) && !/^\s*(?:"|true\b|false\b|null\b)|[\0\uFFFD]/.test(text);
}

/** Uptime Kuma posts its JSON as multipart/form-data by default. */
async function ofParts(bytes: Uint8Array, { header }: ContentType): Promise<unknown> {
  try {
    const form = await new Response(Buffer.from(bytes), { headers: { 'content-type': header } }).formData();
    return ofForm([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])));
  } catch (err) {
    if (err instanceof Refusal) throw err;
    throw refused(400, '', 'The form is not valid multipart/form-data: send application/json.');
  }
}

function ofForm(fields: readonly (readonly [name: string, value: string])[]): unknown {
  const form = Object.fromEntries(fields);
  const inside = jsonFields.map((name) => (Object.hasOwn(form, name) ? form[name] : undefined)).find(looksLikeJson);
  return inside === undefined ? form : readJson(inside);
}

interface ContentType {
  readonly header: string;
  /** Lower case, without parameters; empty when the sender names none. */
  readonly name: string;
  readonly charset?: string;
}

function typeOf(value: string | null): ContentType {
  const header = value?.trim() ?? '';
  const [name = '', ...parameters] = header
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  return { header, name, ...(charset && { charset }) };
}

function isJson(name: string): boolean {
  return name === '' || name === 'application/json' || name === 'text/json' || name.endsWith('+json');
}

function packingOf(header: string | null): Packing | undefined {
  const name = (header ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return undefined;
  if (Object.hasOwn(unpack, name)) return name as Packing;
  throw refused(415, 'content-encoding', 'This encoding is not read here: send gzip, deflate, br or none.');
}

async function arrived(request: Asked): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    const given = await request.arrayBuffer();
    bytes = given instanceof Uint8Array ? given : new Uint8Array(given);
  } catch {
    throw refused(400, '', 'The body ended early: send it again.');
  }
  if (bytes.length > LIMIT_BYTES) throw tooLarge();
  return bytes;
}

async function unpacked(bytes: Uint8Array, packing: Packing | undefined): Promise<Uint8Array> {
  const kind = packing ?? (bytes[0] === 0x1f && bytes[1] === 0x8b ? 'gzip' : undefined);
  if (!kind) return bytes;
  try {
    // Decompression stops at the limit, however large the result would be.
    return await unpack[kind](bytes, { maxOutputLength: LIMIT_BYTES });
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw refused(400, '', `The body does not unpack as ${kind}, as its content-encoding says: send it again.`);
  }
}

/**
 * Decodes the body: as UTF-8 when it is valid UTF-8, else in the charset of the content type, else with replacement
 * characters.
 */
function decode(bytes: Uint8Array, { charset = 'utf-8' }: ContentType, notes: IntakeNotes): string {
  const strict = decoded(bytes, 'utf-8', true);
  if (strict !== undefined) return strict;
  const asNamed = decoded(bytes, wideIn(bytes) ?? charset, true);
  if (asNamed !== undefined) return asNamed;
  const replaced = decoded(bytes, 'utf-8', false) ?? '';
  const old = /[^\p{ASCII}\uFFFD]/u.test(replaced) ? undefined : inWindows1252(bytes);
  notes.ignore({ field: '', message: 'Bytes that are no valid UTF-8 were replaced: send the body in UTF-8.' });
  return old ?? replaced;
}

/** Returns the text as Windows-1252 when all its non-ASCII characters are then letters inside words. */
function inWindows1252(bytes: Uint8Array): string | undefined {
  const text = decoded(bytes, 'windows-1252', false) ?? '';
  const isWords = [...text.matchAll(/\P{ASCII}+/gu)].every(({ 0: found, index }) => {
    const around = text.slice(Math.max(0, index - 1), index + found.length + 1);
    return /^\p{L}+$/u.test(found) && /[a-z]/i.test(around);
  });
  return isWords ? text : undefined;
}

/** Detects the byte order mark of UTF-16, which PowerShell and other Windows programs write. */
function wideIn([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function decoded(bytes: Uint8Array, charset: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
}

function looksLikeJson(text: string | undefined): text is string {
  return text !== undefined && /^\s*[[{]/.test(text);
}

function tooLarge(): Refusal {
  return refused(413, '', 'The body is more than 8 MiB: send fewer alerts at once.');
}

function refused(status: number, field: string, message: string): Refusal {
  return new Refusal(status, message, { errors: [{ field, message }] });
}
