// Every call to the app goes through here: it shows the key, and makes an error of every answer that is not one of success.
import { askForKey, keyOf, functionKey, systemKey } from './keys.js';

const api = new URL('./', document.baseURI);
const management = new URL('/runtime/webhooks/durabletask/', document.baseURI);

export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `The app answered with status ${status}.`);
    this.status = status;
    /** Messages by field, where fields are to blame. */
    this.errors = problem.errors ?? {};
  }
}

async function send(key, url, init) {
  for (;;) {
    const shown = keyOf(key);
    const headers = new Headers(init.headers);
    if (shown) headers.set('x-functions-key', shown);
    const response = await fetch(url, { ...init, headers, redirect: 'error' }).catch(error => {
      throw init.signal?.aborted ? error : new ApiError(0, { detail: 'The app did not answer. Try again.' });
    });
    if (response.ok) return response;
    if (response.status !== 401) throw new ApiError(response.status, await problemOf(response));
    if (!await askForKey(key, shown)) throw new ApiError(401, { detail: `The app asks for ${key.name}.` });
  }
}

async function problemOf(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}

const call = (path, init = {}) => send(functionKey, new URL(path, api), init);
const json = async (path, init) => (await call(path, init)).json();
const jobPath = (id, rest = '') => `jobs/${encodeURIComponent(id)}${rest}`;
const body = (method, value) => ({ method, body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } });

/** The same key for the same request makes one job of it, however often it is sent. */
export function startJob(request, idempotencyKey) {
  const init = body('POST', request);
  init.headers['Idempotency-Key'] = idempotencyKey;
  return json('jobs', init);
}

export const getJob = (id, signal) => json(jobPath(id), { signal });
export const getManifest = (id, signal) => json(jobPath(id, '/manifest'), { signal });
export const getResults = (id, signal, format = 'ndjson') => call(jobPath(id, `/results?format=${format}`), { signal });
export const cancelJob = id => call(jobPath(id), { method: 'DELETE' });
export const purgeJob = id => call(jobPath(id, '?purge=true'), { method: 'DELETE' });
export const pauseJob = id => call(jobPath(id, '/pause'), { method: 'POST' });
export const resumeJob = id => call(jobPath(id, '/resume'), { method: 'POST' });
export const changeConcurrency = (id, maxConcurrency) => call(jobPath(id), body('PATCH', { maxConcurrency }));
export const redriveJob = id => json(jobPath(id, '/redrive'), { method: 'POST' });

export function listJobs({ status, continuationToken, signal }) {
  const query = new URLSearchParams();
  if (status) query.set('status', status);
  if (continuationToken) query.set('continuationToken', continuationToken);
  return json(`jobs?${query}`, { signal });
}

/** A page of the durable engine's instances, and the token of the next one. */
export async function listInstances({ prefix, status, top, token, signal }) {
  const query = new URLSearchParams({ top, showInput: false });
  if (prefix) query.set('instanceIdPrefix', prefix);
  if (status) query.set('runtimeStatus', status);
  const headers = token ? { 'x-ms-continuation-token': token } : {};
  const response = await send(systemKey, new URL(`instances?${query}`, management), { headers, signal });
  return { instances: await response.json(), token: response.headers.get('x-ms-continuation-token') };
}

export async function getInstance(id, signal) {
  const path = `instances/${encodeURIComponent(id)}?showInput=true&showHistory=true&showHistoryOutput=true`;
  return (await send(systemKey, new URL(path, management), { signal })).json();
}
