import { type Reading, text } from './sections/fields.ts';

/**
 * A “/”, “?” or “#” in a password that is not encoded ends the host, so a part of the password is read as the host. A “@”
 * behind it shows this mistake. In a web URL the path may contain a “@”.
 */
function passwordCut(value: string): { readonly wrong: string; readonly todo: string } | undefined {
  if (/^https?:/i.test(value) || !/^[^/]*\/\/[^/?#]*[/?#].*@/.test(value)) return undefined;
  return {
    wrong: 'has an @ after its first /, ? or #',
    todo: 'write /, ?, # and @ in a password as %2F, %3F, %23 and %40',
  };
}

/** Reads a URL of the environment. A mistake does not repeat it, because it may contain a password. */
export function url(schemes: readonly string[], example: string) {
  return text(`a URL such as ${example}`, (value): Reading<string> => {
    if (/\s/.test(value)) return { wrong: 'has a space or line break in it' };
    if (!schemes.some((scheme) => value.toLowerCase().startsWith(`${scheme}://`))) {
      return { wrong: `does not begin with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}` };
    }
    const cut = passwordCut(value);
    if (cut) return cut;
    if (!URL.canParse(value) || !new URL(value).hostname) return { wrong: 'is not a URL with a host in it' };
    return { value };
  });
}

/** Reads a URL to which paths are added: it has no slash at the end, no query and no fragment. */
export function baseUrl(example: string) {
  return url(['http', 'https'], example).transform((value, context) => {
    const { username, password, search, hash } = new URL(value);
    const extra = username || password ? 'a user or password' : search || hash ? 'a query or fragment' : undefined;
    if (!extra) return value.replace(/\/+$/, '');
    const message = `has ${extra} in it; expected only the address, such as ${example}; leave the rest out`;
    context.issues.push({ code: 'custom', message, input: undefined });
    return value;
  });
}

/** Reads the URI of MongoDB. It may name several hosts, which a web URL cannot. */
export function mongoUri() {
  const example = 'mongodb://db.example.org:27017/tocsin';
  return text(`a URI such as ${example}`, (value): Reading<string> => {
    if (/\s/.test(value)) return { wrong: 'has a space or line break in it' };
    if (!/^mongodb(?:\+srv)?:\/\//.test(value)) return { wrong: 'does not begin with mongodb:// or mongodb+srv://' };
    const cut = passwordCut(value);
    if (cut) return cut;
    const [authority = ''] = value.replace(/^[^/]*\/\//, '').split(/[/?#]/);
    const at = authority.lastIndexOf('@');
    if (/@/.test(authority.slice(0, Math.max(0, at)))) {
      return { wrong: 'has more than one @ before the hosts', todo: 'write an @ in a password as %40' };
    }
    const hosts = authority.slice(at + 1).split(',');
    if (hosts.some((host) => !/^(?:\[[\da-f:.]+\]|[\w.%-]+)(?::\d{1,5})?$/i.test(host))) {
      return { wrong: 'has no host that can be read', todo: 'write :, / and @ in a password as %3A, %2F and %40' };
    }
    return { value };
  });
}

/** Reads the URL of one Redis server, or with `+cluster` the nodes of a cluster, of which there may be several. */
export function redisUrl() {
  const example = 'redis://redis.example.org:6379';
  return text(`a URL such as ${example}, or redis+cluster://a.example.org,b.example.org`, (value): Reading<string> => {
    if (/\s/.test(value)) return { wrong: 'has a space or line break in it' };
    if (!/^rediss?(?:\+cluster)?:\/\//i.test(value)) {
      return { wrong: 'does not begin with redis://, rediss://, redis+cluster:// or rediss+cluster://' };
    }
    const cut = passwordCut(value);
    if (cut) return cut;
    const isCluster = /^rediss?\+cluster:/i.test(value);
    const [, authority = '', rest = ''] = /^[^/]*\/\/([^/?#]*)(.*)$/.exec(value) ?? [];
    const hosts = authority.slice(authority.lastIndexOf('@') + 1).split(',');
    if (hosts.length > 1 && !isCluster) {
      return { wrong: 'names several hosts', todo: 'begin with redis+cluster:// if they are a cluster' };
    }
    if (!hosts.every((host) => URL.canParse(`redis://${host}`) && new URL(`redis://${host}`).hostname)) {
      return { wrong: 'has no host that can be read', todo: 'write :, / and @ in a password as %3A, %2F and %40' };
    }
    if (isCluster && /^\/./.test(rest)) return { wrong: 'names a database, and a cluster has only one' };
    return { value };
  });
}

/** Returns the password of a URL, as it is written and decoded. */
export function passwordsIn(value: string): string[] {
  const [authority = ''] = value.replace(/^[^/]*\/\//, '').split(/[/?#]/);
  const user = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
  const password = user.includes(':') ? user.slice(user.indexOf(':') + 1) : '';
  if (!password) return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password]; // a lone % means that it is not encoded
  }
}
