// Holds collections of LokiJS, as they are with the host's changes, against a plain list: removing and finding in all ways.
'use strict';
const assert = require('node:assert');
const { createRequire } = require('node:module');
const Loki = createRequire(process.argv[1])('lokijs');

const rounds = 3000;
let state = Number(process.argv[2]);
const random = below => (state = (state * 1103515245 + 12345) % 2147483648) % below;
const oneOf = list => list[random(list.length)];

const blobs = new Loki('check').addCollection('blobs', { indices: ['accountName', 'containerName', 'name', 'snapshot'] });
let sorts = 0;
const { ensureIndex } = blobs;
blobs.ensureIndex = function (...given) {
  sorts++;
  return ensureIndex.apply(this, given);
};

let compared = 0;
const { $eq } = Loki.LokiOps;
Loki.LokiOps.$eq = (a, b) => {
  compared++;
  return $eq(a, b);
};

let expected = [];
const filters = [
  () => ({ accountName: 'a', containerName: oneOf(['c', 'd']), name: `n${random(200)}` }),
  () => ({ accountName: 'a', containerName: oneOf(['c', 'd']), name: `n${random(200)}`, snapshot: oneOf(['', 's']) }),
  () => ({ accountName: 'a', containerName: oneOf(['c', 'd']), name: `n${random(200)}`, snapshot: { $gt: '' } }),
  () => ({ containerName: oneOf(['c', 'd']), name: { $lt: 'n1' } }),
  () => ({ name: `n${random(200)}` }),
];
const matches = filter => blob => Object.entries(filter).every(([key, wanted]) =>
  typeof wanted === 'string' ? blob[key] === wanted : wanted.$gt !== undefined ? blob[key] > wanted.$gt : blob[key] < wanted.$lt);
const idsOf = list => list.map(blob => blob.id).sort((a, b) => a - b);

for (let id = 0; id < rounds; id++) {
  const blob = { id, accountName: 'a', containerName: oneOf(['c', 'd']), name: `n${random(200)}`, snapshot: oneOf(['', '', 's', 't']) };
  blobs.insert({ ...blob });
  expected.push(blob);

  const filter = oneOf(filters)();
  const wanted = expected.filter(matches(filter));
  compared = 0;
  assert.deepStrictEqual(idsOf(blobs.find(filter)), idsOf(wanted));
  if (typeof filter.name === 'string') {
    const namesakes = expected.filter(matches({ name: filter.name })).length;
    assert.ok(compared <= 3 * namesakes, `${compared} comparisons among ${namesakes} blobs of that name`);
  }
  assert.deepStrictEqual(idsOf(blobs.chain().find(filter).data()), idsOf(wanted));
  assert.strictEqual(blobs.findOne(filter) === null, wanted.length === 0);
  assert.strictEqual(blobs.count(filter), wanted.length);
  if (random(3) > 0) continue;

  sorts = 0;
  blobs.findAndRemove(filter);
  if (wanted.length < 16) assert.strictEqual(sorts, 0, `an index was sorted to remove ${wanted.length} of ${expected.length}`);
  expected = expected.filter(blob => !wanted.includes(blob));
  assert.deepStrictEqual(idsOf(blobs.find()), idsOf(expected));
  for (const index of ['accountName', 'containerName', 'name', 'snapshot']) assert.ok(blobs.checkIndex(index), `the index of ${index} is out of order`);
}
console.log(`held ${rounds} times`);
