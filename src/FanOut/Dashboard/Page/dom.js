// Elements are made here and nowhere else. Text only ever becomes a text node, so nothing that was fetched is parsed as HTML.

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Makes an element. Properties that start with `on` are listeners; null and false leave an attribute out. */
export function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** The same for SVG. */
export function s(tag, properties, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

let nextId = 0;

/** An id for an element that another one refers to. */
export const newId = prefix => `${prefix}-${nextId++}`;

/** Tells screen readers, without moving the focus. */
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

/** Puts new content in the place of the old. What has the same `data-key` in both keeps the focus, and stays open. */
export function renew(place, ...children) {
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const open = new Set([...place.querySelectorAll('details[open]')].map(details => details.dataset.key));
  place.replaceChildren(...children);
  for (const details of place.querySelectorAll('details[data-key]')) details.open ||= open.has(details.dataset.key);
  if (focused !== undefined) place.querySelector(`[data-key="${CSS.escape(focused)}"]:not(details)`)?.focus();
}

/** A link to a fetched address; anything but http and https stays text. */
export function outsideLink(url, key) {
  return /^https?:\/\//i.test(url) ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer', 'data-key': key }, url) : h('span', {}, url);
}

/** What a view shows when something went wrong; the button is left out where trying again cannot help. */
export function errorBox(error, retry) {
  return h('div', { class: 'notice bad', role: 'alert' }, h('p', {}, error.message), retry && h('button', { type: 'button', onclick: retry }, 'Try again'));
}

/** A table that scrolls by itself on a narrow screen, by keyboard too. */
export function scrolling(label, table) {
  return h('div', { class: 'scroll', role: 'region', 'aria-label': label, tabindex: 0, 'data-key': label }, table);
}

/** The colour that a class gives to text, as a canvas needs it. */
export function colorOf(className) {
  const probe = h('span', { class: `unseen ${className}` });
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}
