import { commands } from '../../commands/index.ts';
import { shapeIn } from '../../commands/shapes.ts';
import { translatorFor } from '../locales/translate.ts';

/** @param publicUrl where Slack reaches this server by HTTP; without it the app uses Socket Mode */
export async function slackManifestFor(publicUrl?: string): Promise<object> {
  const { slackManifest } = await import('../../adapters/slack/manifest.ts');
  const catalogue = commands.map((command) => shapeIn(command, translatorFor('en')));
  return slackManifest(catalogue, publicUrl ? { mode: 'http', publicUrl } : { mode: 'socket' });
}
