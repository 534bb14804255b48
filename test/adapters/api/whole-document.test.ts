import { readdirSync, readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { senders } from '../../../adapters/intake/senders/index.ts';
import { api, document, heartbeat, openDocument, operations, payload, served } from './served-document.ts';

beforeEach(openDocument);
afterEach(() => api.close());

describe('the document of all that is served', () => {
  it('is valid OpenAPI 3.1, with a name for each operation', async () => {
    const { valid, errors } = await new Validator().validate(document);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has every path that is served', () => {
    const mounted = served.flatMap(({ paths }) => paths).filter((path) => path.startsWith('/v1/'));
    const asWritten = mounted.map((path) => path.replace(/:(\w+)/g, '{$1}'));
    const missing = asWritten.filter((path) =>
      path.endsWith('/*')
        ? !operations.some((one) => one.path.startsWith(path.slice(0, -1)))
        : !operations.some((one) => one.path === path),
    );
    expect(mounted.length).toBeGreaterThan(8);
    expect(missing).toEqual([]);
  });

  it('has every sender', () => {
    const below = operations.map(({ path }) => /^\/v1\/alerts\/(.+)$/.exec(path)?.[1]).filter(Boolean);
    expect([...new Set(below)]).toEqual(senders.map(({ name }) => name));
    for (const { name, documentation, paths = [], methods = ['POST'], operations: own = [] } of senders) {
      // By each of its methods: at its address, or at the paths of its own API.
      const mine = operations.filter(
        ({ path }) => path === `/v1/alerts/${name}` || own.some((one) => one.path === path),
      );
      expect([...new Set(mine.map(({ method }) => method))].sort(), name).toEqual([...methods].sort());
      const told = document.paths[`/v1/alerts/${name}`].post;
      expect(told.externalDocs?.url).toBe(documentation);
      if (name !== 'api') expect(documentation).toMatch(/^https:\/\//);
      for (const path of paths) expect(told.description).toContain(path.replace('/*', '/…'));
    }
  });

  it('has every path that the sources of an adapter name', () => {
    const folder = new URL('../../../adapters/', import.meta.url);
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const named = sources.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/'(\/v1\/[\w/.-]+)/g)].map(([, path]) => path!),
    );
    expect(named.length).toBeGreaterThan(5);
    const unknown = named.filter((path) => !operations.some((one) => one.path.startsWith(path)));
    expect(unknown).toEqual([]);
  });

  it('names nothing that is not served', async () => {
    for (const { method, path } of operations.filter(({ path: one }) => !/incidents|oncall/.test(one))) {
      const answer = await api.ask(path.replace('{name}', heartbeat.name).replace('{id}', payload.id), { method });
      expect([404, 405], `${method} ${path}`).not.toContain(answer.status);
    }
  });
});
