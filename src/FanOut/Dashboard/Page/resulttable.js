import { h, newId, outsideLink, renew, scrolling } from './dom.js';
import { bytes, count, duration, number } from './format.js';
import { outcomeNames, outcomes } from './outcomes.js';

/** Rows are shown in pages of this many: a table of 100,000 rows would be slow and of no use. */
const rowsPerPage = 50;

const collator = new Intl.Collator('en');
const columns = [
  { name: '#', key: record => record.index, text: record => number(record.index), isNumber: true },
  { name: 'Outcome', key: record => outcomeNames.indexOf(record.outcome) },
  { name: 'Status', key: record => record.statusCode ?? 0, text: record => record.statusCode ?? '–', isNumber: true },
  { name: 'Time', key: record => record.durationMs, text: record => record.start === null ? '–' : duration(record.durationMs), isNumber: true },
  { name: 'Size', key: record => record.bytes, text: record => bytes(record.bytes), isNumber: true },
  { name: 'Attempts', key: record => record.attempts, text: record => number(record.attempts), isNumber: true },
  { name: 'URL', key: record => record.url },
];

/** The records of a job: filtered by outcome and text, sorted by a column. */
export class ResultTable {
  #records = [];
  #sort = columns[0];
  #isDescending = false;
  #shown = rowsPerPage;
  #outcome = h('select', { id: newId('outcome'), onchange: () => this.#again() });
  #text = h('input', { id: newId('text'), type: 'search', oninput: () => this.#again() });
  #tally = h('p', { class: 'hint', 'aria-live': 'polite' });
  #rows = h('tbody');
  #more = h('button', { type: 'button', onclick: () => this.#showMore() }, `Show ${rowsPerPage} more`);
  #headers = columns.map(column => h('th', { scope: 'col', class: column.isNumber ? 'number' : null },
    h('button', { type: 'button', class: 'sort', onclick: () => this.#sortBy(column) }, column.name)));

  constructor() {
    const filters = h('div', { class: 'filters' },
      h('label', { for: this.#outcome.id }, 'Outcome'), this.#outcome,
      h('label', { for: this.#text.id }, 'Text'), this.#text);
    const table = h('table', { class: 'results' }, h('thead', {}, h('tr', {}, this.#headers)), this.#rows);
    this.element = h('div', {}, filters, this.#tally, scrolling('Results', table), h('div', { class: 'buttons' }, this.#more));
    this.#markSort();
    this.show([]);
  }

  show(records) {
    this.#records = records;
    this.#fillChoices();
    this.#render();
  }

  #fillChoices() {
    const chosen = this.#outcome.value;
    const there = new Set(this.#records.map(record => record.outcome));
    this.#outcome.replaceChildren(h('option', { value: '' }, 'any'), h('option', { value: '!ok' }, 'not ok'),
      ...outcomeNames.filter(name => there.has(name)).map(name => h('option', { value: name }, outcomes[name])));
    this.#outcome.value = chosen;
    if (this.#outcome.selectedIndex < 0) this.#outcome.value = '';
  }

  #again() {
    this.#shown = rowsPerPage;
    this.#render();
  }

  #sortBy(column) {
    this.#isDescending = this.#sort === column ? !this.#isDescending : false;
    this.#sort = column;
    this.#markSort();
    this.#again();
  }

  #markSort() {
    columns.forEach((column, at) => {
      if (column === this.#sort) this.#headers[at].setAttribute('aria-sort', this.#isDescending ? 'descending' : 'ascending');
      else this.#headers[at].removeAttribute('aria-sort');
    });
  }

  #found() {
    const outcome = this.#outcome.value;
    const text = this.#text.value.trim().toLowerCase();
    const found = this.#records.filter(record =>
      (outcome === '' || (outcome === '!ok' ? record.outcome !== 'ok' : record.outcome === outcome))
      && (text === '' || [record.url, record.title, record.error].some(part => part?.toLowerCase().includes(text))));
    if (this.#sort === columns[0] && !this.#isDescending) return found;
    const { key } = this.#sort;
    const turn = this.#isDescending ? -1 : 1;
    return found.sort((a, b) => {
      const [left, right] = [key(a), key(b)];
      return turn * (typeof left === 'string' ? collator.compare(left, right) : left - right) || a.index - b.index;
    });
  }

  #render() {
    const found = this.#found();
    renew(this.#rows, ...found.slice(0, this.#shown).map(row));
    const all = found.length === this.#records.length ? '' : ` of ${number(this.#records.length)}`;
    const shown = found.length > this.#shown ? `; the first ${number(this.#shown)} are shown` : '';
    this.#tally.textContent = `${count(found.length, 'record')}${all}${shown}`;
    this.#more.hidden = found.length <= this.#shown;
  }

  #showMore() {
    const firstNew = this.#shown;
    this.#shown += rowsPerPage;
    this.#render();
    this.#rows.children[firstNew]?.querySelector('a')?.focus();
  }
}

function row(record) {
  return h('tr', {}, columns.map(column => {
    if (column.name === 'Outcome') return h('td', {}, h('span', { class: `dot o-${record.outcome}`, 'aria-hidden': 'true' }), outcomes[record.outcome]);
    if (column.name === 'URL') return h('td', { class: 'url' }, outsideLink(record.url, record.index), about(record));
    return h('td', { class: 'number' }, column.text(record));
  }));
}

function about({ title, error }) {
  const text = error ?? title;
  return text && h('span', { class: error ? 'about error' : 'about' }, text);
}
