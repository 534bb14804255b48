import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Minified, since each page that is opened reads it anew. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of WCAG 2.2 at level AA (contrast of 4.5 is one of them), and those for headings and landmarks. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Returns what axe-core has against the page as it is: the rule, the element, and what it says. */
export function accessibilityMistakes(page: Page): Promise<string[]> {
  return mistakes(page, { type: 'tag', values: tags });
}

/** The same of its colours alone: the one thing of a page that another colour scheme changes. */
export function contrastMistakes(page: Page): Promise<string[]> {
  return mistakes(page, { type: 'rule', values: ['color-contrast'] });
}

async function mistakes(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
  // Evaluated by the browser's debugger, so that the page's own policy does not keep it out.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axeSource);
  // What passes is neither described nor brought here, which takes longer than looking at it.
  const options: axe.RunOptions = { runOnly, reporter: 'no-passes', resultTypes: ['violations'] };
  const violations = await page.evaluate<axe.Result[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ target }) => !isComposer(id, target))
      .map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`),
  );
}

/** HTML gives a text area no other role, and screen readers speak a combobox of several lines well all the same. */
function isComposer(rule: string, target: axe.NodeResult['target']): boolean {
  return rule === 'aria-allowed-role' && target.join(' ') === '#composer';
}

/** Waits until nothing moves any more: what fades in has another contrast. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => new Promise((done) => requestAnimationFrame(done)))',
  );
}
