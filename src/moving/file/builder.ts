import { createIds, type Ids } from './ids.ts';
import { type Entry, type Imported, type ImportedFile, sections } from './imported.ts';
import { createLines, type Lines } from './lines.ts';

type SectionName = keyof typeof sections;
type ValueOf<S extends SectionName> = ImportedFile[S] extends ReadonlyMap<string, Entry<infer T>> ? T : never;

/** Builds the file. */
export interface Builder {
  readonly now: Date;
  readonly lines: Lines;
  readonly ids: Readonly<Record<SectionName, Ids>>;
  readonly keys: Map<string, string>;
  /** Adds an entry to the file; the lines about the subject become comments above it. */
  add<S extends SectionName>(section: S, id: string, value: ValueOf<S>, subject: string): void;
  addRoute(route: ImportedFile['routes'][number]['value'], comments?: readonly string[]): void;
  has(section: SectionName, id: string): boolean;
  /** Returns the members of the team with this key; undefined when the team is not in the file. */
  members(team: string): readonly string[] | undefined;
  imported(): Imported;
}

export function createBuilder(now: Date): Builder {
  const lines = createLines();
  const added = Object.fromEntries(Object.keys(sections).map((name) => [name, new Map()])) as unknown as Record<
    SectionName,
    Map<string, { value: unknown; subject: string }>
  >;
  const routes: Entry<ImportedFile['routes'][number]['value']>[] = [];
  const keys = new Map<string, string>();
  const ids = Object.fromEntries(Object.entries(sections).map(([name, kind]) => [name, createIds(kind)])) as Record<
    SectionName,
    Ids
  >;
  return {
    now,
    lines,
    ids,
    keys,
    add: (section, id, value, subject) => void added[section].set(id, { value, subject }),
    addRoute: (value, comments = []) => void routes.push({ value, comments }),
    has: (section, id) => added[section].has(id),
    members(team) {
      const found = added.teams.get(ids.teams.known(team) ?? '');
      return (found?.value as ValueOf<'teams'> | undefined)?.members;
    },
    imported() {
      const file = Object.fromEntries(
        Object.entries(added).map(([name, entries]) => [
          name,
          new Map([...entries].map(([id, { value, subject }]) => [id, { value, comments: lines.of(subject) }])),
        ]),
      );
      return { file: { ...file, routes } as unknown as ImportedFile, lines: lines.all(), keys };
    },
  };
}
