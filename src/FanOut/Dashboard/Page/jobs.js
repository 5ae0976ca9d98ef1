import { h, announce, errorBox, renew, scrolling } from './dom.js';
import { listJobs } from './api.js';
import { poll } from './polling.js';
import { count, decimal, moment, number, percent } from './format.js';
import { isFinished } from './outcomes.js';
import { outcomeBar } from './outcomechart.js';

const statuses = ['pending', 'running', 'paused', 'succeeded', 'partial', 'failed', 'cancelled'];

export function showJobs(main) {
  const filter = h('select', { id: 'status', onchange: again }, h('option', { value: '' }, 'any'), statuses.map(status => h('option', {}, status)));
  const place = h('div', {}, h('p', {}, 'Loading…'));
  const pages = h('div', { class: 'buttons' });
  main.append(h('h1', {}, 'Jobs'), h('div', { class: 'filters' }, h('label', { for: 'status' }, 'Status'), filter), place, pages);

  /** Tokens of the pages before the one that is shown. */
  let trail = [null];
  let last = '';
  const polling = poll(look, error => {
    place.replaceChildren(errorBox(error, () => polling.now()));
    last = '';
    return error.status !== 401;
  });
  return polling.stop;

  function again() {
    trail = [null];
    last = '';
    polling.now();
  }

  async function look(signal) {
    const asked = `${filter.value}|${trail.at(-1)}`;
    const page = await listJobs({ status: filter.value, continuationToken: trail.at(-1), signal });
    if (asked !== `${filter.value}|${trail.at(-1)}`) return 'changed';
    const text = JSON.stringify(page);
    if (text === last) return 'same';
    if (last === '') announce(count(page.jobs.length, 'job'));
    last = text;
    render(page);
    return 'changed';
  }

  function render(page) {
    renew(place, page.jobs.length ? scrolling('Jobs', table(page.jobs)) : nothing());
    renew(pages,
      trail.length > 1 ? h('button', { type: 'button', 'data-key': 'newer', onclick: () => turn(trail.slice(0, -1)) }, 'Newer') : '',
      page.continuationToken ? h('button', { type: 'button', 'data-key': 'older', onclick: () => turn([...trail, page.continuationToken]) }, 'Older') : '');
  }

  function turn(next) {
    trail = next;
    last = '';
    polling.now();
  }

  function nothing() {
    return filter.value ? h('p', {}, `No job is ${filter.value}.`) : h('p', {}, 'No jobs yet. ', h('a', { href: '#/' }, 'Start one'), '.');
  }
}

function table(jobs) {
  return h('table', { class: 'jobs' },
    h('thead', {}, h('tr', {}, ['Job', 'Status', 'Progress', 'URLs/s', 'Created'].map(name => h('th', { scope: 'col', class: name === 'URLs/s' ? 'number' : null }, name)))),
    h('tbody', {}, jobs.map(row)));
}

function row(job) {
  return h('tr', {},
    h('th', { scope: 'row' }, h('a', { href: `#/jobs/${job.id}`, 'data-key': job.id }, job.name || job.id)),
    h('td', {}, badge(job.status)),
    h('td', { class: 'progressCell' }, outcomeBar(job), h('span', {}, isFinished(job) ? `${number(job.done)} URLs` : `${number(job.done)} of ${number(job.total)}, ${percent(job.done, job.total)}`)),
    h('td', { class: 'number' }, decimal(job.urlsPerSecond)),
    h('td', {}, moment(job.createdAt)));
}

export const badge = status => h('span', { class: `badge s-${status}` }, status);
