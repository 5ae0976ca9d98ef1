import { h, newId } from './dom.js';
import { count } from './format.js';

/** A longer list stays a file: a text box with megabytes in it is of no use to anybody. */
const longestShownBytes = 100_000;

/** The box that URLs are pasted or typed into, and a file dropped on. */
export class UrlListField {
  path = 'urls';
  #file = null;

  constructor() {
    const [inputId, hintId, fileId] = [newId('urls'), newId('hint'), newId('file')];
    this.error = h('p', { class: 'error', id: newId('error') });
    this.input = h('textarea', {
      id: inputId, rows: 8, spellcheck: 'false', autocapitalize: 'off', placeholder: 'https://example.com/',
      'aria-describedby': `${hintId} ${this.error.id}`, oninput: () => this.#tell(),
    });
    this.tally = h('p', { class: 'tally', 'aria-live': 'polite' });
    this.chosen = h('p', { class: 'chosen', hidden: true });
    const picker = h('input', { type: 'file', id: fileId, accept: '.txt,.csv,.lst,text/plain', onchange: () => this.#take(picker.files[0]) });
    this.element = h('div', { class: 'field drop' },
      h('label', { for: inputId }, 'URLs'), this.input, this.chosen,
      h('div', { class: 'below' },
        h('p', { class: 'hint', id: hintId }, 'One a line; lines that start with # are left out. Paste them, drop a file here, or choose one.'),
        this.tally),
      h('label', { for: fileId, class: 'fileLabel' }, 'List from a file'), picker, this.error);
    this.element.addEventListener('dragover', event => this.#drag(event, true));
    this.element.addEventListener('dragleave', event => this.#drag(event, false));
    this.element.addEventListener('drop', event => {
      this.#drag(event, false);
      const [file] = event.dataTransfer.files;
      if (file) this.#take(file);
      else this.#show(event.dataTransfer.getData('text'));
    });
    this.#tell();
  }

  read = () => urlsOf(this.#file?.text ?? this.input.value);

  showErrors(messages) {
    this.error.textContent = messages.join(' ');
    this.element.classList.toggle('invalid', messages.length > 0);
    if (messages.length) this.input.setAttribute('aria-invalid', 'true');
    else this.input.removeAttribute('aria-invalid');
  }

  #drag(event, over) {
    event.preventDefault();
    this.element.classList.toggle('over', over);
  }

  async #take(file) {
    if (!file) return;
    const text = await file.text();
    if (file.size <= longestShownBytes) {
      this.#show(text);
      return;
    }
    this.#file = { text };
    this.input.hidden = true;
    this.chosen.hidden = false;
    this.chosen.replaceChildren(`${file.name} `, h('button', { type: 'button', onclick: () => this.#show('') }, 'Take another list'));
    this.#tell();
  }

  #show(text) {
    this.#file = null;
    this.input.hidden = false;
    this.chosen.hidden = true;
    this.input.value = text;
    this.#tell();
  }

  #tell() {
    this.tally.textContent = count(this.read().length, 'URL');
  }
}

function urlsOf(text) {
  return text.replace(/^\uFEFF/, '').split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('#'));
}
