// `npm start`: builds when something changed, then starts the program in this process.
import { buildIfChanged } from './build.mjs';

const seconds = await buildIfChanged();
if (seconds !== undefined) {
  console.log(`  Built in ${seconds.toFixed(1)} s with esbuild. Types are not checked here: npm run check does that.`);
}
await import('../dist/cli.js');
