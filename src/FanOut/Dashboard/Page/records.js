import { getResults } from './api.js';

/** Lines that are read before the page gets a chance to answer its reader. */
const linesPerBreath = 2_000;

/** The result records of a job, as far as they have been read; captured bodies are left where they are. */
export class Records {
  all = [];
  isComplete = false;
  #id;

  constructor(id) {
    this.#id = id;
  }

  /**
   * Whether reading again pays. Results are read from the start each time, so it waits until there is half as much again
   * as there was: all readings together are then a few times the last one.
   */
  isStale(job) {
    if (this.isComplete) return false;
    return job.finishedAt !== null || job.done - this.all.length > this.all.length / 2;
  }

  /** Reads what is new. `grown` is called now and then while it does. */
  async read(signal, grown) {
    const response = await getResults(this.#id, signal);
    const complete = response.headers.get('FanOut-Complete') === 'true';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let [rest, line, known] = ['', 0, this.all.length];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const text of lines) if (line++ >= known) this.all.push(recordOf(JSON.parse(text)));
      if (this.all.length - known < linesPerBreath) continue;
      known = this.all.length;
      grown();
      await new Promise(resolve => setTimeout(resolve));
    }
    this.isComplete = complete;
  }
}

function recordOf({ index, url, outcome, statusCode, bytes, title, attempts, startedAt, durationMs, error }) {
  const start = startedAt === null ? null : Date.parse(startedAt);
  return { index, url, host: hostOf(url), outcome, statusCode, bytes, title, attempts, start, end: start + durationMs, durationMs, error };
}

function hostOf(url) {
  return URL.canParse(url) ? new URL(url).host : '';
}
