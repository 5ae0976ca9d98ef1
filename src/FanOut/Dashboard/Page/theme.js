// The system's choice holds until the reader makes one.
const store = 'fanout.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

const isDark = () => (localStorage.getItem(store) ?? (system.matches ? 'dark' : 'light')) === 'dark';

export function setUpTheme(button) {
  function apply() {
    const chosen = localStorage.getItem(store);
    if (chosen) document.documentElement.dataset.theme = chosen;
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours');
    // What is drawn on a canvas does not follow by itself.
    dispatchEvent(new Event('themechange'));
  }

  button.addEventListener('click', () => {
    localStorage.setItem(store, isDark() ? 'light' : 'dark');
    apply();
  });
  system.addEventListener('change', apply);
  apply();
}
