import { randomBytes } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { scopes as knownScopes } from '../ports/http.ts';
import { printJson, type Terminal } from './terminal.ts';

const tokenBytes = 32;

/** `tocsin tokens new <name>`: makes an entry for API_TOKENS. Tocsin does not store it. */
export function tokensVerb({ out }: Terminal): Command {
  const make = new Command('new')
    .description('Print a new entry for API_TOKENS')
    .argument('<name>', 'the program that gets it', clientName)
    .option('--scopes <scopes>', `what it may do: ${knownScopes.join(', ')}, joined by +; all of it without`, scopesOf)
    .option('--json', 'print name, token and entry as JSON')
    .addHelpText(
      'after',
      '\nThe program sends what follows the colon, as “Authorization: Bearer …”.\nExample: tocsin tokens new grafana --scopes alerts',
    )
    .action((name: string, { scopes, json }: { scopes?: string; json?: boolean }) => {
      const token = randomBytes(tokenBytes).toString('base64url');
      const entry = `${name}${scopes ? `/${scopes}` : ''}:${token}`;
      if (json) printJson({ out }, { name, token, entry });
      else out(`${entry}\n`);
    });
  return new Command('tokens').description('Make tokens for programs').addCommand(make);
}

function clientName(name: string): string {
  if (/^[\w.-]{1,40}$/.test(name)) return name;
  throw new InvalidArgumentError('Expected letters, digits, “-”, “_” and “.”, at most 40.');
}

function scopesOf(text: string): string {
  const known: readonly string[] = knownScopes;
  if (text.split('+').every((scope) => known.includes(scope))) return text;
  throw new InvalidArgumentError(`Expected ${knownScopes.join(', ')}, joined by +.`);
}
