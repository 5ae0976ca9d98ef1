import { h } from './dom.js';
import { startJob, ApiError } from './api.js';
import { Field, optionFields } from './optionfields.js';
import { UrlListField } from './urllist.js';

export function showStart(main) {
  const urls = new UrlListField();
  const name = new Field('name', 'Name', 'Optional, up to 200 characters.', h('input', { type: 'text', name: 'name', autocomplete: 'off' }), () => name.input.value.trim() || undefined);
  const sitemap = new Field('urlsFrom', 'Sitemap', 'Instead of URLs: the address of a sitemap, or of an index of sitemaps. The app reads it.', h('input', { type: 'text', name: 'sitemap', inputmode: 'url', autocomplete: 'off', spellcheck: 'false' }), () => sitemap.input.value.trim() || undefined);
  const options = optionFields();
  const fields = [urls, sitemap, name, ...options.map(([, field]) => field)];
  const summary = h('div', { class: 'notice bad', role: 'alert', hidden: true });
  const more = h('details', { class: 'more' }, h('summary', {}, 'More options'), h('div', { class: 'fields' }, elements(false)));
  const button = h('button', { class: 'primary' }, 'Start the job');
  const form = h('form', { novalidate: true, onsubmit: submit },
    urls.element, sitemap.element, name.element,
    h('fieldset', {}, h('legend', {}, 'Options'), h('div', { class: 'fields' }, elements(true)), more),
    summary, h('div', { class: 'buttons' }, button));
  main.append(h('h1', {}, 'New job'), h('p', { class: 'lead' }, 'Fetches every URL of a list, never more at once than you allow, each within its time limit.'), form);

  function elements(isMain) {
    return options.filter(([option]) => Boolean(option.main) === isMain).map(([, field]) => field.element);
  }

  // A new key once something was changed: until then, sending again means the job that may have started unheard.
  let idempotencyKey = newKey();
  form.addEventListener('input', () => { idempotencyKey = newKey(); });

  async function submit(event) {
    event.preventDefault();
    if (button.disabled) return;
    showProblem({});
    button.disabled = true;
    try {
      const set = Object.fromEntries(options.map(([option, field]) => [option.name, field.read()]));
      const list = urls.read();
      const from = sitemap.read();
      const job = await startJob({
        name: name.read(), urls: from && !list.length ? undefined : list, urlsFrom: from && { sitemap: from }, options: set,
      }, idempotencyKey);
      location.hash = `#/jobs/${job.id}`;
    } catch (error) {
      if (error instanceof ApiError && Object.keys(error.errors).length) showProblem(error.errors, error.message);
      else showProblem({}, error.message);
    } finally {
      button.disabled = false;
    }
  }

  /** Each message goes to its field; what has none is told above the button. */
  function showProblem(errors, message) {
    const left = new Map(Object.entries(errors));
    let first = null;
    for (const field of fields) {
      // A bad header or a bad URL has a path below its field's.
      const own = [...left.keys()].filter(path => path === field.path || path.startsWith(`${field.path}.`) || path.startsWith(`${field.path}[`));
      field.showErrors(own.flatMap(path => left.get(path).map(text => path === field.path ? text : `${path.slice(field.path.length).replace(/^\./, '')}: ${text}`)));
      own.forEach(path => left.delete(path));
      if (own.length) first ??= field;
    }
    summary.hidden = message === undefined;
    summary.replaceChildren(h('p', {}, message ?? ''), left.size > 0 && h('ul', {}, [...left].map(([path, texts]) => h('li', {}, `${path}: ${texts.join(' ')}`))) || '');
    if (!first) return;
    if (more.contains(first.input)) more.open = true;
    first.input.focus();
  }
}

const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-');
