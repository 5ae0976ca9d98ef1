/** The options of a job. Ranges and defaults are the app's own; a test compares them. */
export const options = [
  { name: 'maxConcurrency', label: 'Fetches at once', kind: 'integer', min: 1, max: 2000, start: 400, main: true },
  { name: 'batchSize', label: 'URLs per batch', kind: 'integer', min: 1, max: 500, start: 100, main: true },
  { name: 'timeoutSeconds', label: 'Time limit of a URL', unit: 'seconds', kind: 'number', min: 0.1, max: 300, start: 10, main: true },
  { name: 'maxAttempts', label: 'Attempts', kind: 'integer', min: 1, max: 10, start: 3, main: true },
  { name: 'attemptTimeoutSeconds', label: 'Time limit of an attempt', unit: 'seconds', kind: 'number', min: 0.1, max: 300 },
  { name: 'deadlineSeconds', label: 'Time limit of the job', unit: 'seconds', kind: 'number', above: 0, max: 604800 },
  { name: 'maxPerHost', label: 'Fetches at once to one host', kind: 'integer', min: 1, max: 2000 },
  { name: 'maxPerSecond', label: 'Fetches started in a second', kind: 'number', min: 0.1, max: 10000 },
  { name: 'toleratedFailures', label: 'Failures tolerated', kind: 'text', hint: 'A count such as 100, or a share such as 5%. More than that stops the job.' },
  { name: 'method', label: 'Method', kind: 'choice', choices: ['GET', 'HEAD'], start: 'GET' },
  { name: 'capture', label: 'Keep of each body', kind: 'choice', choices: ['none', 'text', 'json'], start: 'none' },
  { name: 'maxCaptureBytes', label: 'Kept of a body at most', unit: 'bytes', kind: 'integer', min: 1, max: 262144, start: 16384 },
  { name: 'maxBodyBytes', label: 'Longest body', unit: 'bytes', kind: 'integer', min: 1, max: 16777216, start: 1048576 },
  { name: 'headers', label: 'Headers', kind: 'lines', hint: 'One a line, such as Accept: text/html. They go to every URL.' },
  { name: 'dedupe', label: 'Drop URLs that come again', kind: 'flag' },
  { name: 'respectRobots', label: 'Heed robots.txt', kind: 'flag' },
];
