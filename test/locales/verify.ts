/**
 * Checks the catalogues beyond what the compiler sees, and ends with 1 when something is wrong. Part of `npm run check`:
 * every text parses, asks for the same placeholders in each language and covers the language's own plurals, and every
 * English text is used somewhere.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { de } from '../../src/locales/de/index.ts';
import { en } from '../../src/locales/en/index.ts';
import { es } from '../../src/locales/es/index.ts';
import { ja } from '../../src/locales/ja/index.ts';

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, de, es, ja };
const sources = ['src', 'commands', 'adapters'];
const mistakes: string[] = [];

interface Found {
  readonly names: Set<string>;
  readonly plurals: { readonly type: Intl.PluralRuleType; readonly forms: readonly string[] }[];
}

function look(elements: readonly MessageFormatElement[], found: Found): Found {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    if (element.type === TYPE.tag) look(element.children, found);
    else found.names.add(element.value);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const { value } of Object.values(element.options)) look(value, found);
    }
    if (element.type === TYPE.plural) {
      found.plurals.push({ type: element.pluralType ?? 'cardinal', forms: Object.keys(element.options) });
    }
  }
  return found;
}

function lookAt(language: string, key: string, text: string): Found {
  const found: Found = { names: new Set(), plurals: [] };
  try {
    return look(parse(text, { ignoreTag: true }), found);
  } catch (err) {
    mistakes.push(`${language} ${key}: ${err instanceof Error ? err.message : String(err)}`);
    return found;
  }
}

for (const [language, texts] of Object.entries(catalogues)) {
  for (const [key, text] of Object.entries(texts)) {
    const english = lookAt('en', key, (en as Readonly<Record<string, string>>)[key] ?? '');
    const { names, plurals } = lookAt(language, key, text);
    const missing = [...english.names].filter((name) => !names.has(name));
    const unknown = [...names].filter((name) => !english.names.has(name));
    if (missing.length > 0) mistakes.push(`${language} ${key}: does not use {${missing.join('}, {')}}`);
    if (unknown.length > 0) mistakes.push(`${language} ${key}: uses {${unknown.join('}, {')}}, which is never given`);
    for (const { type, forms } of plurals) {
      const exact = forms.every((form) => form.startsWith('=') || form === 'other');
      const wanted = new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;
      const absent = exact ? [] : wanted.filter((form) => form !== 'many' && !forms.includes(form));
      if (absent.length > 0) mistakes.push(`${language} ${key}: has no plural for ${absent.join(', ')}`);
    }
  }
}

/** A key that stands in two files has the text of the one that is spread last, in silence. */
const filesOfTexts = readdirSync('src/locales/en', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);
const seen = new Map<string, string>();
for (const file of filesOfTexts) {
  const source = readFileSync(join('src/locales/en', file), 'utf8');
  for (const [, key = ''] of source.matchAll(/^ {2}'([\w.-]+)':/gm)) {
    const before = seen.get(key);
    if (before !== undefined) mistakes.push(`en ${key}: stands in ${before} and in ${file}`);
    seen.set(key, file);
  }
}

/** Where names are only listed: the texts, and the rules of which each has one. */
const isListOfNames = /^src[/\\](locales[/\\](en|de|es|ja)|domain[/\\]rules\.ts)/;
const code = sources
  .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => join(root, file)))
  .filter((file) => /\.(ts|js)$/.test(file) && !isListOfNames.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const quoted = new Set(
  Array.from(code.matchAll(/['"`]((?:[a-z]|\$\{\w+\}[.-]\w)[\w.$\-{}]*)['"`]/g), ([, text = '']) => text),
);
const patterns = [...quoted]
  .filter((text) => text.includes('${'))
  .map(
    (text) =>
      new RegExp(
        `^${text
          .split(/\$\{[^}]*\}/)
          .map((part) => part.replaceAll('.', '\\.'))
          .join('[\\w-]+')}$`,
      ),
  );
for (const key of Object.keys(en)) {
  const name = key.replace(/^refusal\./, '');
  if (!quoted.has(name) && !patterns.some((pattern) => pattern.test(name))) mistakes.push(`en ${key}: no code uses it`);
}

for (const mistake of mistakes) console.error(mistake);
console.log(
  `${Object.keys(en).length} texts in ${Object.keys(catalogues).length} languages, ${mistakes.length} mistakes`,
);
process.exitCode = mistakes.length > 0 ? 1 : 0;
