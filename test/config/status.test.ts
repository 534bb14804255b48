import { expect, it } from 'vitest';
import { accepted, fileWith, mistakesIn } from './reading.ts';

const services = (keys: string) => fileWith('').replace('checkout:', `checkout: { ${keys} }`);

it('publishes no service unless the file says so', () => {
  const of = (keys: string) => accepted(services(keys)).directory.services.get('checkout');
  expect(of('')).not.toHaveProperty('public');
  expect(of('public: false')).not.toHaveProperty('public');
  expect(of('public: true')).toMatchObject({ name: 'Checkout', public: true });
});

it('reads what the page says at its top', () => {
  const { directory, warnings } = accepted(
    `${services('public: true')}\nstatus: { title: " Example Shop ", about: How the shop is doing. }`,
  );
  expect(directory.status).toEqual({ title: 'Example Shop', about: 'How the shop is doing.' });
  expect(warnings).toEqual([]);
  expect(accepted(fileWith('')).directory).not.toHaveProperty('status');
});

it('says that a page shows nothing', () => {
  expect(accepted(fileWith('status: { title: Example Shop }')).warnings).toEqual([
    'status: no service is public, so the page shows none; write public: true for those that everybody may see',
  ]);
});

it.each([
  [services('public: everybody'), 'services.checkout.public (line 4): is “everybody”; expected true or false'],
  [services('pubic: true'), 'did you mean public?'],
  [fileWith('status: yes please'), 'status (line 5): is “yes please”; expected the status page: title, about'],
  [fileWith('status: { title: "" }'), 'status.title (line 5): is empty; expected whose page it is, such as'],
  [fileWith(`status: { title: ${'a'.repeat(81)} }`), 'status.title (line 5): is 81 characters long; expected'],
  [fileWith('status: { about: "a\\nb" }'), 'status.about (line 5): has a line break or control character in it'],
  [fileWith('status: { titel: x }'), 'status.titel (line 5): is not a key that belongs here; expected title or about'],
  [fileWith('statuses: {}'), 'did you mean status?'],
])('says what is wrong with %j', (text, sentence) => {
  const mistakes = mistakesIn(text);
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toContain(sentence);
});
