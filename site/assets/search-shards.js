// The files of the search index: loading them, and reading what is in them. They are
// classic scripts that call taiyakuSearch(name, version, data), because from file:// a
// browser loads nothing else; generator/site/search_shards.h says what they hold.
//
//     taiyakuSearch.use(root)           where the site is, before anything is loaded
//     taiyakuSearch.load('index')       a promise of the data, each file once
//     taiyakuSearch.loaded              name to data, of what is there
//     taiyakuSearch.eachPlace(places, (doc, inTitle) => …)
window.taiyakuSearch = (function () {
  'use strict';

  let root = '';
  let indexVersion = ''; // asked for again where a browser kept an index too long
  const waiting = new Map(); // name to {promise, resolve, reject}
  const loaded = new Map(); // name to data

  // Of 't3', the fourth of the index's versions of t; an old index may know of none.
  function versionOf(name, index) {
    const [, kind, number] = /^([a-z]+)(\d+)$/.exec(name);
    return index.versions?.[kind]?.[number];
  }

  function search(name, version, data) {
    const index = loaded.get('index');
    if (name !== 'index' && index && version !== versionOf(name, index)) {
      indexVersion = version;
      const wait = waiting.get(name);
      return wait && wait.reject(new Error('stale'));
    }
    const ready = prepare(name, data);
    loaded.set(name, ready);
    return waiting.get(name)?.resolve(ready);
  }

  function load(name) {
    if (loaded.has(name)) {
      return Promise.resolve(loaded.get(name));
    }
    if (waiting.has(name)) {
      return waiting.get(name).promise;
    }
    const wait = {};
    wait.promise = new Promise((resolve, reject) => Object.assign(wait, { resolve, reject }));
    waiting.set(name, wait);
    const script = document.createElement('script');
    const version = name === 'index' ? indexVersion : versionOf(name, loaded.get('index'));
    script.src = `${root}search/${name}.js${version ? `?v=${version}` : ''}`;
    const done = (event) => {
      script.remove();
      waiting.delete(name);
      if (event.type === 'error' || !loaded.has(name)) {
        wait.reject(new Error(`cannot load ${name}`));
      }
    };
    script.addEventListener('load', done);
    script.addEventListener('error', done);
    document.head.append(script);
    return wait.promise;
  }

  // Words are compared as the shards sort them, by code point and not by UTF-16 unit.
  function compare(a, b) {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
      let x = a.charCodeAt(i);
      let y = b.charCodeAt(i);
      if (x !== y) {
        x = x >= 0xe000 ? x - 0x800 : x >= 0xd800 ? x + 0x2000 : x;
        y = y >= 0xe000 ? y - 0x800 : y >= 0xd800 ? y + 0x2000 : y;
        return x - y;
      }
    }
    return a.length - b.length;
  }

  function prepare(name, data) {
    if (name === 'index') {
      return Object.assign(data, { common: new Map(Object.entries(data.common)) });
    }
    if (!name.startsWith('t')) {
      return data;
    }
    const words = [];
    const places = [];
    for (const line of data ? data.split(',') : []) {
      const blank = line.indexOf(' ');
      words.push(line.slice(0, blank));
      places.push(line.slice(blank + 1));
    }
    return { words, places };
  }

  // The last of ascending borders that is not behind `key`; 0 where all are.
  function shardOf(borders, key) {
    let [low, high] = [0, borders.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (compare(borders[middle], key) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  function firstFrom(words, key) {
    let [low, high] = [0, words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(words[middle], key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // --- Places ----------------------------------------------------------------------------

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const VALUES = new Uint8Array(128);
  Array.from(DIGITS).forEach((c, i) => {
    VALUES[c.charCodeAt(0)] = i;
  });

  function eachPlace(places, tell) {
    let doc = -1;
    let number = 0;
    let unit = 1;
    for (let i = 0; i < places.length; i++) {
      const digit = VALUES[places.charCodeAt(i)];
      number += (digit & 31) * unit;
      unit *= 32;
      if (digit < 32) {
        doc += (number - (number & 1)) / 2;
        tell(doc, number & 1);
        number = 0;
        unit = 1;
      }
    }
  }

  return Object.assign(search, {
    use: (where) => {
      root = where;
    },
    load,
    loaded,
    shardOf,
    firstFrom,
    eachPlace,
  });
})();
