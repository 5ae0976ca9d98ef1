import { h, s } from './dom.js';
import { number, percent } from './format.js';
import { countsOf, outcomes } from './outcomes.js';

const barWidth = 1000;

/** One bar: as long as the job has come, in the colours of its outcomes. The text beside it says the same. */
export function outcomeBar(job) {
  let x = 0;
  const parts = countsOf(job).map(([name, n]) => {
    const width = n / Math.max(1, job.total) * barWidth;
    const part = s('rect', { x, width, height: 10, class: `o-${name}` });
    x += width;
    return part;
  });
  return s('svg', { class: 'bar', viewBox: `0 0 ${barWidth} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, parts);
}

/** A bar for each outcome, with its count and its share of all URLs. */
export function outcomeChart(job) {
  const counts = countsOf(job);
  if (!counts.length) return h('p', { class: 'hint' }, 'No URL has its record yet.');
  const most = Math.max(...counts.map(([, n]) => n));
  return h('ul', { class: 'bars', 'aria-label': 'Outcomes' }, counts.map(([name, n]) => h('li', {},
    h('span', { class: 'name' }, h('span', { class: `dot o-${name}`, 'aria-hidden': 'true' }), outcomes[name]),
    s('svg', { class: 'bar', viewBox: `0 0 ${barWidth} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      s('rect', { width: Math.max(4, n / most * barWidth), height: 10, class: `o-${name}` })),
    h('span', { class: 'value' }, `${number(n)} (${percent(n, job.total)})`))));
}
