import type { Directory } from '../domain/directory.ts';
import type { Platform } from '../domain/people.ts';
import { pagedPeople, unreachablePeople } from '../domain/reachable.ts';

/**
 * Whether people who may be paged can be reached, with the changes made in chat. Contains no names, because the answer is
 * public.
 */
export interface Reach {
  readonly warning?: string;
  /** True when nobody at all can be paged. */
  readonly nobody: boolean;
}

/** Computes the result again only when the people have changed. */
export function createReach(
  directory: () => Directory,
  chats: readonly { readonly platform: Platform }[],
  everybodyOnWeb: boolean,
): () => Reach {
  const platforms = chats.map(({ platform }) => platform);
  let known: { readonly of: Directory; readonly reach: Reach } | undefined;
  return () => {
    const of = directory();
    if (known?.of !== of) known = { of, reach: reachOf(of, platforms, everybodyOnWeb) };
    return known.reach;
  };
}

function reachOf(directory: Directory, platforms: readonly Platform[], everybodyOnWeb: boolean): Reach {
  const all = pagedPeople(directory).length;
  const unreachable = unreachablePeople(directory, platforms, everybodyOnWeb).length;
  if (unreachable === 0) return { nobody: false };
  const warning = `${unreachable} of ${all} people who may be paged have no way that works: “tocsin check” names them`;
  return { warning, nobody: unreachable === all };
}
