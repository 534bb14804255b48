import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AmendedDirectory, createDirectory } from '../../src/application/access/amend-directory.ts';
import { noRuntimeChanges, type RuntimeChanges } from '../../src/domain/runtime-changes.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { KeptLog } from '../harness/kept-log.ts';

const off: RuntimeChanges = { ...noRuntimeChanges, people: [{ person: 'bob', quietHours: 'off', version: 1 }] };
const hours = { from: '22:00', to: '07:00', except: [] } as const;

function withQuietBob() {
  const directory = sampleDirectory();
  const bob = { ...directory.people.get('bob')!, quietHours: hours };
  return { ...directory, people: new Map([...directory.people, ['bob', bob]]) };
}

let file = withQuietBob();
let read: () => Promise<RuntimeChanges>;
let log: KeptLog;
let amended: AmendedDirectory;

beforeEach(() => {
  file = withQuietBob();
  read = async () => structuredClone(off);
  log = new KeptLog();
  amended = createDirectory(() => file, { all: () => read() }, log);
});

afterEach(() => amended.stop());

const quiet = () => amended.current().people.get('bob')?.quietHours;

it('is the file until it is refreshed, then the file with the changes, one object for as long as nothing changes', async () => {
  expect(quiet()).toEqual(hours);
  await amended.refresh();
  expect(quiet()).toBeUndefined();
  const before = amended.current();
  await amended.refresh();
  expect(amended.current()).toBe(before);
  file = withQuietBob();
  expect(amended.current()).not.toBe(before);
  expect(quiet()).toBeUndefined();
  expect(amended.file()).toBe(file);
});

it('keeps what it knew when the changes cannot be read, and says so once', async () => {
  await amended.refresh();
  read = () => Promise.reject(new Error('the database does not answer'));
  await amended.refresh();
  await amended.refresh();
  expect(quiet()).toBeUndefined();
  expect(log.lines.map(({ level }) => level)).toEqual(['error']);
  read = async () => noRuntimeChanges;
  await amended.refresh();
  expect(quiet()).toEqual(hours);
  expect(log.lines.map(({ level }) => level)).toEqual(['error', 'info']);
});

it('does not take an answer that was overtaken', async () => {
  let release: (old: RuntimeChanges) => void = () => undefined;
  read = () =>
    new Promise((resolve) => {
      release = resolve;
    });
  const slow = amended.refresh();
  read = async () => off;
  await amended.refresh();
  release(noRuntimeChanges);
  await slow;
  expect(quiet()).toBeUndefined();
});
