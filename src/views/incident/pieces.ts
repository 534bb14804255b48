import type { Directory } from '../../domain/directory.ts';
import type { PersonId } from '../../domain/people.ts';
import type { Mention } from '../../ports/text-pieces.ts';

/** A person whom a sentence mentions, because they are paged or given a role. */
export interface Called {
  readonly name: string;
  readonly person: PersonId;
}

/** A part of a sentence. */
export type Piece = string | Called;

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.name)).join('');
}

/** Returns where the text of the pieces has the names of the people whom it mentions. */
export function mentionsIn(pieces: readonly Piece[], { people }: Directory): readonly Mention[] {
  const mentions: Mention[] = [];
  let start = 0;
  for (const piece of pieces) {
    const end = start + textOf([piece]).length;
    const accounts = typeof piece === 'string' ? undefined : people.get(piece.person)?.accounts;
    if (accounts) mentions.push({ start, end, accounts });
    start = end;
  }
  return mentions;
}
