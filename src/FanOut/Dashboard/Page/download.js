import { getResults } from './api.js';
import { h } from './dom.js';

/** Fetched and then saved, since a plain link could not show the key in a header. */
export async function download(id, format) {
  const response = await getResults(id, undefined, format);
  const url = URL.createObjectURL(await response.blob());
  const link = h('a', { href: url, download: `${id}.${format}` });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken what it needs once the click is over, but not at once.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
