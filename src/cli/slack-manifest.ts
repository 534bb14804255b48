import { Command, InvalidArgumentError } from 'commander';
import { printJson, type Terminal } from './terminal.ts';

/** `tocsin slack-manifest [url]`: prints the manifest of the Slack app as JSON. */
export function slackManifestVerb({ out }: Terminal): Command {
  return new Command('slack-manifest')
    .description('Print the manifest of the Slack app, for api.slack.com/apps')
    .argument('[url]', 'your public URL (https://…): Slack connects by HTTP. Without it, by Socket Mode', publicAddress)
    .action(async (url: string | undefined) => {
      const { slackManifestFor } = await import('../app/slack-manifest.ts');
      printJson({ out }, await slackManifestFor(url));
    });
}

/** Slack delivers only to https addresses. */
function publicAddress(value: string): string {
  if (/^https:\/\/\S+$/i.test(value) && URL.canParse(value)) return value.replace(/\/+$/, '');
  throw new InvalidArgumentError('Expected an https address such as https://tocsin.example.org.');
}
