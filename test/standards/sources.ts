import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Returns the paths of the product's files from the root of the repository, in order: src, commands and adapters. */
export function productFiles(): readonly string[] {
  return ['src', 'commands', 'adapters'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
      .sort(),
  );
}

/** Returns where a file of `productFiles` is on this machine. */
export function absolute(file: string): string {
  return join(root, file);
}
