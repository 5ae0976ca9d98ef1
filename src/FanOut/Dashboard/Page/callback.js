import { count, moment } from './format.js';
import { isFinished } from './outcomes.js';

/** How far the telling of a job's end is, in a line. */
export function callbackLine(job) {
  const { url, status, attempts, lastError, deliveredAt } = job.callback;
  const tried = `after ${count(attempts, 'attempt')}`;
  const reason = lastError ? `: ${lastError}` : '';
  const state = status === 'delivered' ? `delivered ${moment(deliveredAt)}, ${tried}`
    : status === 'failed' ? `not delivered, given up ${tried}${reason}`
      : !isFinished(job) ? 'when the job has ended'
        : attempts ? `not delivered yet, ${tried}${reason}` : 'on its way';
  return `Callback to ${url}: ${state}.`;
}
