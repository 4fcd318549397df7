// Error codes in what people paste: the browser's port of generator/kb/scheme*.c. The
// words that tell a code from a version come with the index, from the same tables, and
// tests/kb/cases/find-codes.tsv holds both finders to the same answers.
//
//     taiyakuSearch.codes(text, index)   [{normal: '4.4.312', reply: '450', start, end}, …]
//     taiyakuSearch.code(text, index)    the code that all of a short text is, or null
//     taiyakuSearch.codeKey(normal)      'smtp:004.312.4': search_code_key of the index
(function (search) {
  'use strict';

  const DASHES = '-\u2010\u2013\u2014\u2212~\u301C';
  const HYPHENS = '-\u2010\u2013\u2212';

  // --- Characters; '' past either end, which is none of them ---------------------

  const at = (text, i) => text.charAt(i);
  const has = (set, c) => c !== '' && c !== undefined && set.includes(c);
  const isDigit = (c) => c >= '0' && c <= '9' && c.length === 1;
  const isAlpha = (c) => /^[A-Za-z]$/.test(c);
  const isWordChar = (c) => /^[A-Za-z0-9_]$/.test(c);
  const isBlank = (c) => has(' \t\n\v\f\r', c);

  function digitsEnd(text, i) {
    while (isDigit(at(text, i))) {
      i++;
    }
    return i;
  }

  const value = (digits) => Number(digits.slice(0, 9) || 0);

  // Full-width letters and digits become ASCII, what shows nothing goes.
  const normalize = (text) =>
    /^[\x00-\x7f]*$/.test(text)
      ? text
      : text
          .replace(/[^\x00-\x7f]/gu, (c) => (/\p{Default_Ignorable_Code_Point}/u.test(c) ? '' : c))
          .normalize('NFKC');

  // --- What the words around a number make of it: 'code', 'version' or '' ------------

  let words = null; // of the index: kinds by Latin word, Japanese ones longest first

  function useWords(index) {
    if (words && words.of === index.words) {
      return;
    }
    words = { of: index.words, latin: new Map(), japanese: [] };
    for (const kind of ['code', 'version', 'product', 'filler']) {
      for (const word of index.words[kind]) {
        if (isAlpha(word[0])) {
          words.latin.set(word, kind);
        } else {
          words.japanese.push([word, kind]);
        }
      }
    }
    words.japanese.sort((a, b) => b[0].length - a[0].length);
  }

  // The kind of the last word of a text, and where that begins.
  function lastWord(text) {
    const latin = /[A-Za-z]+$/.exec(text);
    if (latin) {
      return [words.latin.get(latin[0].toLowerCase()) ?? '', latin.index];
    }
    const found = words.japanese.find(([word]) => text.endsWith(word));
    return found ? [found[1], text.length - found[0].length] : ['', text.length];
  }

  function contextBefore(text, start) {
    let before = text.slice(Math.max(0, start - 64), start);
    let isPlain = true;
    for (let fillers = 0; fillers < 5; fillers++) {
      if (fillers === 0 && before.endsWith('/')) {
        before = before.slice(0, -1);
      }
      const signs = /[ \t:="'(<[*`#|]*$/.exec(before)[0];
      isPlain = isPlain && /^[ \t]*$/.test(signs);
      before = before.slice(0, before.length - signs.length);
      if (/[A-Za-z]\.$/.test(before)) {
        before = before.slice(0, -1);
      }
      if (!before) {
        return '';
      }
      const [kind, from] = lastWord(before);
      before = before.slice(0, from);
      if (kind === 'code' || kind === 'version') {
        return kind;
      }
      if (kind === 'product') {
        return isPlain ? 'version' : '';
      }
      if (kind === '') {
        return '';
      }
      isPlain = false;
    }
    return '';
  }

  function isDateBehind(rest) {
    const bracketed = at(rest, 0) === '(';
    const start = bracketed ? 1 : 0;
    const end = digitsEnd(rest, start);
    const sign = at(rest, end);
    if (end === start || end - start > 4 || !isDigit(at(rest, end + 1))) {
      return false;
    }
    return bracketed ? sign === '/' || sign === '-' : sign === ':' && end - start <= 2;
  }

  function isVersionBehind(text, end) {
    const rest = text.slice(end, end + 64).replace(/^ +/, '');
    return (
      isDateBehind(rest) ||
      words.of.tail.some(
        (tail) =>
          rest.slice(0, tail.length).toLowerCase() === tail &&
          (!isAlpha(tail[0]) || !isWordChar(at(rest, tail.length)))
      )
    );
  }

  function isListBetween(between) {
    const signs = /^[ \t,/&]*/.exec(between)[0];
    const rest = between.slice(signs.length).trim();
    const hasSign = /[,/&]/.test(signs);
    return (
      rest === '、' ||
      rest === '・' ||
      words.of.list.includes(rest.toLowerCase()) ||
      (hasSign && rest === '')
    );
  }

  // --- SMTP enhanced status codes: see scheme_smtp.c for the reasons ------------------

  // '1.22.333' at `start`, or null.
  function readDotted(text, start) {
    const parts = [];
    for (let i = start; ;) {
      const end = digitsEnd(text, i);
      if (end === i) {
        return null;
      }
      parts.push(text.slice(i, end));
      if (at(text, end) !== '.' || !isDigit(at(text, end + 1))) {
        return { start, end, parts };
      }
      i = end + 1;
    }
  }

  const isSign = (c) => has('-#(:;/\'"', c);

  // Where the basic reply code before a code begins, and where it ends; or null.
  // '(550, b\'5.1.1' and '[550] 5.1.1'.
  function endInSigns(text, start) {
    const before = text.slice(Math.max(0, start - 7), start);
    if (/, b['"]$/.test(before)) {
      return start - 4;
    }
    return /(?:^|[ \t\n\v\f\r])\[...\] $/.test(before) ? start - 2 : start;
  }

  function findReply(text, start) {
    let end = endInSigns(text, start);
    const isPlain = end === start;
    for (let signs = 0; isPlain && end > 0 && start - end < 16; end--) {
      const c = text[end - 1];
      signs += isSign(c) ? 1 : 0;
      if ((!isSign(c) && !isBlank(c)) || signs > 3) {
        break;
      }
    }
    const from = end - 3;
    if (end === start || from < 0 || !/^[2-5][0-9][0-9]$/.test(text.slice(from, end))) {
      return null;
    }
    const before = at(text, from - 1);
    return isWordChar(before) || has('.-/@$', before) ? null : { start: from, end };
  }

  function isJoinedBefore(text, start, previous) {
    const before = at(text, start - 1);
    const further = at(text, start - 2);
    if (before === '.' || before === '/') {
      return (
        isWordChar(further) &&
        previous.end + 1 !== start &&
        (before === '.' || contextBefore(text, start) !== 'code')
      );
    }
    if (before === ':') {
      return isDigit(further);
    }
    if (before === '-') {
      return isWordChar(further) && !(previous.isCode && previous.end + 1 === start);
    }
    if (isAlpha(before)) {
      return contextBefore(text, start) === '';
    }
    return has('_@$+\\', before);
  }

  const isReleaseTag = (rest) =>
    words.of.release.some(
      (tag) => rest.slice(0, tag.length).toLowerCase() === tag && !isAlpha(at(rest, tag.length))
    );

  function isJoinedAfter(text, end) {
    const after = at(text, end);
    if (after === '.') {
      return isAlpha(at(text, end + 1)) && !isBlank(at(text, end + 2));
    }
    if (after === '-') {
      const next = readDotted(text, end + 1);
      return next ? next.parts.length !== 3 : isReleaseTag(text.slice(end + 1, end + 20));
    }
    return isWordChar(after) || has('@%\\', after);
  }

  const isBadPart = (part) =>
    (part.length > 1 && part[0] === '0') || part.replace(/^0+(?=.)/, '').length > 3;
  const isBadClass = (part) =>
    part.length > 1 && part[0] === '0' ? false : part.length !== 1 || !'245'.includes(part);
  const hasFaults = ([first, subject, detail]) =>
    isBadPart(subject) ||
    isBadPart(detail) ||
    isBadClass(first) ||
    (first.length > 1 && first[0] === '0');

  function isDate([first, middle, last]) {
    const year = value(last);
    return (
      last.length === 4 && year >= 1900 && year < 2100 && first.length <= 2 && value(middle) <= 31
    );
  }

  const isBesideDate = (text, start, end) =>
    /[0-9][年月日]$/.test(text.slice(Math.max(0, start - 2), start)) ||
    /^(?:[年月]|日(?!本))/.test(text.slice(end, end + 2));

  function contextOf(text, dotted, previous) {
    const context = contextBefore(text, dotted.start);
    if (context) {
      return context;
    }
    if (isVersionBehind(text, dotted.end) || isBesideDate(text, dotted.start, dotted.end)) {
      return 'version';
    }
    const between = text.slice(previous.end, dotted.start);
    const isList =
      previous.end && previous.end < dotted.start && between.length < 24 && isListBetween(between);
    return isList ? previous.context : '';
  }

  function isCode(dotted, reply, context, hasWords) {
    const [first, subject, detail] = dotted.parts;
    if (subject.length > 4 || detail.length > 4) {
      return false;
    }
    if (reply || context === 'code') {
      return first.length === 1 || first[0] === '0';
    }
    if (context === 'version' || first[0] === '2' || isBadClass(first) || isDate(dotted.parts)) {
      return false;
    }
    return !hasFaults(dotted.parts) || (first.length === 1 && !hasWords);
  }

  // The end and the last detail of '-699' or ' to 4.7.699' behind a code, or null.
  function findRange(text, dotted) {
    const skip = (i) => {
      while (at(text, i) === ' ') {
        i++;
      }
      return i;
    };
    let i = skip(dotted.end);
    let isSpaced = i > dotted.end;
    const isDash = has(DASHES, at(text, i));
    const sign = isDash ? at(text, i) : words.of.range.find((word) => text.startsWith(word, i));
    if (!sign) {
      return null;
    }
    i += sign.length;
    isSpaced = isSpaced || at(text, i) === ' ';
    i = skip(i);
    const other = readDotted(text, i);
    if (!other || isJoinedAfter(text, other.end) || at(text, other.end) === '-') {
      return null;
    }
    const [first, subject, detail] = dotted.parts;
    const isWhole =
      other.parts.length === 3 && other.parts[0] === first && other.parts[1] === subject;
    const isShort = other.parts.length === 1 && isDash && !isSpaced;
    const last = other.parts[isWhole ? 2 : 0];
    if ((!isWhole && !isShort) || last.length > 3) {
      return null;
    }
    return value(last) <= value(detail) && !isDash ? null : { end: other.end, last };
  }

  function smtpCode(text, dotted, reply, range) {
    const normal = text.slice(dotted.start, dotted.end);
    return {
      normal: range ? `${normal}-${range.last}` : normal,
      reply: reply ? text.slice(reply.start, reply.end) : '',
      start: dotted.start,
      end: range ? range.end : dotted.end,
      from: reply ? reply.start : dotted.start,
    };
  }

  function findSmtp(text) {
    const found = [];
    let previous = { end: 0, context: '', isCode: false, hasWords: false };
    for (let i = 0; i < text.length;) {
      if (!isDigit(text[i])) {
        previous.hasWords =
          previous.hasWords || !(isBlank(text[i]) || /^[!-/:-@[-`{-~]$/.test(text[i]));
        i++;
        continue;
      }
      const hadWords = previous.hasWords;
      const dotted = readDotted(text, i);
      i = dotted.end;
      previous.hasWords = true;
      if (dotted.parts.length !== 3) {
        if (dotted.parts.length > 1 && contextBefore(text, dotted.start) === 'version') {
          previous = { end: dotted.end, context: 'version', isCode: false, hasWords: true };
        }
        continue;
      }
      const reply = findReply(text, dotted.start);
      const context = contextOf(text, dotted, previous);
      const range = findRange(text, dotted);
      const isJoined =
        (!reply && isJoinedBefore(text, dotted.start, previous)) ||
        (!range && isJoinedAfter(text, dotted.end));
      const isGood = !isJoined && isCode(dotted, reply, context, hadWords);
      previous = { end: dotted.end, context, isCode: isGood, hasWords: true };
      if (!isGood) {
        continue;
      }
      if (reply) {
        previous.context = 'code';
      }
      if (range) {
        i = previous.end = range.end;
      }
      found.push(smtpCode(text, dotted, reply, range));
    }
    return found;
  }

  // '4-4-312' of an address to '4.4.312'.
  function fromAddress(text) {
    const parts = /^(\d)-(\d+)-(\d+)(?:-(\d+))?$/.exec(text);
    return parts ? `${parts[1]}.${parts[2]}.${parts[3]}${parts[4] ? `-${parts[4]}` : ''}` : text;
  }

  function parseSmtp(typed) {
    const text = fromAddress(typed);
    let start = /^[#([<"' ]*/.exec(text)[0].length;
    const end = digitsEnd(text, start);
    if (end === start + 3 && at(text, end) !== '.') {
      start = end;
      while (isSign(at(text, start)) || isBlank(at(text, start))) {
        start++;
      }
    }
    const dotted = readDotted(text, start);
    if (!dotted || dotted.parts.length !== 3 || dotted.parts[0].length > 2) {
      return null;
    }
    const range = findRange(text, dotted);
    const rest = text.slice(range ? range.end : dotted.end);
    return /^[)\]>"'.,;: ]*$/.test(rest)
      ? smtpCode(text, dotted, findReply(text, start), range)
      : null;
  }

  // --- The other schemes ---------------------------------------------------------------

  const hresult = (digits) => `0x${digits.toUpperCase()}`;

  function findHresult(text) {
    const found = [];
    const pattern = /0[xX]([0-9A-Fa-f]*)/g;
    for (let m = pattern.exec(text); m; m = pattern.exec(text)) {
      const [start, end] = [m.index, m.index + m[0].length];
      if (
        !isWordChar(at(text, start - 1)) &&
        m[1].length >= 6 &&
        m[1].length <= 8 &&
        !isWordChar(at(text, end))
      ) {
        found.push({ normal: hresult(m[1]), reply: '', start, end, from: start });
      }
    }
    return found;
  }

  // -2147024891 and 2147942405 are the same 32 bits.
  function parseHresult(typed) {
    const decimal = /^([-\u2212]?)([0-9]{10})$/.exec(typed);
    if (decimal) {
      const n = Number(decimal[2]);
      const isGood = decimal[1] ? n >= 1 && n <= 0x80000000 : n >= 0x80000000 && n <= 0xffffffff;
      const bits = decimal[1] ? 0x100000000 - n : n;
      if (isGood) {
        return hresult(bits.toString(16).padStart(8, '0'));
      }
    }
    const hex = /^(0[xX])?([0-9A-Fa-f]+)$/.exec(typed);
    if (!hex || hex[2].length > 8) {
      return null;
    }
    const isGood = hex[1] ? hex[2].length >= 6 : hex[2].length === 8 && /^[89A-Fa-f]/.test(hex[2]);
    return isGood ? hresult(hex[2]) : null;
  }

  function findAadsts(text) {
    const found = [];
    const pattern = /aadsts([ -]?)([0-9]+)/gi;
    for (let m = pattern.exec(text); m; m = pattern.exec(text)) {
      const [start, end] = [m.index, m.index + m[0].length];
      const isGood = m[2].length >= 4 && m[2].length <= 7;
      if (!isWordChar(at(text, start - 1)) && !isWordChar(at(text, end)) && (isGood || !m[1])) {
        found.push({ normal: `AADSTS${m[2]}`, reply: '', start, end, from: start });
      }
    }
    return found;
  }

  function isPostal(text, start, last) {
    if (last.length !== 4) {
      return false;
    }
    return (
      text[start] !== '3' ||
      /(?:^|[^A-Za-z])[A-Z]{2} $/.test(text.slice(Math.max(0, start - 4), start))
    );
  }

  function isOfficeJoined(text, start, end) {
    const before = at(text, start - 1);
    const after = at(text, end);
    return (
      isWordChar(before) ||
      has(HYPHENS, before) ||
      has('.+/$@\\', before) ||
      (before === ',' && isDigit(at(text, start - 2))) ||
      isWordChar(after) ||
      has('@%\\', after) ||
      has(HYPHENS, after) ||
      (has('./,:', after) && isDigit(at(text, end + 1)))
    );
  }

  function findOffice(text) {
    const found = [];
    for (let i = 0; i < text.length; i++) {
      if (!isDigit(text[i])) {
        continue;
      }
      const middle = digitsEnd(text, i);
      const end = has(HYPHENS, at(text, middle)) ? digitsEnd(text, middle + 1) : middle;
      const [first, last] = [text.slice(i, middle), text.slice(middle + 1, end)];
      if (first.length !== 5 || last.length < 1 || last.length > 5) {
        i = middle - 1;
        continue;
      }
      const isOther = isPostal(text, i, last) || (last.length === 5 && value(first) < value(last));
      if (!isOfficeJoined(text, i, end) && (!isOther || contextBefore(text, i) === 'code')) {
        found.push({ normal: `${first}-${last}`, reply: '', start: i, end, from: i });
      }
      i = end - 1;
    }
    return found;
  }

  // A scheme that the site defines, for ICU. What this browser cannot compile is still
  // found when it is typed alone, as the index has it.
  function findUsers([source, normal, letters], text) {
    const flags = /^\(\?([a-z]+)\)/.exec(source);
    let pattern;
    try {
      pattern = new RegExp(
        source.slice(flags ? flags[0].length : 0),
        flags && flags[1].includes('i') ? 'giu' : 'gu'
      );
    } catch (unknown) {
      return [];
    }
    const found = [];
    for (const m of text.slice(0, 20000).matchAll(pattern)) {
      let made = normal.replace(/\$([0-9$])/g, (all, n) => (n === '$' ? '$' : (m[n] ?? ''))).trim();
      made =
        letters === 'upper' ? made.toUpperCase() : letters === 'lower' ? made.toLowerCase() : made;
      if (m[0] && made) {
        found.push({
          normal: made,
          reply: '',
          start: m.index,
          end: m.index + m[0].length,
          from: m.index,
          isUsers: true,
        });
      }
    }
    return found;
  }

  // --- All of them ---------------------------------------------------------------------

  // Of codes that overlap the first stays, unless the later one is of the site's own.
  function dropOverlaps(found) {
    found.sort(
      (a, b) => a.start - b.start || (b.isUsers ? 1 : 0) - (a.isUsers ? 1 : 0) || b.end - a.end
    );
    const kept = [];
    for (const code of found) {
      while (kept.length && kept.at(-1).end > code.start && code.isUsers && !kept.at(-1).isUsers) {
        kept.pop();
      }
      if (!kept.length || kept.at(-1).end <= code.start) {
        kept.push(code);
      }
    }
    return kept;
  }

  search.normalize = normalize;

  search.codes = function (typed, index) {
    const text = normalize(typed);
    useWords(index);
    return dropOverlaps([
      ...findSmtp(text),
      ...findHresult(text),
      ...findAadsts(text),
      ...findOffice(text),
      ...index.schemes.flatMap((scheme) => findUsers(scheme, text)),
    ]);
  };

  search.code = function (typed, index) {
    const text = normalize(typed).trim();
    useWords(index);
    const smtp = parseSmtp(text);
    if (smtp) {
      return smtp;
    }
    const alone = (normal) => ({ normal, reply: '', start: 0, end: text.length, from: 0 });
    const bits = parseHresult(text);
    if (bits) {
      return alone(bits);
    }
    const found = search.codes(text, index);
    return found.length && found.every((code) => code.normal === found[0].normal) ? found[0] : null;
  };

  search.codeKey = function (normal) {
    const parts = /^(\d+)\.(\d+)\.(\d+)(?:-\d+)?$/.exec(normal);
    const pad = (digits) => String(Number(digits)).padStart(3, '0');
    return parts
      ? `smtp:${pad(parts[2])}.${pad(parts[3])}.${Number(parts[1])}`
      : normal.replace(/[A-Z]/g, (c) => c.toLowerCase());
  };
})(window.taiyakuSearch);
