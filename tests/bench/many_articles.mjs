#!/usr/bin/env node
// Writes a knowledge base of many made-up articles, the same each time:
//
//     tests/bench/many_articles.mjs FOLDER [COUNT]
//
// Words are spread as in any language (the k-th most frequent one stands about 1/k as
// often as the first), from 30,000 English and 30,000 Japanese ones; two articles of
// five are about a code. FOLDER gets content/ and site/site.yaml.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [folder, count = '100000'] = process.argv.slice(2);
if (!folder) {
  console.error('usage: many_articles.mjs FOLDER [COUNT]');
  process.exit(2);
}

// mulberry32: small, and the same everywhere
let state = 20190211;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const pick = (list) => list[Math.floor(random() * list.length)];
const between = (low, high) => low + Math.floor(random() * (high - low + 1));

const N_WORDS = 30000;
const CONSONANTS = 'b c d f g l m n p r s t v tr st ch pl'.split(' ');
const VOWELS = 'a e i o u ai ea ou'.split(' ');
const KATAKANA = Array.from(
  'アイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモラリルレロンーッ'
);
const KANJI = Array.from({ length: 1500 }, (_, i) => String.fromCodePoint(0x4e00 + i * 13));
const HIRAGANA = ['の', 'を', 'に', 'は', 'が', 'で', 'と', 'から', 'まで', 'について'];

const english = Array.from(
  { length: N_WORDS },
  () =>
    Array.from({ length: between(1, 4) }, () => pick(CONSONANTS) + pick(VOWELS)).join('') +
    pick(CONSONANTS)[0]
);
const japanese = Array.from({ length: N_WORDS }, (_, i) =>
  Array.from({ length: i % 3 ? between(2, 4) : between(3, 7) }, () =>
    pick(i % 3 ? KANJI : KATAKANA)
  ).join('')
);

// Zipf: the rank is e to a number spread evenly between 0 and ln N.
const word = (words) => words[Math.floor(Math.exp(random() * Math.log(N_WORDS))) - 1] ?? words[0];
const sentence = (n) => {
  const words = Array.from({ length: n }, () => word(english)).join(' ');
  return words[0].toUpperCase() + words.slice(1);
};
const phrase = (n) =>
  Array.from({ length: n }, () => word(japanese) + pick(HIRAGANA)).join('') + '設定';

const pair = (id, en, ja) =>
  `<span data-ttu-id="${id}">${ja}</span><span class="sxs-lookup"><span data-stu-id="${id}">${en}</span></span>`;

function codeOf(i) {
  const n = Math.floor(i / 5) * 2 + (i % 5);
  const subject = Math.floor(n / 2 / 900);
  return `${n % 2 ? 4 : 5}.${subject}.${Math.floor(n / 2) % 900}`;
}

function article(i) {
  const id = (i % 0xfffff).toString(16).padStart(5, '0');
  const hasCode = i % 5 < 2;
  const code = hasCode ? `${codeOf(i)[0]}50 ${codeOf(i)} ` : '';
  const [en, ja] = [code + sentence(between(3, 7)), code + phrase(between(2, 4))];
  return `---
title: '${ja}'
description: ${phrase(between(7, 12))}
---
# <a name="top"></a>${pair(`${id}-103`, en, ja)}

${pair(`${id}-104`, sentence(between(12, 25)) + '.', phrase(between(7, 12)) + 'です。')}

## <a name="fix"></a>${pair(`${id}-105`, 'Fix', '対処方法')}

${pair(`${id}-106`, sentence(between(10, 20)) + '.', phrase(between(6, 10)) + 'です。')}
`;
}

mkdirSync(path.join(folder, 'site'), { recursive: true });
writeFileSync(
  path.join(folder, 'site', 'site.yaml'),
  'title: {en: Many articles, ja: 多数の記事}\n'
);
for (let i = 0; i < Number(count); i++) {
  const part = path.join(folder, 'content', String(Math.floor(i / 1000)).padStart(3, '0'));
  if (i % 1000 === 0) {
    mkdirSync(part, { recursive: true });
  }
  writeFileSync(path.join(part, `a${i}.md`), article(i));
}
