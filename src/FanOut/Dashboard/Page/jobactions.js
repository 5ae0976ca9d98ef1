import { h, newId } from './dom.js';
import { cancelJob, changeConcurrency, pauseJob, purgeJob, redriveJob, resumeJob } from './api.js';
import { confirmed } from './confirm.js';
import { download } from './download.js';
import { isFinished } from './outcomes.js';

const mostConcurrency = 2000;

/** What can be done with a job, now. `changed` is called when something was. */
export class JobActions {
  #job = null;
  #problem = h('p', { class: 'error', role: 'alert' });
  #pause = this.#button('Pause', () => pauseJob(this.#job.id));
  #resume = this.#button('Resume', () => resumeJob(this.#job.id));
  #cancel = this.#button('Cancel', () => this.#confirmCancel(), 'danger');
  #redrive = this.#button('Redrive failed', async () => { location.hash = `#/jobs/${(await redriveJob(this.#job.id)).id}`; });
  #download = this.#button('Download results', () => download(this.#job.id, this.#format.value));
  #purge = this.#button('Purge', () => this.#confirmPurge(), 'danger');
  #format = h('select', { 'aria-label': 'Format of the download' }, ['ndjson', 'json', 'csv'].map(format => h('option', {}, format)));
  #limit = h('input', { id: newId('limit'), type: 'number', min: 1, max: mostConcurrency, required: true });
  #change = h('form', { class: 'inline', onsubmit: event => this.#changeLimit(event) },
    h('label', { for: this.#limit.id }, 'Fetches at once'), this.#limit, h('button', {}, 'Change'));

  constructor(changed) {
    this.changed = changed;
    this.element = h('div', { class: 'actions' },
      h('div', { class: 'buttons' }, this.#pause, this.#resume, this.#cancel, this.#redrive, this.#purge),
      this.#change,
      h('div', { class: 'inline' }, this.#format, this.#download),
      this.#problem);
  }

  show(job) {
    const finished = isFinished(job);
    // What was typed stays while the job goes on beneath it.
    if (this.#job?.options.maxConcurrency !== job.options.maxConcurrency) this.#limit.value = job.options.maxConcurrency;
    this.#job = job;
    this.#pause.hidden = finished || job.status === 'paused';
    this.#resume.hidden = job.status !== 'paused';
    this.#cancel.hidden = finished;
    this.#change.hidden = finished;
    this.#redrive.hidden = !finished || (job.outcomes.ok ?? 0) === job.total;
    this.#purge.hidden = !finished;
  }

  #button(text, act, kind) {
    return h('button', { type: 'button', class: kind, onclick: event => this.#run(event.currentTarget, act) }, text);
  }

  async #run(button, act) {
    if (button.disabled) return;
    button.disabled = true;
    this.#problem.textContent = '';
    try {
      await act();
      this.changed();
    } catch (error) {
      this.#problem.textContent = Object.values(error.errors ?? {}).flat().join(' ') || error.message;
    } finally {
      button.disabled = false;
    }
  }

  async #confirmCancel() {
    const text = 'No new fetch starts, and those that run are stopped. What was done is kept.';
    if (await confirmed('Cancel the job?', text, 'Cancel the job')) await cancelJob(this.#job.id);
  }

  async #confirmPurge() {
    const text = 'The job, its results and its history are deleted. This cannot be undone.';
    if (!await confirmed('Purge the job?', text, 'Purge the job')) return;
    await purgeJob(this.#job.id);
    location.hash = '#/jobs';
  }

  #changeLimit(event) {
    event.preventDefault();
    this.#run(event.submitter ?? this.#change.querySelector('button'), () => changeConcurrency(this.#job.id, this.#limit.valueAsNumber));
  }
}
