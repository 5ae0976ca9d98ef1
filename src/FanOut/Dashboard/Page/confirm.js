import { h, newId } from './dom.js';

/** Asks before something that cannot be taken back. */
export function confirmed(title, text, action) {
  const id = newId('title');
  const dialog = h('dialog', { 'aria-labelledby': id },
    h('h2', { id }, title),
    h('p', {}, text),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', class: 'danger', onclick: () => dialog.close('yes') }, action),
      h('button', { type: 'button', autofocus: true, onclick: () => dialog.close() }, 'Leave it')));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(dialog.returnValue === 'yes');
  }));
}
