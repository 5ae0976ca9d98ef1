import { h, errorBox, scrolling } from './dom.js';
import { getInstance, listInstances } from './api.js';
import { poll } from './polling.js';
import { count, moment, number } from './format.js';
import { instanceTree, runtimeBadge } from './instances.js';

const childrenShown = 200;
const rowsShown = 1_000;

/** Enough to see what an input or a result is; what is longer belongs into a tool of its own. */
const longestText = 20_000, longestCell = 300;

const isOver = instance => ['Completed', 'Failed', 'Terminated'].includes(instance.runtimeStatus);

/** One instance: status, what went in and came out, its children and its history. */
export function showInstance(main, id) {
  const about = h('p', { class: 'lead' }, 'Loading…');
  const trouble = h('div'), body = h('div');
  main.append(h('h1', { class: 'id' }, id), about, trouble, body);
  let last = '';
  const polling = poll(look, error => {
    if (error.status === 404) about.textContent = '';
    trouble.replaceChildren(errorBox(error, () => polling.now()));
    return error.status !== 404 && error.status !== 401;
  });
  return polling.stop;

  async function look(signal) {
    const instance = await getInstance(id, signal);
    trouble.replaceChildren();
    const text = JSON.stringify(instance);
    if (text !== last) {
      const children = await listInstances({ prefix: `${id}-`, top: childrenShown, signal });
      render(instance, children);
    }
    const changed = text !== last;
    last = text;
    return isOver(instance) ? 'done' : changed ? 'changed' : 'same';
  }

  function render(instance, children) {
    const parent = parentId();
    about.replaceChildren(runtimeBadge(instance.runtimeStatus), ` ${instance.name}, created ${moment(instance.createdTime)}, last updated ${moment(instance.lastUpdatedTime)}`,
      parent ? h('span', {}, ' · ', h('a', { href: `#/instances/${encodeURIComponent(parent)}` }, 'its parent')) : h('span', {}, ' · ', h('a', { href: `#/jobs/${encodeURIComponent(id)}` }, 'its job')));
    body.replaceChildren(
      value('Input', instance.input), value('Custom status', instance.customStatus), value('Output', instance.output),
      h('section', {}, h('h2', {}, 'Children'), children.instances.length ? instanceTree(children.instances) : h('p', { class: 'hint' }, 'None.'),
        children.token && h('p', { class: 'hint' }, `The first ${number(childrenShown)} are shown.`)),
      h('section', {}, h('h2', {}, 'History'), history(instance.historyEvents ?? [])));
  }

  function parentId() {
    const at = id.lastIndexOf('-');
    return at > 0 ? id.slice(0, at) : null;
  }
}

function value(title, json) {
  if (json === null || json === undefined) return '';
  return h('details', { class: 'more' }, h('summary', {}, title), h('pre', { tabindex: 0, role: 'region', 'aria-label': title }, cut(typeof json === 'string' ? json : JSON.stringify(json, null, 2), longestText)));
}

function history(events) {
  const shown = events.slice(0, rowsShown);
  return h('div', {}, h('p', { class: 'hint' }, `${count(events.length, 'event')}${shown.length < events.length ? `; the first ${number(rowsShown)} are shown` : ''}`),
    scrolling('History', h('table', {},
      h('thead', {}, h('tr', {}, ['Time (UTC)', 'Event', 'Function', 'Task', 'Detail'].map(name => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, shown.map(row)))));
}

function row(event) {
  const detail = event.Reason ?? event.Details ?? event.Result ?? event.Input ?? event.FireAt ?? event.InstanceId ?? '';
  return h('tr', {},
    h('td', { class: 'number' }, timeOf(event.Timestamp)),
    h('td', {}, event.EventType),
    h('td', {}, event.FunctionName ?? event.Name ?? ''),
    h('td', { class: 'number' }, event.TaskScheduledId ?? event.TimerId ?? event.EventId ?? ''),
    h('td', { class: 'cell' }, cut(typeof detail === 'string' ? detail : JSON.stringify(detail), longestCell)));
}

/** To the millisecond; the day is above. */
const timeOf = timestamp => timestamp?.slice(11, 23) ?? '';

const cut = (text, length) => text.length > length ? `${text.slice(0, length)}…` : text;
