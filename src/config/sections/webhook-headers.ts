import type { WebhookHeader } from '../../domain/webhook.ts';
import { isRecord } from '../../lib/values/json.ts';
import { say, shown } from '../mistakes.ts';
import { expectedOutput, isCommand, tryCommand } from '../secret-commands.ts';
import { CommandFailed, reasonOf, type SecretSource } from '../secret-source.ts';
import { field, type Reading } from './fields.ts';

const mostHeaders = 20;
const longestValue = 4_096;
const expected =
  'names of headers with their values, such as { X-Team: payments, Authorization: { file: /run/secrets/hook } }';
const expectedValue = 'a text, exec:command, { file: path } or { env: NAME }';

/** Headers that the connection, the signature and the body set. */
const reserved =
  /^(?:host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-length|proxy-.*|webhook-.*)$/i;

/** The value of a header with such a name is a secret, wherever it is written. */
const telling = /auth|token|key|secret|cookie|password/i;

/** Reads custom headers. A mistake names the header, and never repeats its value. */
export function headerFields(source: SecretSource) {
  return field<readonly WebhookHeader[]>(expected, (value) => {
    if (!isRecord(value)) return { wrong: `is ${shown(value)}` };
    const entries = Object.entries(value);
    if (entries.length > mostHeaders) return { wrong: `has more than ${mostHeaders} headers` };
    const headers: WebhookHeader[] = [];
    for (const [name, written] of entries) {
      if (!/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name)) return { wrong: `${shown(name)} is not the name of a header` };
      if (reserved.test(name)) return { wrong: `${name} is set by Tocsin itself`, todo: 'take it out' };
      if (headers.some((one) => one.name.toLowerCase() === name.toLowerCase())) return { wrong: `has ${name} twice` };
      const read = readValue(written, source);
      if ('wrong' in read) return { wrong: say(`${name} ${read.wrong}`, expectedValue, read.todo) };
      headers.push({ name, value: read.value.value, isSecret: read.value.isSecret || telling.test(name) });
    }
    return { value: headers };
  });
}

type Read = Reading<Omit<WebhookHeader, 'name'>>;

function readValue(written: unknown, source: SecretSource): Read {
  if (typeof written === 'number' || typeof written === 'boolean') return good(String(written), false);
  if (typeof written === 'string') return isCommand(written) ? fromCommand(written, source) : good(written, false);
  if (!isRecord(written)) return { wrong: `is ${shown(written)}` };
  const entries = Object.entries(written);
  const [key, where] = entries[0] ?? [];
  if (entries.length !== 1 || typeof where !== 'string') return { wrong: 'has not one of file and env' };
  if (key === 'file') return fromFile(where, source);
  return key === 'env' ? fromEnv(where, source) : { wrong: 'has not one of file and env' };
}

function fromCommand(written: string, { run }: SecretSource): Read {
  try {
    return good(run(written), true);
  } catch (err) {
    if (!(err instanceof CommandFailed)) throw err;
    return { wrong: err.message, todo: `${expectedOutput}; ${tryCommand}` };
  }
}

function fromFile(path: string, { readFile }: SecretSource): Read {
  try {
    return good(readFile(path), true);
  } catch (cause) {
    return { wrong: `cannot be read from its file (${reasonOf(cause)})`, todo: 'check path and rights' };
  }
}

function fromEnv(name: string, { env }: SecretSource): Read {
  if (!/^[A-Za-z_]\w{0,80}$/.test(name)) return { wrong: 'names no variable' };
  const value = env[name];
  return value?.trim() ? good(value, true) : { wrong: `is to be read from ${name}, which is not set` };
}

/** Refuses a line break, because it would start another header. */
function good(text: string, isSecret: boolean): Read {
  const value = text.trim();
  if (value === '') return { wrong: 'is empty' };
  if (value.length > longestValue) return { wrong: `is longer than ${longestValue} characters` };
  if (!/^[\t\x20-\x7e]*$/.test(value)) return { wrong: 'has a line break or a letter that headers cannot have in it' };
  return { value: { value, isSecret } };
}
