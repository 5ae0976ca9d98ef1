// Loaded into Azurite before its own code: LokiJS, in which it keeps what it knows of blobs, takes the longer for each request
// the more blobs there are, where it need not. This is for speed alone, so a LokiJS that is made otherwise is left as it is.
'use strict';
const { createRequire } = require('node:module');

// All that a filter finds is removed as a batch, after which every index is sorted anew; what is removed by itself leaves them in order.
const fewest = 16;

// Of several conditions only the first is looked up in its index. Azurite's first is the account, which all blobs have in common.
const telling = ['blobName', 'name'];

let loki;
try {
  loki = createRequire(process.argv[1])('lokijs');
} catch {
  loki = undefined;
}

const collection = loki?.Collection?.prototype;
const resultset = loki?.Resultset?.prototype;
if (collection?.findAndRemove && collection.remove && resultset?.find) {
  const { findAndRemove } = collection;
  collection.findAndRemove = function (filter) {
    const found = this.find(filter);
    if (found.length >= fewest) return findAndRemove.call(this, filter);
    for (const document of found) this.remove(document);
  };

  const { find } = resultset;
  resultset.find = function (query, firstOnly) {
    const key = telling.find(name => typeof query?.[name] === 'string');
    return find.call(this, key === undefined ? query : { [key]: query[key], ...query }, firstOnly);
  };
}
