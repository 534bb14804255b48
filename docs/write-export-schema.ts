// Writes docs/export.schema.json: npx tsx docs/write-export-schema.ts && npx biome format --write docs/export.schema.json
import { writeFile } from 'node:fs/promises';
import { exportJsonSchema } from '../src/schemas/export.ts';

await writeFile(new URL('export.schema.json', import.meta.url), `${JSON.stringify(exportJsonSchema(), null, 2)}\n`);
