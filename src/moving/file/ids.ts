/** Short enough for a suffix, and so that no id is mistaken for a key. */
const longest = 40;

/** Gives each entry of a kind a unique id that is made from its name. */
export interface Ids {
  /** @returns the same id for the same key every time */
  idFor(key: string, name: string): string;
  /** Returns the id of this key; undefined when there is none. */
  known(key: string): string | undefined;
  /** Gives the id of a key another name as well. */
  alias(name: string, key: string): void;
  /** Returns a new id that is similar to this one, for an entry without a key in the other system. */
  fresh(near: string): string;
}

/** @param kind the id of an entry whose name has no allowed letter: `schedule` */
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

/** Turns a name into an id: `Checkout (EU)` is `checkout-eu`, `Zoë` is `zoe`. */
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
