/** Short enough that a suffix still fits, and that no id looks like a key. */
const longest = 40;

/** Gives each thing of one kind an id of its own, made of its name. */
export interface Ids {
  /** @returns the same id for the same key every time */
  idFor(key: string, name: string): string;
  /** Undefined: there is nothing under this key. */
  known(key: string): string | undefined;
  /** Makes what is known under a key known under another name as well. */
  alias(name: string, key: string): void;
  /** A new id near this one, for something that no key of the other system stands for. */
  fresh(near: string): string;
}

/** @param kind what the id is when the name has no letter that an id may hold: `schedule` */
export function createIds(kind: string): Ids {
  const byKey = new Map<string, string>();
  const taken = new Set<string>();

  function fresh(near: string): string {
    const usable = near === 'bot' || near in {} ? `${kind}-${near}` : near;
    let id = usable;
    for (let number = 2; taken.has(id); number += 1) id = `${usable}-${number}`;
    taken.add(id);
    return id;
  }

  return {
    fresh,
    known: (key) => byKey.get(key),
    alias(name, key) {
      const found = byKey.get(key);
      if (found !== undefined && !byKey.has(name)) byKey.set(name, found);
    },
    idFor(key, name) {
      const found = byKey.get(key) ?? fresh(spelled(name) || kind);
      byKey.set(key, found);
      return found;
    },
  };
}

/** `Checkout (EU)` is `checkout-eu`, `Zoë` is `zoe`. */
function spelled(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
}
