import { expect, it } from 'vitest';
import type { Directory } from '../../../src/domain/directory.ts';
import type { Language } from '../../../src/domain/languages.ts';
import { directTo } from '../../../src/ports/chat.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { alice, card, linksIn, openEmail, readable } from './open.ts';

/** The file, in Japanese, with one person who reads another language. */
function inFile(language?: Language): Directory {
  const directory = sampleDirectory({ language: 'ja' });
  const people = new Map(directory.people);
  people.set('alice', { ...people.get('alice')!, email: alice, ...(language && { language }) });
  return { ...directory, people };
}

async function mailTo(directory: Directory) {
  const open = await openEmail({ directory });
  await open.start();
  await open.email.send(directTo('email', alice), card, 'incident-1/page-alice');
  const { html, text } = open.mail.received[0]!.parsed;
  const [ack] = linksIn(html || '');
  const page = (header?: string) => open.visit(ack!.url, header ? { headers: { 'accept-language': header } } : {});
  return { open, html: html || '', text, page };
}

it('frames a mail in the language of its reader, and the pages behind its links too', async () => {
  const { open, html, text, page } = await mailTo(inFile('de'));
  expect(html).toContain('<html lang="de"');
  expect(text).toContain(`Tocsin hat diese E-Mail an ${alice} gesendet.`);
  expect(text).toContain('bis So., 8. März 2026');
  const answer = await (await page('es')).text();
  expect(answer).toContain('<html lang="de"');
  expect(readable(answer)).toContain('Vor dem Klick auf die Schaltfläche geschieht nichts.');
  await open.close();
});

it('is in the file’s language, and its pages in the browser’s, where the person has chosen none', async () => {
  const { open, html, page } = await mailTo(inFile());
  expect(html).toContain('<html lang="ja"');
  expect(await (await page()).text()).toContain('<html lang="ja"');
  expect(await (await page('es-MX')).text()).toContain('<html lang="es"');
  const wrong = await open.visit('http://tocsin.test/mail/nothing', { headers: { 'accept-language': 'es' } });
  expect(readable(await wrong.text())).toContain('No hay nada en esta dirección');
  await open.close();
});
