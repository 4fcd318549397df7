// The search itself: shards, words, ranking. Loaded by search.js when the box is first
// used; knows nothing of the page.
//
// The shards are classic scripts that call taiyakuSearch(name, version, data), because
// from file:// a browser loads nothing else. generator/site/search_shards.h says what is
// in them, search_tokens.h what a word is.
//
//     taiyakuSearch.use(root, version)   where the site is
//     taiyakuSearch.words(text)          the words of a text
//     taiyakuSearch.find(text, lang)     a promise of {results, more, unknown}
window.taiyakuSearch = (function () {
  'use strict';

  const BUDGET = 4; // shards that one query loads, at most; what is there costs nothing
  const PAGE = 10; // results
  const TEXT_MAX = 256 << 10; // of what is pasted
  const SHORT_WORDS = 12; // more are not typed but pasted
  const TITLE = 2.5; // what a word in a title counts for

  // --- Loading -----------------------------------------------------------------------

  let root = '';
  let indexVersion = ''; // asked for again where a browser kept an index too long
  const waiting = new Map(); // name to {promise, resolve, reject}
  const loaded = new Map(); // name to data

  function search(name, version, data) {
    const index = loaded.get('index');
    if (name !== 'index' && index && version !== index.version) {
      indexVersion = version;
      const wait = waiting.get(name);
      return wait && wait.reject(new Error('stale'));
    }
    const ready = prepare(name, version, data);
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
    const version = name === 'index' ? indexVersion : loaded.get('index').version;
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
        x = x >= 0xE000 ? x - 0x800 : x >= 0xD800 ? x + 0x2000 : x;
        y = y >= 0xE000 ? y - 0x800 : y >= 0xD800 ? y + 0x2000 : y;
        return x - y;
      }
    }
    return a.length - b.length;
  }

  function prepare(name, version, data) {
    if (name === 'index') {
      return Object.assign(data, { version, common: new Map(Object.entries(data.common)) });
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

  // --- Words ---------------------------------------------------------------------------

  const WORD_MAX = 24;
  const DIGITS_MIN = 3;
  const RUN = /[\p{L}\p{M}\p{N}]+/gu;
  const HAN = /^\p{Script=Han}$/u;
  const isJapanese = (c) => c >= '\u2E80' && /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u.test(c);

  // NFKC_Casefold (UAX #31). Lower case after upper case folds what has several small
  // letters (ß, ς), but for the dotless ı, which is no i.
  function fold(text) {
    if (/^[\x00-\x7f]*$/.test(text)) {
      return text.toLowerCase();
    }
    const shown = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
    return Array.from(shown, (c) => (c === 'ı' ? c : c.toLowerCase().toUpperCase().toLowerCase()))
      .join('').replace(/ς/g, 'σ').normalize('NFKC');
  }

  // Runs of a folded text: [{text, isJapanese}].
  function runsOf(folded) {
    const runs = [];
    for (const [run] of folded.matchAll(RUN)) {
      let text = '';
      let kind = null;
      for (const c of run) {
        if (kind !== null && isJapanese(c) !== kind) {
          runs.push({ text, isJapanese: kind });
          text = '';
        }
        kind = isJapanese(c);
        text += c;
      }
      runs.push({ text, isJapanese: kind });
    }
    return runs;
  }

  function wordsOfRun({ text, isJapanese: japanese }) {
    const chars = Array.from(text);
    if (!japanese) {
      const isShort = /^[0-9]*$/.test(text) && chars.length < DIGITS_MIN;
      return isShort ? [] : [chars.slice(0, WORD_MAX).join('')];
    }
    const words = chars.slice(1).map((c, i) => chars[i] + c);
    if (chars.length === 1 || HAN.test(chars.at(-1))) {
      words.push(chars.at(-1));
    }
    return words;
  }

  const wordsOf = (text) => runsOf(fold(text)).flatMap(wordsOfRun);

  // --- Places ----------------------------------------------------------------------------

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const VALUES = new Uint8Array(128);
  Array.from(DIGITS).forEach((c, i) => { VALUES[c.charCodeAt(0)] = i; });

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

  // --- One query ---------------------------------------------------------------------------

  // What to look for, from what was typed or pasted.
  function read(typed, index) {
    const text = typed.slice(0, TEXT_MAX);
    const alone = text.length <= 60 ? search.code(text, index) : null;
    const codes = alone ? [alone] : search.codes(text, index);
    let rest = '';
    if (!alone) {
      const normal = search.normalize(text);
      let end = 0;
      for (const code of codes) {
        rest += `${normal.slice(end, code.from)} `;
        end = Math.max(end, code.end);
      }
      rest += normal.slice(end);
    }
    const runs = runsOf(fold(rest));
    const words = [...new Set(runs.flatMap(wordsOfRun))];
    const isTyped = words.length <= SHORT_WORDS * 2 && text.length <= 200;
    return { text, codes: rankCodes(codes), runs, words, isTyped };
  }

  // Several codes: failures before 2.x.x, those said often or behind a reply code first,
  // those that say least (5.0.0) last.
  function rankCodes(codes) {
    const known = new Map();
    codes.forEach((code, i) => {
      const seen = known.get(code.normal) ?? { normal: code.normal, score: 0, first: i };
      seen.score += code.reply ? 1.5 : 1;
      known.set(code.normal, seen);
    });
    for (const code of known.values()) {
      code.score += { 2: -100, 5: 1 }[code.normal[0]] ?? 0;
      code.score -= /^\d\.0\.0$/.test(code.normal) ? 50 : 0;
    }
    return [...known.values()].sort((a, b) => b.score - a.score || a.first - b.first);
  }

  // Loads shards while the budget lasts; true where this one is there afterwards.
  class Budget {
    constructor(n) {
      this.left = n;
      this.wanted = new Set();
    }

    take(name) {
      if (loaded.has(name) || this.wanted.has(name)) {
        this.wanted.add(name);
        return true;
      }
      if (this.left === 0) {
        return false;
      }
      this.left--;
      this.wanted.add(name);
      return true;
    }

    async get(names) {
      await Promise.all(names.map(load));
    }
  }

  // --- Codes -----------------------------------------------------------------------------

  const SMTP = /^(\d+)\.(\d+)\.(\d+)$/;

  const related = (key) => (key.startsWith('smtp:') ? key.slice(0, key.lastIndexOf('.') + 1) : null);

  function codesIn(lang, shard, index, tell) {
    const docs = loaded.get(lang + shard);
    for (let i = 0; docs && i < docs.length && shard * index.perShard + i < index.coded; i++) {
      tell(docs[i][3], shard * index.perShard + i);
    }
  }

  // The beginning of a code, while it is typed: '5.7', '0x8007', 'aadsts5'.
  function prefixOf(query) {
    const typed = search.normalize(query.text).trim().toLowerCase().replace(/^#/, '');
    if (/^[245]\.(\d{0,3}|\d{1,3}\.\d{0,3})$/.test(typed)) {
      const [, subject, detail] = typed.split('.');
      const key = `smtp:${(subject ?? '').padStart(3, '0')}.${(detail ?? '').padStart(3, '0')}`;
      return { typed, key };
    }
    return /^(0x[0-9a-f]+|[a-z][a-z0-9_-]*[0-9-][a-z0-9-]*|[0-9]{5}-[0-9]*)$/.test(typed)
      ? { typed, key: typed } : null;
  }

  async function findCodes(query, lang, index, budget) {
    const results = [];
    const unknown = [];
    const prefix = prefixOf(query);
    const keys = query.codes.map((code) => search.codeKey(code.normal));
    const shards = [];
    const want = (shard) => {
      if (shards.length < 2 && !shards.includes(shard) && budget.take(lang + shard)) {
        shards.push(shard);
      }
    };
    if (index.coded) {
      keys.forEach((key) => want(shardOf(index.keys, key)));
      keys.forEach((key) => related(key) && want(shardOf(index.keys, related(key))));
      if (prefix) {
        want(shardOf(index.keys, prefix.key));
      }
    }
    await budget.get(shards.map((shard) => lang + shard));
    const byKey = new Map();
    const starting = [];
    shards.forEach((shard) => codesIn(lang, shard, index, (normal, doc) => {
      byKey.set(search.codeKey(normal), [...(byKey.get(search.codeKey(normal)) ?? []), { normal, doc }]);
      if (prefix && normal.toLowerCase().startsWith(prefix.typed)) {
        starting.push({ kind: 'code', doc });
      }
    }));
    query.codes.forEach((code, i) => {
      const exact = (byKey.get(keys[i]) ?? []).filter((known) => known.normal === code.normal);
      const ranges = index.ranges.filter(
        ([first, last, doc]) => SMTP.test(code.normal) && first <= keys[i] && keys[i] <= last &&
          first.at(-1) === keys[i].at(-1) && first.slice(5, 8) === keys[i].slice(5, 8) &&
          !exact.some((known) => known.doc === doc)
      );
      const others = related(keys[i])
        ? [...byKey].filter(([key]) => key.startsWith(related(keys[i]))).flatMap(([, known]) => known)
          .filter((known) => SMTP.test(known.normal) && known.normal !== code.normal && SMTP.test(code.normal))
        : [];
      exact.forEach(({ doc }) => results.push({ kind: 'code', doc }));
      ranges.forEach(([, , doc]) => results.push({ kind: 'range', doc, asked: code.normal }));
      if (query.codes.length === 1 || exact.length + ranges.length === 0) {
        others.forEach(({ doc }) => results.push({ kind: 'related', doc, asked: code.normal }));
      }
      if (exact.length + ranges.length === 0) {
        unknown.push({ code: code.normal, related: others.map((known) => known.normal) });
      }
    });
    const order = { code: 0, range: 1, related: 2 };
    results.sort((a, b) => order[a.kind] - order[b.kind]);
    return { results: [...results, ...starting], unknown };
  }

  // --- Words -------------------------------------------------------------------------------

  // How much a word promises before it is known how rare it is.
  function promise(word, index) {
    const common = index.common.get(word);
    if (common) {
      return 0.05 * Math.log(index.docs / common + 1);
    }
    if (isJapanese(word)) {
      return /[\p{Script=Han}\p{Script=Katakana}]/u.test(word) ? 5 : 1.5;
    }
    return Math.min(word.length, 12);
  }

  function chooseWordShards(query, index, budget, most) {
    const worth = new Map();
    for (const word of query.words) {
      const shard = shardOf(index.terms, word);
      worth.set(shard, (worth.get(shard) ?? 0) + promise(word, index));
    }
    const best = [...worth].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([shard]) => shard);
    const chosen = [];
    for (const shard of best) {
      if (loaded.has(`t${shard}`) || (chosen.filter((s) => !loaded.has(`t${s}`)).length < most && budget.take(`t${shard}`))) {
        chosen.push(shard);
      }
    }
    return chosen;
  }

  // The lines of a shard for one word: itself, and for what is typed those that begin so.
  function linesFor(word, shard, isTyped) {
    const lines = [];
    const first = firstFrom(shard.words, word);
    const isPrefix = isTyped && (isJapanese(word) ? Array.from(word).length === 1 : word.length >= 2);
    for (let i = first; i < shard.words.length && lines.length < 40; i++) {
      if (shard.words[i] !== word && !(isPrefix && shard.words[i].startsWith(word))) {
        break;
      }
      lines.push({ places: shard.places[i], weight: shard.words[i] === word ? 1 : 0.6, word: shard.words[i] });
    }
    return lines;
  }

  const isPlural = (word) => /^[a-z]{4,}s$/.test(word);

  function countPlaces(word, places, index) {
    let n = index.common.get(word) ?? 0;
    if (!n) {
      eachPlace(places, () => n++);
    }
    return n;
  }

  // [doc, score], best first.
  function rank(query, shards, index) {
    const scores = new Map();
    let asked = 0;
    for (const word of query.words) {
      const shard = shardOf(index.terms, word);
      if (!shards.includes(shard)) {
        continue;
      }
      let lines = linesFor(word, loaded.get(`t${shard}`), query.isTyped);
      if (!lines.length && query.isTyped && isPlural(word)) {
        const stem = word.replace(/e?s$/, '');
        lines = linesFor(stem, loaded.get(`t${shard}`), true);
      }
      const n = lines.reduce((sum, line) => sum + countPlaces(line.word, line.places, index), 0);
      const rarity = Math.log(1 + index.docs / (n || 1)) * (isJapanese(word) ? 0.6 : 1);
      const best = new Map();
      for (const { places, weight } of lines) {
        eachPlace(places, (doc, inTitle) => {
          best.set(doc, Math.max(best.get(doc) ?? 0, weight * (inTitle ? TITLE : 1)));
        });
      }
      asked += rarity;
      for (const [doc, weight] of best) {
        const score = scores.get(doc) ?? { sum: 0, matched: 0 };
        score.sum += rarity * weight;
        score.matched += rarity;
        scores.set(doc, score);
      }
    }
    // Of what is typed all words count; of a bounce, any.
    const whole = (score) => (query.isTyped && asked ? (score.matched / asked) ** 2 : 1);
    return [...scores].map(([doc, score]) => [doc, score.sum * whole(score)])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  }

  // Pairs of characters say little of their order: what has the whole run comes first.
  function check(query, doc, score) {
    const [title, text] = [fold(doc[0]), fold(doc[1])];
    let factor = 1;
    for (const run of query.runs.slice(0, SHORT_WORDS)) {
      if (title.includes(run.text)) {
        factor *= title === run.text ? 2 : 1.4;
      } else if (text.includes(run.text)) {
        factor *= 1.15;
      } else if (run.isJapanese && run.text.length > 2) {
        factor *= 0.7;
      }
    }
    return score * factor;
  }

  async function findWords(query, lang, index, budget, hasCodes, limit) {
    if (!query.words.length || !index.terms.length) {
      return { results: [], more: false };
    }
    const shards = chooseWordShards(query, index, budget, hasCodes || budget.left < 3 ? 1 : 2);
    await budget.get(shards.map((shard) => `t${shard}`));
    let ranked = rank(query, shards, index);
    if (!query.isTyped && ranked.length) {
      ranked = ranked.filter(([, score]) => score >= ranked[0][1] / 3);
    }
    const wanted = [];
    for (const [doc] of ranked.slice(0, limit + 50)) {
      const name = lang + Math.floor(doc / index.perShard);
      if (budget.take(name)) {
        wanted.push(name);
      }
    }
    await budget.get([...new Set(wanted)]);
    const here = ranked.filter(([doc]) => loaded.has(lang + Math.floor(doc / index.perShard)))
      .slice(0, limit + 200)
      .map(([doc, score]) => [doc, query.isTyped ? check(query, record(lang, doc, index), score) : score])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return {
      results: here.slice(0, limit).map(([doc]) => ({ kind: 'text', doc })),
      more: ranked.length > Math.min(here.length, limit),
    };
  }

  function record(lang, doc, index) {
    return loaded.get(lang + Math.floor(doc / index.perShard))[doc % index.perShard];
  }

  // --- Results -------------------------------------------------------------------------------

  // What of the results to mark: whole runs, and words.
  function marksOf(query) {
    const runs = query.isTyped ? query.runs : [];
    return {
      japanese: runs.filter((run) => run.isJapanese).map((run) => run.text),
      pairs: new Set(query.words.filter((word) => /[\p{Script=Han}\p{Script=Katakana}]/u.test(word))),
      latin: query.words.filter((word) => !isJapanese(word) && !(index().common.get(word) > index().docs / 4)),
      isTyped: query.isTyped,
    };
  }

  const index = () => loaded.get('index');

  // A text in pieces, [{text, isMarked}].
  function mark(text, marks) {
    const marked = new Array(text.length).fill(false);
    const fill = (start, end) => marked.fill(true, start, end);
    for (const m of text.matchAll(RUN)) {
      const word = fold(m[0]);
      const isHit = marks.latin.some(
        (latin) => word === latin || (marks.isTyped && latin.length > 1 && (word.startsWith(latin) || (isPlural(latin) && word === latin.replace(/e?s$/, ''))))
      );
      if (isHit) {
        fill(m.index, m.index + m[0].length);
      }
    }
    const folded = fold(text);
    if (folded.length === text.length) { // else the places would not be the same
      for (const run of marks.japanese) {
        for (let i = folded.indexOf(run); i >= 0; i = folded.indexOf(run, i + run.length)) {
          fill(i, i + run.length);
        }
      }
      if (!marked.includes(true)) {
        for (let i = 0; i + 1 < folded.length; i++) {
          if (marks.pairs.has(folded.slice(i, i + 2))) {
            fill(i, i + 2);
          }
        }
      }
    }
    const pieces = [];
    for (let i = 0; i < text.length; i++) {
      if (i === 0 || marked[i] !== marked[i - 1]) {
        pieces.push({ text: '', isMarked: marked[i] });
      }
      pieces.at(-1).text += text[i];
    }
    return pieces;
  }

  function show(result, lang, index_, marks) {
    const [title, text, address, code, other] = record(lang, result.doc, index_);
    return {
      kind: result.kind,
      asked: result.asked,
      code: code || '',
      title: mark(title, marks),
      text: mark(text, marks),
      url: `${root}${lang}/${address}index.html`,
      lang: other || lang,
    };
  }

  async function run(typed, lang, limit) {
    const index_ = await load('index');
    const query = read(typed, index_);
    const budget = new Budget(BUDGET);
    const codes = await findCodes(query, lang, index_, budget);
    const text = await findWords(query, lang, index_, budget, codes.results.length > 0, limit);
    const seen = new Set();
    const results = [...codes.results, ...text.results].filter(
      ({ doc }) => loaded.has(lang + Math.floor(doc / index_.perShard)) && !seen.has(doc) && seen.add(doc)
    );
    const marks = marksOf(query);
    return {
      results: results.slice(0, limit).map((result) => show(result, lang, index_, marks)),
      more: text.more || results.length > limit,
      unknown: codes.unknown,
    };
  }

  // A browser may have kept an index that is older than the shards: once more, with the
  // one that they belong to.
  search.find = async function (typed, lang, pages = 1) {
    try {
      return await run(typed, lang, PAGE * pages);
    } catch (error) {
      if (error.message !== 'stale') {
        throw error;
      }
      loaded.clear();
      return run(typed, lang, PAGE * pages);
    }
  };

  search.use = function (where) {
    root = where;
  };
  search.words = wordsOf;
  search.load = load;
  return search;
})();
