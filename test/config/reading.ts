import { readFileText } from '../../src/config/file.ts';
import { oneLine } from '../../src/config/mistakes.ts';

export const monday = new Date('2026-11-23T12:00:00Z');

/** The mistakes of a file, a line each; none when it is accepted. */
export function mistakesIn(text: string): string[] {
  return readFileText(text, monday).mistakes.map(oneLine);
}

export function accepted(text: string) {
  const reading = readFileText(text, monday);
  if (!reading.directory) throw new Error(`Not accepted:\n${reading.mistakes.map(oneLine).join('\n')}`);
  return reading;
}

/** The smallest useful file, and what a test adds to it. */
export function fileWith(more: string): string {
  return `
people: { alice: { email: alice@example.org }, bob: { email: bob@example.org } }
policies: { default: { levels: [ { page: [ { person: alice } ] } ] } }
services: { checkout: }
${more}`;
}
