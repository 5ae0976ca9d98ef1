import { h, announce, errorBox, newId } from './dom.js';
import { listInstances } from './api.js';
import { count, moment } from './format.js';

const pageSize = 200;
const statuses = ['Running', 'Pending', 'Suspended', 'Completed', 'Failed', 'Terminated', 'ContinuedAsNew'];

/** The durable engine's instances, children beneath their parents. For developers: it needs the system key. */
export function showInstances(main) {
  const prefix = h('input', { id: newId('prefix'), type: 'search', autocomplete: 'off', spellcheck: 'false' });
  const status = h('select', { id: newId('status') }, h('option', { value: '' }, 'any'), statuses.map(name => h('option', {}, name)));
  const form = h('form', { class: 'filters', onsubmit: event => { event.preventDefault(); load(); } },
    h('label', { for: prefix.id }, 'Id starts with'), prefix,
    h('label', { for: status.id }, 'Status'), status,
    h('button', {}, 'Show'));
  const place = h('div');
  const aborter = new AbortController();
  main.append(h('h1', {}, 'Instances'), h('p', { class: 'lead' }, 'Orchestrations of the durable engine, as its management API tells of them.'), form, place);
  load();
  return () => aborter.abort();

  async function load(found = [], token = null) {
    try {
      const page = await listInstances({ prefix: prefix.value.trim(), status: status.value, top: pageSize, token, signal: aborter.signal });
      render([...found, ...page.instances], page.token);
    } catch (error) {
      if (!aborter.signal.aborted) place.replaceChildren(errorBox(error, () => load()));
    }
  }

  function render(found, token) {
    announce(count(found.length, 'instance'));
    place.replaceChildren(
      found.length ? instanceTree(found) : h('p', {}, 'There are none.'),
      token ? h('button', { type: 'button', onclick: () => load(found, token) }, 'Show more') : '');
  }
}

/** A child's id is its parent's, a hyphen, and a part of its own. */
export function instanceTree(instances) {
  const byId = new Map(instances.map(instance => [instance.instanceId, { ...instance, children: [] }]));
  const roots = [];
  for (const node of byId.values()) (byId.get(parentOf(node.instanceId, byId))?.children ?? roots).push(node);
  return list(roots);
}

export function parentOf(id, known) {
  for (let at = id.lastIndexOf('-'); at > 0; at = id.lastIndexOf('-', at - 1)) {
    if (known.has(id.slice(0, at))) return id.slice(0, at);
  }
  return null;
}

function list(nodes) {
  return h('ul', { class: 'tree' }, nodes.map(node => h('li', {}, line(node),
    node.children.length > 0 && h('details', { open: nodes.length === 1 }, h('summary', {}, count(node.children.length, 'child', 'children')), list(node.children)))));
}

function line(instance) {
  return h('span', { class: 'instance' },
    h('a', { href: `#/instances/${encodeURIComponent(instance.instanceId)}` }, instance.instanceId), ' ',
    instance.name, ' ', runtimeBadge(instance.runtimeStatus), h('span', { class: 'hint' }, ` ${moment(instance.lastUpdatedTime)}`));
}

export const runtimeBadge = status => h('span', { class: `badge r-${status}` }, status);
