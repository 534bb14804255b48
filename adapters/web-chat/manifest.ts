import { designTokens } from '../../src/lib/design-tokens.ts';

const NAME = 'Tocsin';

/** Returns the manifest, by which a phone installs the page as an app. The name is the same in every language. */
export function manifest(): string {
  const { ground, surface } = designTokens.light;
  const png = (name: string, size: number, purpose = 'any') => ({
    src: `/web/${name}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return JSON.stringify({
    id: '/',
    name: NAME,
    short_name: NAME,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    theme_color: surface,
    background_color: ground,
    icons: [
      { src: '/web/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      png('icon-192', 192),
      png('icon-512', 512),
      png('icon-maskable-512', 512, 'maskable'),
    ],
  });
}
