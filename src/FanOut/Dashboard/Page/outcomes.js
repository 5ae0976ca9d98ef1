/** Every outcome in the order in which it is shown, with the words for it. */
export const outcomes = {
  ok: 'ok',
  httpError: 'HTTP error',
  timeout: 'timeout',
  dnsError: 'DNS error',
  connectError: 'connect error',
  tlsError: 'TLS error',
  protocolError: 'protocol error',
  tooLarge: 'too large',
  blocked: 'blocked',
  invalidUrl: 'invalid URL',
  redirectError: 'redirect error',
  cancelled: 'cancelled',
  notRun: 'not run',
};

export const outcomeNames = Object.keys(outcomes);

/** Outcomes that a job has, with their counts. */
export const countsOf = job => outcomeNames.filter(name => job.outcomes[name] > 0).map(name => [name, job.outcomes[name]]);

export const isFinished = job => job.finishedAt !== null;
