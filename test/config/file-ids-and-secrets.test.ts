import { expect, test } from 'vitest';
import { withService } from './file-parts.ts';
import { mistakesIn } from './reading.ts';

test.each([
  'xoxb-0000000000-planted',
  '123456789:AAFplantedplantedplantedplantedplant',
  'pl4nt3dpl4nt3dpl4nt3dpl4nt3dpl4nt3dpl4nt3d',
  'PlantEdKEyPlanTedKeyPLantEdKeYplANtedKEY',
  'mongodb://user:planted@db',
])('a secret that was put into the file is not repeated: %s', (secret) => {
  const places = [
    `token: ${secret}`,
    `"${secret}": x`,
    `people: { alice: { "${secret}": x } }`,
    `people: { "${secret}": { role: 5 } }`,
    `people: { alice: { name: 5, role: "${secret}", email: "${secret}", timezone: "${secret}" } }`,
    `people: { alice: { accounts: { slack: "${secret}" } }, bob: { quietHours: { from: "${secret}" } } }`,
    `services: { a: { policy: "${secret}" } }`,
    `schedules: { a: { layers: [ { people: ["${secret}"], every: "${secret}", starts: "${secret}" } ] } }`,
    `rooms: "${secret}"`,
    `"${secret}"`,
    `people: { alice: "${secret}"`,
    `people: *${secret.replaceAll(/\W/g, '')}`,
  ];
  for (const text of places) {
    const mistakes = mistakesIn(text);
    expect(mistakes).not.toEqual([]);
    expect(mistakes.join('\n')).not.toContain(secret);
  }
});

test('takes ids of up to 64 characters, and repeats them in a mistake', () => {
  const long = 'network-operations-center-on-call-rotation-for-emea-and-apac-24-7';
  const id = long.slice(0, 64);
  expect(mistakesIn(withService(`${id}: { policy: default }`))).toEqual([]);
  expect(mistakesIn(withService(`a: { policy: ${id} }`))[0]).toContain(`there is no policy “${id}”`);
  expect(mistakesIn(withService(`${long}: { policy: default }`))[0]).toContain('at most 64');
  expect(mistakesIn(withService(`a: { policy: team_platformInfra_primary_escalation_policy }`))[0]).toContain(
    '“team_platformInfra_primary_escalation_policy”',
  );
});

test.each([
  'paymentsplatformoncallrotationemeaweekends',
  'PaymentsPlatformOnCallRotationEmeaWeekends2',
  'PAYMENTSPLATFORMONCALLROTATIONEMEAWEEKENDS',
  'a'.repeat(64),
])('takes a long id without a dash or underscore for an id, and repeats it in a mistake: %s', (id) => {
  expect(mistakesIn(withService(`${id}: { policy: default }`))).toEqual([]);
  expect(mistakesIn(withService(`a: { policy: ${id} }`))[0]).toContain(`there is no policy “${id}”`);
  expect(mistakesIn(withService(`${id}: { polcy: default }`))[0]).toContain(`services.${id}.polcy`);
});

test('takes an id that another program made, though it looks random, and repeats it nowhere', () => {
  const id = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
  expect(mistakesIn(withService(`${id}: { policy: default }`))).toEqual([]);
  expect(mistakesIn(withService(`${id}: { polcy: default }`))[0]).not.toContain(id);
});

test.each([
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'b7e1c2d4-3f5a-4b6c-8d7e-9f0a1b2c3d4e',
  'sk_live_4eC39HqLyjWDarjtT1zdp7dc-4eC39HqLyj',
  'Zk3v-Qx9mPq_tR7wYb2nLs5dFg8hJc1aVe4u',
])('does not repeat a key with dashes in it, though an id may have them: %s', (key) => {
  const [mistake] = mistakesIn(withService(`a: { policy: "${key}" }`));
  expect(mistake).toContain('there is no policy');
  expect(mistake).not.toContain(key);
});
