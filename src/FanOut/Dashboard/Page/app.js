import { h } from './dom.js';
import { setUpTheme } from './theme.js';
import { showStart } from './start.js';
import { showJobs } from './jobs.js';
import { showJob } from './job.js';
import { showInstances } from './instances.js';
import { showInstance } from './instance.js';

/** A view fills the main element and returns what ends it, if it goes on by itself. */
const routes = [
  [/^#?\/?$/, showStart],
  [/^#\/jobs$/, showJobs],
  [/^#\/jobs\/([^/]+)$/, showJob],
  [/^#\/instances$/, showInstances],
  [/^#\/instances\/([^/]+)$/, showInstance],
];

const main = document.getElementById('main');
let leave = null;

function show(isFirst) {
  // The link that skips to the content is no view.
  if (location.hash === '#main') return;
  leave?.();
  leave = null;
  main.replaceChildren();
  const [match, view] = find(location.hash);
  leave = view(main, ...match.slice(1).map(decode)) ?? null;
  const heading = main.querySelector('h1');
  document.title = `${heading.textContent} – FanOut`;
  markCurrent();
  if (isFirst) return;
  heading.tabIndex = -1;
  heading.focus();
  scrollTo(0, 0);
}

function find(hash) {
  for (const [pattern, view] of routes) {
    const match = pattern.exec(hash);
    if (match) return [match, view];
  }
  return [[hash], root => void root.append(h('h1', {}, 'There is no such view'), h('p', {}, h('a', { href: '#/' }, 'Start a job')))];
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function markCurrent() {
  const section = (/^#\/[a-z]*/.exec(location.hash) ?? ['#/'])[0];
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === section) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

setUpTheme(document.getElementById('theme'));
addEventListener('hashchange', () => show(false));
show(true);
