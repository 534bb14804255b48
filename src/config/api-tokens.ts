import { type Role, roles } from '../domain/people.ts';
import { type ApiToken, type Scope, scopes } from '../ports/http.ts';
import { anyOf } from './near-miss.ts';
import { type Reading, text } from './sections/fields.ts';

const dayMs = 24 * 60 * 60_000;

const readers: Readonly<Record<string, (value: string) => Reading<Options>>> = {
  scopes: readScopes,
  expires: readExpiry,
  by: readPerson,
  role: readRole,
};

/** The options after the name, each after a slash. */
type Options = Pick<ApiToken, 'scopes' | 'expires' | 'by' | 'role'>;

/**
 * Reads `name:token` pairs, separated by commas or line breaks.
 * `name/alerts+read/expires=2027-01-31/by=mara/role=responder:token` limits what a token may do.
 */
export function apiTokens() {
  return text<readonly ApiToken[]>(
    'name:token pairs with commas or line breaks between them, each name once',
    (value) => {
      const entries = value.split(/[,\r\n]/).flatMap((entry) => entry.trim() || []);
      const tokens: ApiToken[] = [];
      for (const [index, entry] of entries.entries()) {
        const colon = entry.indexOf(':');
        const [name = '', ...parts] = entry.slice(0, Math.max(0, colon)).trim().split('/');
        const token = entry.slice(colon + 1).trim();
        if (!/^[\w.-]{1,40}$/.test(name) || !/^\S+$/.test(token)) {
          const todo = 'a name is letters, digits, “-”, “_” and “.”';
          return { wrong: `entry ${index + 1} is not name:token`, todo };
        }
        if (tokens.some((one) => one.name === name)) {
          return { wrong: `entry ${index + 1} has the name of an earlier one`, todo: 'give it its own' };
        }
        const options = readOptions(parts);
        if ('wrong' in options) return { ...options, wrong: `entry ${index + 1} ${options.wrong}` };
        tokens.push({ name, token, ...options.value });
      }
      return { value: tokens };
    },
  );
}

function readOptions(parts: readonly string[]): Reading<Options> {
  let options: Options = {};
  for (const part of parts) {
    const [, key = 'scopes', value = part] = /^(\w+)=(.*)$/.exec(part) ?? [];
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (!reader) {
      return {
        wrong: 'has an option that is not known',
        todo: 'write name/alerts+read/expires=2027-01-31/by=mara/role=responder:token',
      };
    }
    if (key in options) return { wrong: `has its ${key} twice`, todo: 'join scopes by “+”' };
    const read = reader(value);
    if ('wrong' in read) return read;
    options = { ...options, ...read.value };
  }
  return { value: options };
}

function readScopes(value: string): Reading<Options> {
  const names = value.split('+');
  if (names.some((one) => !(scopes as readonly string[]).includes(one))) {
    const todo = `write them like name/alerts+read:token; there are ${anyOf(scopes)}`;
    return { wrong: 'has a scope that there is not', todo };
  }
  return { value: { scopes: scopes.filter((scope: Scope) => names.includes(scope)) } };
}

/** The token is valid until the end of this day in UTC. */
function readExpiry(value: string): Reading<Options> {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : new Date(Number.NaN);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(value)) {
    return { wrong: 'does not expire on a date', todo: 'write it like expires=2027-01-31' };
  }
  return { value: { expires: new Date(day.getTime() + dayMs) } };
}

function readPerson(value: string): Reading<Options> {
  if (/^[^\s/=]{1,100}$/.test(value)) return { value: { by: value } };
  return { wrong: 'names nobody after by=', todo: 'write the id of a person of the file, like by=mara' };
}

function readRole(value: string): Reading<Options> {
  const role = roles.find((one: Role) => one === value);
  if (role) return { value: { role } };
  return { wrong: 'has a role that there is not', todo: `write it like role=responder; there are ${anyOf(roles)}` };
}
