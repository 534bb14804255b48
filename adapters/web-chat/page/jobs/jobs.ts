import { html, nothing } from 'lit-html';
import { beginPage, focusOn } from '../own-page/begin.ts';
import { frame } from '../own-page/frame.ts';
import { detail } from './detail.ts';
import { list } from './list.ts';
import { jobs, readJobs, selectByAddress } from './state.ts';
import { t } from './texts.ts';

function page() {
  const { problem, announcement } = jobs;
  return frame({
    title: t('web-jobs.title'),
    look: 'jobs',
    problem,
    retry: () => void readJobs(),
    body: html`<p class="spoken" role="status">${announcement}</p>${body()}`,
  });
}

function body() {
  const { jobs: all, selected, problem } = jobs;
  if (!all) return problem === undefined ? html`<p class="loading">${t('web.loading')}</p>` : nothing;
  const shown = all.find(({ name }) => name === selected);
  return shown ? detail(shown) : list(all);
}

async function follow(): Promise<void> {
  const before = jobs.selected;
  const reading = selectByAddress();
  // Moves the focus to the selected job, and back to the entry afterwards, for screen readers.
  focusOn(jobs.selected === undefined ? `entry-${before}` : 'job');
  await reading;
}

await beginPage(page);
addEventListener('hashchange', () => void follow());
document.addEventListener('visibilitychange', () => void (document.hidden || readJobs()));
await readJobs();
