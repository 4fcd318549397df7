// The words of a text, as generator/site/search_tokens.h defines them: the browser's port,
// held to tests/site/cases/search-words.tsv; and marking them in results.
//
//     taiyakuSearch.words('管理者')          ['管理', '理者', '者']
//     taiyakuSearch.mark(text, marks)       the text in pieces, [{text, isMarked}]
(function (search) {
  'use strict';

  const WORD_MAX = 24;
  const DIGITS_MIN = 3;
  const RUN = /[\p{L}\p{M}\p{N}]+/gu;
  const HAN = /^\p{Script=Han}$/u;
  const isJapanese = (c) => c >= '\u2E80' && /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u.test(c);

  // NFKC_Casefold (UAX #31). Lower case after upper case folds what has several small
  // letters (ß, ς).
  function fold(text) {
    if (/^[\x00-\x7f]*$/.test(text)) {
      return text.toLowerCase();
    }
    return text
      .normalize('NFKC')
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .replace(/\p{Changes_When_Casefolded}/gu, (c) => c.toLowerCase().toUpperCase().toLowerCase())
      .normalize('NFKC');
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

  // mailboxes is found where mailbox stands.
  const isPlural = (word) => /^[a-z]{4,}s$/.test(word);
  const stemOf = (word) => word.replace(/e?s$/, '');

  // --- Marks -----------------------------------------------------------------------------

  function isHit(word, asked, isTyped) {
    return (
      word === asked ||
      (isTyped && asked.length > 1 && word.startsWith(asked)) ||
      (isTyped && isPlural(asked) && word === stemOf(asked))
    );
  }

  // Two katakana alone (ール) are no part of a word that anybody looked for.
  function dropLonePairs(text, marked) {
    for (let start = 0; start < text.length; start++) {
      let end = start;
      while (marked[end]) {
        end++;
      }
      if (end === start + 2 && /^[ァ-ー]{2}$/.test(text.slice(start, end))) {
        marked.fill(false, start, end);
      }
      start = end;
    }
  }

  // A text in pieces, [{text, isMarked}].
  function mark(text, marks) {
    const marked = new Array(text.length).fill(false);
    const fill = (start, end) => marked.fill(true, start, end);
    for (const m of text.matchAll(RUN)) {
      const word = fold(m[0]);
      if (marks.latin.some((latin) => isHit(word, latin, marks.isTyped))) {
        fill(m.index, m.index + m[0].length);
      }
    }
    const folded = fold(text);
    if (folded.length === text.length) {
      // else the places would not be the same
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
        dropLonePairs(folded, marked);
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

  Object.assign(search, { fold, runsOf, wordsOfRun, isJapanese, isPlural, stemOf, mark });
  search.words = wordsOf;
})(window.taiyakuSearch);
