// The search itself: from what was typed or pasted to results. Codes first, then words.
// What it costs is bounded: BUDGET shards for one query.
//
//     taiyakuSearch.find(text, lang, pages)    a promise of {results, more, unknown}
(function (search) {
  'use strict';

  const BUDGET = 4; // shards that one query loads, at most; what is there costs nothing
  const PAGE = 10; // results
  const TEXT_MAX = 256 << 10; // of what is pasted
  const TYPED_MAX = 200; // characters; more are not typed but pasted
  const SHORT_WORDS = 12; // the same of words
  const CHECKED = 50; // pages beyond those shown that are compared with the whole query
  const WORTH = 1 / 3; // of the best page's score, to be shown for a bounce
  const TITLE = 2.5; // what a word in a title counts for

  const { load, loaded, shardOf, firstFrom, eachPlace } = search;
  const { fold, runsOf, wordsOfRun, isJapanese, isPlural, stemOf, mark } = search;

  // --- One query ---------------------------------------------------------------------------

  function withoutCodes(text, codes) {
    let rest = '';
    let end = 0;
    for (const code of codes) {
      rest += `${text.slice(end, code.from)} `;
      end = Math.max(end, code.end);
    }
    return rest + text.slice(end);
  }

  // What to look for, from what was typed or pasted.
  function read(typed, index) {
    const text = typed.slice(0, TEXT_MAX);
    // A code in one of the forms that only people type: 4-4-312, 80070005.
    const found = search.codes(text, index);
    const alone = found.length || text.length > TYPED_MAX ? null : search.code(text, index);
    const codes = alone ? [alone] : found;
    const rest = alone ? '' : withoutCodes(search.normalize(text), codes);
    const runs = runsOf(fold(rest));
    const words = [...new Set(runs.flatMap(wordsOfRun))];
    const isTyped = words.length <= SHORT_WORDS * 2 && text.length <= TYPED_MAX;
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

  const related = (key) =>
    key.startsWith('smtp:') ? key.slice(0, key.lastIndexOf('.') + 1) : null;

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
      ? { typed, key: typed }
      : null;
  }

  // The shards of pages where the codes of a query stand, or the codes most like them.
  function codeShards(query, keys, prefix, index) {
    const wanted = keys.flatMap((key) => [key, related(key) ?? key]);
    if (prefix) {
      wanted.push(prefix.key);
    }
    return index.coded ? [...new Set(wanted.map((key) => shardOf(index.keys, key)))] : [];
  }

  // The entries for one code: its own, ranges that hold it, and the same subject and
  // detail in another class.
  function entriesFor(normal, byKey, index) {
    const key = search.codeKey(normal);
    const others = [...byKey]
      .filter(([other]) => SMTP.test(normal) && other.startsWith(related(key)))
      .flatMap(([, known]) => known);
    return {
      exact: (byKey.get(key) ?? []).filter((known) => known.normal === normal),
      ranges: index.ranges
        .filter(([first, last]) => SMTP.test(normal) && isInRange(key, first, last))
        .map(([, , doc]) => ({ doc })),
      related: others.filter((known) => SMTP.test(known.normal) && known.normal !== normal),
    };
  }

  // Keys are "smtp:SUBJECT.DETAIL.CLASS".
  function isInRange(key, first, last) {
    const isSameClass = first.at(-1) === key.at(-1);
    return isSameClass && first.slice(5, 8) === key.slice(5, 8) && first <= key && key <= last;
  }

  async function findCodes(query, lang, index, budget) {
    const prefix = prefixOf(query);
    const keys = query.codes.map((code) => search.codeKey(code.normal));
    const shards = codeShards(query, keys, prefix, index).filter(
      (shard, i) => i < 2 && budget.take(lang + shard)
    );
    await budget.get(shards.map((shard) => lang + shard));
    const byKey = new Map();
    const starting = [];
    shards.forEach((shard) =>
      codesIn(lang, shard, index, (normal, doc) => {
        const key = search.codeKey(normal);
        byKey.set(key, [...(byKey.get(key) ?? []), { normal, doc }]);
        if (prefix && normal.toLowerCase().startsWith(prefix.typed)) {
          starting.push({ kind: 'code', doc });
        }
      })
    );
    const found = { code: [], range: [], related: [] };
    const unknown = [];
    for (const { normal: asked } of query.codes) {
      const entries = entriesFor(asked, byKey, index);
      const isKnown = entries.exact.length + entries.ranges.length > 0;
      const add = (kind, known) =>
        found[kind].push(...known.map(({ doc }) => ({ kind, doc, asked })));
      add('code', entries.exact);
      add('range', entries.ranges);
      if (!isKnown || query.codes.length === 1) {
        add('related', entries.related);
      }
      if (!isKnown) {
        unknown.push({ code: asked, related: entries.related.map((known) => known.normal) });
      }
    }
    return { results: [...found.code, ...found.range, ...found.related, ...starting], unknown };
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
    let left = most;
    for (const shard of best) {
      const isThere = loaded.has(`t${shard}`);
      if (isThere || (left > 0 && budget.take(`t${shard}`))) {
        left -= isThere ? 0 : 1;
        chosen.push(shard);
      }
    }
    return chosen;
  }

  // The lines of a shard for one word: itself, and for what is typed those that begin so.
  function linesFor(word, shard, isTyped) {
    const lines = [];
    const first = firstFrom(shard.words, word);
    const isPrefix =
      isTyped && (isJapanese(word) ? Array.from(word).length === 1 : word.length >= 2);
    for (let i = first; i < shard.words.length && lines.length < 40; i++) {
      if (shard.words[i] !== word && !(isPrefix && shard.words[i].startsWith(word))) {
        break;
      }
      const weight = shard.words[i] === word ? 1 : 0.6;
      lines.push({ places: shard.places[i], weight, word: shard.words[i] });
    }
    return lines;
  }

  // Numbers for some of the pages, fast to fill and to read; `docs` are those that have one.
  class Scores {
    constructor(n) {
      this.of = new Float64Array(n);
      this.docs = [];
    }

    add(doc, number) {
      if (this.of[doc] === 0) {
        this.docs.push(doc);
      }
      this.of[doc] += number;
    }

    raise(doc, number) {
      if (this.of[doc] < number) {
        this.add(doc, number - this.of[doc]);
      }
    }

    clear() {
      this.docs.forEach((doc) => {
        this.of[doc] = 0;
      });
      this.docs.length = 0;
    }

    // The k best, [doc, score], those that `isWanted`; of equal ones the first page.
    best(k, isWanted) {
      const list = [];
      for (const doc of this.docs) {
        const score = this.of[doc];
        if (list.length === k && isBefore(list[k - 1], doc, score)) {
          continue;
        }
        if (!isWanted(doc, score)) {
          continue;
        }
        let [low, high] = [0, list.length];
        while (low < high) {
          const middle = (low + high) >> 1;
          [low, high] = isBefore(list[middle], doc, score) ? [middle + 1, high] : [low, middle];
        }
        list.splice(low, 0, [doc, score]);
        list.length = Math.min(list.length, k);
      }
      return list;
    }
  }

  const isBefore = ([doc, score], otherDoc, otherScore) =>
    score > otherScore || (score === otherScore && doc < otherDoc);

  // Where one word stands goes to `weights`; gives how rare it is.
  function lookUp(word, shard, index, isTyped, weights) {
    let lines = linesFor(word, shard, isTyped);
    if (!lines.length && isTyped && isPlural(word)) {
      lines = linesFor(stemOf(word), shard, true);
    }
    weights.clear();
    for (const { places, weight } of lines) {
      eachPlace(places, (doc, inTitle) => weights.raise(doc, inTitle ? weight * TITLE : weight));
    }
    const n = Math.max(weights.docs.length, index.common.get(word) ?? 0, 1);
    return Math.log(1 + index.docs / n) * (isJapanese(word) ? 0.6 : 1);
  }

  function rank(query, shards, index) {
    const sums = new Scores(index.docs);
    const weights = new Scores(index.docs);
    const matched = new Float64Array(index.docs);
    let asked = 0;
    for (const word of query.words) {
      const shard = shardOf(index.terms, word);
      if (!shards.includes(shard)) {
        continue;
      }
      const data = loaded.get(`t${shard}`);
      const rarity = lookUp(word, data, index, query.isTyped, weights);
      asked += rarity;
      for (const doc of weights.docs) {
        sums.add(doc, rarity * weights.of[doc]);
        matched[doc] += rarity;
      }
    }
    if (query.isTyped) {
      // Of what is typed all words count; of a bounce, any.
      for (const doc of sums.docs) {
        sums.of[doc] *= (matched[doc] / asked) ** 2;
      }
    }
    return sums;
  }

  const folded = new WeakMap(); // page to its folded title and text

  // Pairs of characters say little of their order: what has the whole run comes first.
  function check(query, doc, score) {
    if (!folded.has(doc)) {
      folded.set(doc, [fold(doc[0]), fold(doc[1])]);
    }
    const [title, text] = folded.get(doc);
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
      return { results: [], all: [], more: false };
    }
    const shards = chooseWordShards(query, index, budget, hasCodes || budget.left < 3 ? 1 : 2);
    await budget.get(shards.map((shard) => `t${shard}`));
    const ranked = rank(query, shards, index);
    const shardNameOf = (doc) => lang + Math.floor(doc / index.perShard);
    const first = ranked.best(limit + CHECKED, () => true);
    const least = query.isTyped || !first.length ? 0 : first[0][1] * WORTH;
    const wanted = first.map(([doc]) => shardNameOf(doc)).filter((name) => budget.take(name));
    await budget.get([...new Set(wanted)]);
    const here = ranked
      .best(limit + CHECKED, (doc, score) => score >= least && loaded.has(shardNameOf(doc)))
      .map(([doc, score]) => [
        doc,
        query.isTyped ? check(query, record(lang, doc, index), score) : score,
      ])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const all = ranked.docs.filter((doc) => ranked.of[doc] >= least);
    return {
      results: here.slice(0, limit).map(([doc]) => ({ kind: 'text', doc })),
      all,
      more: all.length > Math.min(here.length, limit),
    };
  }

  function record(lang, doc, index) {
    return loaded.get(lang + Math.floor(doc / index.perShard))[doc % index.perShard];
  }

  // --- Results -------------------------------------------------------------------------------

  // What of the results to mark: whole runs, and words.
  function marksOf(query, index) {
    const runs = query.isTyped ? query.runs : [];
    return {
      japanese: runs.filter((run) => run.isJapanese).map((run) => run.text),
      pairs: new Set(
        query.words.filter((word) => /[\p{Script=Han}\p{Script=Katakana}]/u.test(word))
      ),
      latin: query.words.filter(
        (word) => !isJapanese(word) && !(index.common.get(word) > index.docs / 4)
      ),
      isTyped: query.isTyped,
    };
  }

  function show(result, lang, index, marks) {
    const [title, text, address, code, other] = record(lang, result.doc, index);
    return {
      kind: result.kind,
      asked: result.asked,
      code: code || '',
      title: mark(title, marks),
      text: mark(text, marks),
      page: `${lang}/${address}${/[^/]$/.test(address) ? '' : 'index'}.html`,
      lang: other || lang,
    };
  }

  async function run(typed, lang, limit) {
    const index = await load('index');
    const query = read(typed, index);
    const budget = new Budget(BUDGET);
    const codes = await findCodes(query, lang, index, budget);
    const text = await findWords(query, lang, index, budget, codes.results.length > 0, limit);
    const seen = new Set();
    const results = [...codes.results, ...text.results].filter(
      ({ doc }) =>
        loaded.has(lang + Math.floor(doc / index.perShard)) && !seen.has(doc) && seen.add(doc)
    );
    const marks = marksOf(query, index);
    const more = text.more || results.length > limit;
    return {
      total: more ? new Set([...seen, ...text.all]).size : results.length,
      results: results.slice(0, limit).map((result) => show(result, lang, index, marks)),
      more,
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
})(window.taiyakuSearch);
