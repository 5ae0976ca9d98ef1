import { h, announce, errorBox, outsideLink, renew, scrolling } from './dom.js';
import { getJob, getManifest } from './api.js';
import { poll } from './polling.js';
import { bytes, count, decimal, duration, moment, number, percent } from './format.js';
import { isFinished, outcomes } from './outcomes.js';
import { outcomeBar, outcomeChart } from './outcomechart.js';
import { failureGroups, slowestHosts } from './findings.js';
import { JobActions } from './jobactions.js';
import { Records } from './records.js';
import { ResultTable } from './resulttable.js';
import { Timeline } from './timeline.js';
import { badge } from './jobs.js';
import { callbackLine } from './callback.js';

const hostsShown = 10, groupsShown = 20;

/** A job that the platform ended has no manifest, however long one waits. */
const manifestLateMs = 60_000;

/** A job, live while it runs. */
export function showJob(main, id) {
  const heading = h('h1', {}, `Job ${id}`);
  const status = h('span'), origin = h('span', {}, 'Loading…'), reason = h('p', { class: 'error' }), callback = h('p', { class: 'about' });
  const about = h('p', { class: 'lead' }, status, origin);
  const trouble = h('div');
  const actions = new JobActions(() => polling.now());
  const progress = h('div', { role: 'progressbar', 'aria-label': 'URLs done', 'aria-valuemin': 0, class: 'progress' });
  const tiles = h('dl', { class: 'tiles' });
  const chart = h('div'), hosts = h('div'), failures = h('div'), settings = h('div');
  const timeline = new Timeline();
  const table = new ResultTable();
  const body = h('div', { hidden: true },
    actions.element, progress, tiles,
    h('div', { class: 'columns' }, section('Outcomes', chart), section('Slowest hosts', hosts)),
    section('Timeline', timeline.element),
    section('Failures', failures),
    section('Results', table.element),
    h('details', { class: 'more' }, h('summary', {}, 'Options'), settings));
  main.append(heading, about, reason, callback, trouble, body);

  const records = new Records(id);
  let last = '', told = '', manifest = null, lastJob = null;
  const polling = poll(look, failed);
  return () => {
    polling.stop();
    timeline.stop();
  };

  async function look(signal) {
    const job = await getJob(id, signal);
    trouble.replaceChildren();
    const text = JSON.stringify([job.status, job.done, job.options, job.error, job.callback]);
    const changed = text !== last;
    last = text;
    lastJob = job;
    if (changed) renderJob(job);
    renderProgress(job);
    tell(job);
    if (records.isStale(job)) {
      await records.read(signal, renderRecords);
      renderRecords();
    }
    if (!isFinished(job)) return changed ? 'changed' : 'same';
    // The manifest is written last, a moment after the job has ended.
    manifest ??= await getManifest(id, signal).catch(error => error.status === 404 ? null : Promise.reject(error));
    renderProgress(job);
    const isLate = Date.now() - Date.parse(job.finishedAt) > manifestLateMs;
    return records.isComplete && (manifest || isLate) && job.callback?.status !== 'pending' ? 'done' : changed ? 'changed' : 'same';
  }

  function failed(error) {
    const missing = error.status === 404;
    if (missing) origin.textContent = '';
    trouble.replaceChildren(errorBox(error, missing ? null : () => polling.now()));
    if (missing) body.hidden = true;
    return !missing && error.status !== 401;
  }

  function renderJob(job) {
    body.hidden = false;
    if (job.name && heading.textContent !== job.name) {
      heading.textContent = job.name;
      document.title = `${job.name} – FanOut`;
    }
    status.replaceChildren(badge(job.status));
    renew(origin, ` ${job.name ? `${job.id}, ` : ''}created ${moment(job.createdAt)}`,
      job.redriveOf ? h('span', {}, ', redrive of ', h('a', { href: `#/jobs/${job.redriveOf}`, 'data-key': 'origin' }, job.redriveOf)) : '',
      ' · ', h('a', { href: `#/instances/${job.id}`, 'data-key': 'instance' }, 'its instance'));
    reason.textContent = job.error ?? '';
    callback.textContent = job.callback ? callbackLine(job) : '';
    actions.show(job);
    chart.replaceChildren(outcomeChart(job));
    settings.replaceChildren(optionList(job.options));
  }

  function renderProgress(job) {
    progress.setAttribute('aria-valuemax', job.total);
    progress.setAttribute('aria-valuenow', job.done);
    progress.setAttribute('aria-valuetext', `${number(job.done)} of ${number(job.total)} URLs`);
    progress.replaceChildren(outcomeBar(job), h('span', {}, `${number(job.done)} of ${count(job.total, 'URL')} (${percent(job.done, job.total)})`));
    tiles.replaceChildren(...tilesOf(job, manifest).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
  }

  /** Screen readers hear of every quarter and of every change of status, not of every second. */
  function tell(job) {
    const quarter = Math.floor(job.done / Math.max(1, job.total) * 4) * 25;
    const text = isFinished(job) ? `The job is ${job.status}: ${number(job.outcomes.ok ?? 0)} of ${number(job.total)} URLs ok.` : `The job is ${job.status}, ${quarter} percent done.`;
    if (text !== told) announce(text);
    told = text;
  }

  function renderRecords() {
    const { all } = records;
    timeline.show(all, lastJob.options.maxConcurrency);
    renew(hosts, hostTable(slowestHosts(all, hostsShown)));
    renew(failures, failureList(failureGroups(all)));
    table.show(all);
  }
}

const keyOf = group => `${group.outcome} ${group.reason}`;

const section = (title, ...children) => h('section', {}, h('h2', {}, title), ...children);

function tilesOf(job, manifest) {
  const left = job.total - job.done;
  const tiles = [['URLs/s', decimal(job.urlsPerSecond)], ['Time', duration(job.elapsedMs)]];
  if (!isFinished(job) && job.status !== 'paused' && job.urlsPerSecond > 0) tiles.push(['Left, about', duration(left / job.urlsPerSecond * 1000)]);
  tiles.push(['Read', bytes(job.bytes)]);
  if (manifest?.durationsMs) {
    const { p50, p90, p99, max } = manifest.durationsMs;
    tiles.push(['Median', duration(p50)], ['90th percentile', duration(p90)], ['99th percentile', duration(p99)], ['Longest', duration(max)]);
  }
  return tiles;
}

function hostTable(hosts) {
  if (!hosts.length) return h('p', { class: 'hint' }, 'No fetch has ended yet.');
  return scrolling('Slowest hosts', h('table', {},
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Host'), ['Median', 'Longest', 'URLs', 'Failed'].map(name => h('th', { scope: 'col', class: 'number' }, name)))),
    h('tbody', {}, hosts.map(host => h('tr', {}, h('th', { scope: 'row', class: 'url' }, host.host),
      [duration(host.median), duration(host.longest), number(host.count), number(host.failed)].map(text => h('td', { class: 'number' }, text)))))));
}

function failureList(groups) {
  if (!groups.length) return h('p', { class: 'hint' }, 'None.');
  return h('div', {}, groups.slice(0, groupsShown).map(group => h('details', { class: 'failure', 'data-key': keyOf(group) },
    h('summary', { 'data-key': keyOf(group) }, h('span', { class: `dot o-${group.outcome}`, 'aria-hidden': 'true' }), h('strong', {}, outcomes[group.outcome]),
      group.reason && `: ${group.reason}`, h('span', { class: 'value' }, count(group.count, 'URL'))),
    h('ul', {}, group.examples.map(record => h('li', {}, outsideLink(record.url), record.error && h('span', { class: 'about' }, record.error)))))),
    groups.length > groupsShown && h('p', { class: 'hint' }, `and ${count(groups.length - groupsShown, 'rarer reason')}.`));
}

function optionList(options) {
  return h('dl', { class: 'pairs' }, Object.entries(options).map(([name, value]) =>
    h('div', {}, h('dt', {}, name), h('dd', {}, value === null ? 'none' : typeof value === 'object' ? JSON.stringify(value) : String(value)))));
}
