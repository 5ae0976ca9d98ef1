const firstDelayMs = 1_000;
const longestDelayMs = 10_000;
const growth = 1.5;

/**
 * Looks again and again: after a second while something changes, ever less often while nothing does, not at all while the
 * tab is hidden. `look(signal)` returns 'changed', 'same', or 'done', which ends it; `failed(error)` says whether to go on.
 * Returns `{ now, stop }`.
 */
export function poll(look, failed) {
  const aborter = new AbortController();
  let delay = firstDelayMs;
  let timer;
  let looking = false;
  let again = false;
  let ended = false;

  async function run() {
    clearTimeout(timer);
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    again = false;
    try {
      const seen = await look(aborter.signal);
      ended = seen === 'done';
      delay = seen === 'changed' ? firstDelayMs : Math.min(delay * growth, longestDelayMs);
    } catch (error) {
      if (aborter.signal.aborted) return;
      ended = !failed(error);
      delay = Math.min(delay * growth, longestDelayMs);
    } finally {
      looking = false;
    }
    if (aborter.signal.aborted) return;
    if (again) run();
    else if (!ended && !document.hidden) timer = setTimeout(run, delay);
  }

  /** After an action, or when the tab is seen again. */
  function now() {
    ended = false;
    delay = firstDelayMs;
    run();
  }

  function seen() {
    clearTimeout(timer);
    if (!document.hidden && !ended) now();
  }

  document.addEventListener('visibilitychange', seen);
  run();
  return {
    now,
    stop() {
      aborter.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    },
  };
}
