import { h, newId } from './dom.js';
import { number } from './format.js';
import { options } from './options.js';

/** A form field with its label, what it takes, and a place for what is wrong with it. `read` returns undefined when empty. */
export class Field {
  constructor(path, label, hint, input, read) {
    this.path = path;
    this.input = input;
    this.read = read;
    this.hint = hint;
    input.id = newId('field');
    const hintId = newId('hint');
    this.error = h('p', { class: 'error', id: newId('error') });
    if (hint) input.setAttribute('aria-describedby', hintId);
    this.describedBy = hint ? hintId : '';
    const labelElement = h('label', { for: input.id }, label);
    const first = input.type === 'checkbox' ? h('div', { class: 'check' }, input, labelElement) : [labelElement, input];
    this.element = h('div', { class: 'field' }, first, hint && h('p', { class: 'hint', id: hintId }, hint), this.error);
  }

  /** An empty list takes the mark away. */
  showErrors(messages) {
    this.error.textContent = messages.join(' ');
    const bad = messages.length > 0;
    this.element.classList.toggle('invalid', bad);
    this.input.toggleAttribute('aria-invalid', bad);
    if (bad) this.input.setAttribute('aria-invalid', 'true');
    this.input.setAttribute('aria-describedby', bad ? `${this.error.id} ${this.describedBy}`.trim() : this.describedBy);
    if (!bad && !this.describedBy) this.input.removeAttribute('aria-describedby');
  }
}

export const optionFields = () => options.map(option => [option, fieldOf(option)]);

function fieldOf(option) {
  const input = inputOf(option);
  return new Field(`options.${option.name}`, option.label, hintOf(option), input, () => readers[option.kind](input));
}

function hintOf({ kind, min, above, max, start, unit, hint }) {
  if (kind === 'choice' || kind === 'flag' || hint) return hint;
  const range = above === undefined ? `${number(min)} to ${number(max)}` : `above ${number(above)}, up to ${number(max)}`;
  return `${range}${unit ? ` ${unit}` : ''}; ${start === undefined ? 'none' : number(start)} unless set`;
}

function inputOf({ kind, name, choices, start }) {
  switch (kind) {
    case 'choice': return h('select', { name }, choices.map(choice => h('option', { selected: choice === start }, choice)));
    case 'flag': return h('input', { type: 'checkbox', name });
    case 'lines': return h('textarea', { name, rows: 3, spellcheck: 'false' });
    case 'text': return h('input', { type: 'text', name, autocomplete: 'off' });
    // The app judges numbers: a number field would hide from it what it cannot read.
    default: return h('input', { type: 'text', name, inputmode: kind === 'integer' ? 'numeric' : 'decimal', autocomplete: 'off', placeholder: start ?? '' });
  }
}

const text = input => input.value.trim() || undefined;

function numeric(input) {
  const value = text(input);
  return value === undefined || Number.isNaN(Number(value)) ? value : Number(value);
}

/** Names with their values; a line that is neither comes back as a name, for the app to refuse. */
function headerLines(input) {
  const lines = input.value.split('\n').map(line => line.trim()).filter(Boolean);
  if (!lines.length) return undefined;
  return Object.fromEntries(lines.map(line => {
    const colon = line.indexOf(':');
    return colon < 0 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  }));
}

const readers = {
  integer: numeric,
  number: numeric,
  text,
  choice: input => input.value,
  flag: input => input.checked || undefined,
  lines: headerLines,
};
