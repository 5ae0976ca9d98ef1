// Keys are kept for as long as the tab is open, and sent as a header: never in an address.
import { h, newId } from './dom.js';

export const functionKey = { name: 'its function key', title: 'Function key', store: 'fanout.functionKey' };
export const systemKey = { name: 'the system key', title: 'System key', store: 'fanout.systemKey' };

export const keyOf = key => sessionStorage.getItem(key.store);

const open = new Map();

/** Asks for a key, once however many calls need it. False when it was not given. */
export async function askForKey(key, refused) {
  if (keyOf(key) !== refused) return true;
  if (!open.has(key)) open.set(key, show(key, refused).finally(() => open.delete(key)));
  return open.get(key);
}

function show(key, refused) {
  const [titleId, inputId, hintId] = [newId('title'), newId('key'), newId('hint')];
  const input = h('input', {
    id: inputId, type: 'password', autocomplete: 'off', spellcheck: 'false', required: true,
    // A header can carry nothing else.
    pattern: '[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?', 'aria-describedby': hintId, 'aria-invalid': refused ? 'true' : null,
  });
  const hint = h('p', { id: hintId, class: refused ? 'error' : 'hint' }, refused
    ? 'The app refused this key.'
    : 'It is kept until this tab is closed, and sent to this app only.');
  const dialog = h('dialog', { 'aria-labelledby': titleId },
    h('form', { method: 'dialog', onsubmit: save },
      h('h2', { id: titleId }, key.title),
      h('p', {}, `The app asks for ${key.name}.`),
      h('label', { for: inputId }, key.title), input, hint,
      h('div', { class: 'buttons' },
        h('button', { class: 'primary' }, 'Use this key'),
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Not now'))));

  function save(event) {
    event.preventDefault();
    sessionStorage.setItem(key.store, input.value);
    dialog.close('given');
  }

  document.body.append(dialog);
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(dialog.returnValue === 'given');
  }));
}
