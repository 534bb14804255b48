// Writes docs/events.schema.json: npx tsx docs/write-events-schema.ts && npx biome format --write docs/events.schema.json
import { writeFile } from 'node:fs/promises';
import { eventsJsonSchema } from '../src/schemas/event.ts';

await writeFile(new URL('events.schema.json', import.meta.url), `${JSON.stringify(eventsJsonSchema(), null, 2)}\n`);
