import { describe, expect, it } from 'vitest';
import { isExcepted, proxyFor } from '../../src/lib/network/proxy.ts';

const proxies = { HTTPS_PROXY: 'http://secure:3128', HTTP_PROXY: 'http://plain:3128' };

describe('the proxy of the environment', () => {
  it.each([
    ['https://hooks.example.org', proxies, 'http://secure:3128'],
    ['http://hooks.example.org', proxies, 'http://plain:3128'],
    ['https://hooks.example.org', { HTTP_PROXY: 'http://plain:3128' }, undefined],
    ['https://hooks.example.org', { ALL_PROXY: 'http://all:1' }, 'http://all:1'],
    ['https://hooks.example.org', { ...proxies, https_proxy: 'http://small:1' }, 'http://small:1'],
    ['https://hooks.example.org', { HTTPS_PROXY: 'proxy.example.org:3128' }, 'http://proxy.example.org:3128'],
    ['https://hooks.example.org', { HTTPS_PROXY: ' ' }, undefined],
    ['https://hooks.example.org', { ...proxies, NO_PROXY: 'example.org' }, undefined],
    ['https://hooks.example.org', { ...proxies, NO_PROXY: 'x', no_proxy: 'example.org' }, undefined],
    ['https://hooks.example.org', {}, undefined],
  ])('for %s with %j is %s', (url, env, expected) => expect(proxyFor(new URL(url), env)).toBe(expected));

  it.each([
    ['https://hooks.example.org', '*'],
    ['https://hooks.example.org', 'hooks.example.org'],
    ['https://hooks.example.org', 'other.org, example.org'],
    ['https://hooks.example.org', 'other.org example.org'],
    ['https://hooks.example.org', '.example.org'],
    ['https://example.org', '.example.org'],
    ['https://hooks.example.org', '*.example.org'],
    ['https://HOOKS.example.org.', 'Example.ORG'],
    ['https://hooks.example.org', 'example.org:443'],
    ['http://hooks.example.org', 'example.org:80'],
    ['http://hooks.example.org:8080', '.example.org:8080'],
    ['http://10.1.2.3', '10.0.0.0/8'],
    ['http://10.1.2.3:8080', '10.1.2.3:8080'],
    ['http://10.1.2.3', '10.1.2.3'],
    ['http://[fd00::5]', 'fd00::/8'],
    ['http://[fd00::5]', 'fd00::5'],
    ['http://[fd00::5]:8080', '[fd00::5]:8080'],
    ['http://[::ffff:10.1.2.3]', '10.0.0.0/8'],
  ])('is not used for %s when NO_PROXY is %s', (url, noProxy) => {
    expect(isExcepted(new URL(url), noProxy)).toBe(true);
  });

  it.each([
    ['https://hooks.example.org', ''],
    ['https://hooks.example.org', ','],
    ['https://hooks.example.org', '.'],
    ['https://notexample.org', 'example.org'],
    ['https://example.org', 'hooks.example.org'],
    ['https://hooks.example.org', 'example.org:80'],
    ['http://hooks.example.org:8080', 'example.org:80'],
    ['http://11.1.2.3', '10.0.0.0/8'],
    ['http://10.1.2.30', '10.1.2.3'],
    ['http://[fe80::5]', 'fd00::/8'],
    ['http://10.example.org', '10.0.0.0/8'],
    ['http://10.1.2.3', '10.0.0.0/99'],
  ])('is used for %s when NO_PROXY is “%s”', (url, noProxy) => {
    expect(isExcepted(new URL(url), noProxy)).toBe(false);
  });
});
