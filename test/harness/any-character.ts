import fc from 'fast-check';

const firstSurrogate = 0xd800;
const surrogates = 0x800;
const lastCharacter = 0x10ffff;

/**
 * Every character of Unicode, as the unit of `fc.string`. It draws what fast-check's own unit `binary` draws, which first
 * makes a table of all of them: a second and 90 MB in each worker.
 */
export const anyCharacter = fc
  .nat(lastCharacter - surrogates)
  .map((index) => String.fromCodePoint(index < firstSurrogate ? index : index + surrogates), indexOf);

function indexOf(character: unknown): number {
  const point = typeof character === 'string' ? character.codePointAt(0) : undefined;
  if (point === undefined || String.fromCodePoint(point) !== character || /\p{Surrogate}/u.test(character))
    throw new Error('Not one whole character');
  return point < firstSurrogate ? point : point - surrogates;
}
