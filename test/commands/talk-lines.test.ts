import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isTalkAside } from '../../commands/aside.ts';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { Refused } from '../../src/domain/refusal.ts';
import { doubtOf } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// What people say to one another is no command, though a word of it may be one.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

function isAside(line: string): boolean {
  try {
    read(line);
    return false;
  } catch (err) {
    return err instanceof Refused && isTalkAside(err);
  }
}

it.each(
  readFileSync(new URL('talk.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n'),
)('%j is talk, which gets no answer where others read along', (line) => {
  expect(isAside(line)).toBe(true);
});

describe('a word that may be about the incident of the room', () => {
  it.each([
    ['done.', 'resolve'],
    ['listo', 'resolve'],
    ['erledigt, danke', 'resolve'],
    ['all good', 'resolve'],
    ['rollback done', 'resolve'],
    ['looking', 'ack'],
    ['roger', 'ack'],
    ['update the docs please', 'update'],
    ['reopen the PR please', 'reopen'],
    ['resolve conflicts before merging', 'resolve'],
  ])('%j asks before %s', (line, command) => {
    const input = read(line);
    expect([input.command, doubtOf(input.args)]).toEqual([command, 'asked']);
  });
});

it.each(['checkout is slow again', 'the page loads slowly', 'disk is full on node 3', 'resolv 14', 'acc 14'])(
  '%j gets an answer: it says what to send',
  (line) => {
    expect(isAside(line)).toBe(false);
  },
);
