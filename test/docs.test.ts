import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { drawCommands } from '../adapters/discord/registration.ts';
import { readLine } from '../commands/grammar.ts';
import { commands } from '../commands/index.ts';
import { shapeIn } from '../commands/shapes.ts';
import { settingNames } from '../src/config/environment.ts';
import { readFileText } from '../src/config/file.ts';
import { translatorFor } from '../src/locales/translate.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  ...markdownIn(root),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const text = (page: string) => readFileSync(join(root, page), 'utf8');

describe('the documentation', () => {
  it.each(pages)('%s has no mark of a merge left in it', (page) => {
    expect(text(page)).not.toMatch(/^(?:<{7}|={7}|>{7})(?: |$)/m);
  });

  it('shows every command with its options, as commands/index.ts has them', () => {
    const rows = section('docs/commands.md', 'Reference')
      .filter((line) => /^\| `[a-z]/.test(line))
      .map((line) => line.replaceAll(/ +/g, ' '));
    const expected = commands.map((command) => {
      const { needs } = command;
      const { name, options, summary } = shapeIn(command, translatorFor('en'));
      const named = options.map((option) => `\`${option.name}\`${option.takesTheRest ? '\\*' : ''}`);
      return `| \`${name}\` | ${named.join(', ')} | ${summary} | ${needs} |`.replace('|  |', '| |');
    });
    // Paste what is expected into docs/commands.md when a command is added or changed.
    expect(rows).toEqual(expected);
  });

  it('names the commands that stand by themselves on Discord', () => {
    const [, ...own] = drawCommands(
      commands.map((command) => shapeIn(command, translatorFor('en'))),
      'guild',
    ).map(({ name }) => `\`/${name}\``);
    expect(text('docs/commands.md').replaceAll(/\s+/g, ' ')).toContain(
      `commands of their own there (${own.join(', ')})`,
    );
  });

  it('keeps README short enough to be read', () => {
    expect(text('README.md').split('\n').length).toBeLessThanOrEqual(200);
  });

  it('shows every setting, and none that there is not', () => {
    const rows = section('docs/settings.md', 'Reference').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name));
    expect([...named].sort()).toEqual([...settingNames].sort());
  });
});

describe.each(pages)('%s', (page) => {
  it('links to files and headings that are there', () => {
    const links = [...text(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = links.filter((target) => {
      if (/^(https?|mailto):/.test(target)) return false;
      const [path = '', heading] = target.split('#');
      const file = path ? join(dirname(join(root, page)), path) : join(root, page);
      if (!existsSync(file)) return true;
      return heading !== undefined && !anchorsOf(relative(root, file)).includes(heading);
    });
    expect(broken).toEqual([]);
  });

  it('shows configuration that is taken as it stands', () => {
    for (const block of fenced(page, 'yaml').filter((one) => /^people:/m.test(one))) {
      expect(readFileText(block, new Date('2026-03-01T00:00:00Z')).mistakes).toEqual([]);
    }
  });

  it('shows commands that can be typed', () => {
    const lines = fenced(page, 'text').flatMap((block) =>
      block.split('\n').filter((line) => /^\/incident /.test(line)),
    );
    for (const line of lines) expect(() => readLine(line, commands), line).not.toThrow();
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.md'));
}

/** The lines under a heading of the second level. */
function section(page: string, heading: string): string[] {
  const [, after = ''] = text(page).split(`\n## ${heading}\n`);
  return after.split(/\n## /)[0]!.split('\n');
}

function fenced(page: string, language: string): string[] {
  return [...text(page).matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, block = '']) => block,
  );
}

/** As GitHub spells the addresses of headings. */
function anchorsOf(page: string): string[] {
  return [...text(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
