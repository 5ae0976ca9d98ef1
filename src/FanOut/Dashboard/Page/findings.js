// What a job's records say when they are put together.

const examplesShown = 3;

/** Hosts by their median time, slowest first. Only fetches that were really made count. */
export function slowestHosts(records, shown) {
  const hosts = new Map();
  for (const record of records) {
    if (record.start === null || !record.host) continue;
    const host = hosts.get(record.host) ?? { host: record.host, times: [], failed: 0 };
    host.times.push(record.durationMs);
    if (record.outcome !== 'ok') host.failed++;
    hosts.set(record.host, host);
  }
  return [...hosts.values()].map(({ host, times, failed }) => {
    times.sort((a, b) => a - b);
    return { host, failed, count: times.length, median: times[Math.floor((times.length - 1) / 2)], longest: times.at(-1) };
  }).sort((a, b) => b.median - a.median).slice(0, shown);
}

/** Failures that have one reason, most frequent first. */
export function failureGroups(records) {
  const groups = new Map();
  for (const record of records) {
    if (record.outcome === 'ok') continue;
    const reason = reasonOf(record);
    const key = `${record.outcome} ${reason}`;
    const group = groups.get(key) ?? { outcome: record.outcome, reason, count: 0, examples: [] };
    group.count++;
    if (group.examples.length < examplesShown) group.examples.push(record);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/** An error with its numbers and quoted parts left out, so that one reason is not many. */
function reasonOf({ outcome, statusCode, error }) {
  if (outcome === 'httpError') return `status ${statusCode}`;
  return (error ?? '').replace(/'[^']*'|"[^"]*"/g, '…').replace(/\d+([.,:]\d+)*/g, '…');
}
