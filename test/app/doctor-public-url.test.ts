import { expect, it } from 'vitest';
import { type CallPlatform, PlatformAway } from '../../src/app/doctor/call-platform.ts';
import { examinePublicUrl } from '../../src/app/doctor/surroundings.ts';
import { readSettings } from '../../src/config/settings.ts';

const answering: CallPlatform = async () => ({ status: 200, body: undefined, headers: new Headers() });
const away: CallPlatform = async () => {
  throw new PlatformAway('ECONNREFUSED');
};

const warningsAbout = async (publicUrl: string, call: CallPlatform) => {
  const settings = readSettings({ PUBLIC_URL: publicUrl }, () => '');
  const found = await examinePublicUrl(settings, call);
  return found.flatMap(({ level, text }) => (level === 'warning' ? [text] : []));
};

it.each(['http://tocsin.example.org', 'http://192.168.1.5:3000', 'http://10.0.0.1'])(
  'warns that browsers allow no notifications at %s, also while nothing answers there',
  async (publicUrl) => {
    const warning = expect.stringMatching(/^Browsers allow notifications on https only, and .* is not: put a proxy/);
    expect(await warningsAbout(publicUrl, answering)).toEqual([warning]);
    expect(await warningsAbout(publicUrl, away)).toEqual([warning, expect.stringContaining('Nothing answers')]);
  },
);

it.each(['https://tocsin.example.org', 'http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
  'warns of nothing at %s',
  async (publicUrl) => {
    expect(await warningsAbout(publicUrl, answering)).toEqual([]);
  },
);
