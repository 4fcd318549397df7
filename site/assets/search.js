// The search box: a combobox with a list of links (ARIA Authoring Practices, "editable
// combobox with list autocomplete"). Without this file the box is a form that leads to
// the list of all codes. The search itself, search-find.js and what it needs, comes when the
// box is first used, so that pages stay light.
(function () {
  'use strict';

  const form = document.querySelector('form.site-search');
  if (!form) {
    return;
  }
  const input = form.querySelector('input');
  const root = form.dataset.root;
  const lang = form.dataset.lang || (navigator.language.startsWith('ja') ? 'ja' : 'en');
  const assets = document.currentScript.src.replace(/search\.js.*$/, '');
  const version = document.currentScript.src.split('?')[1] ?? '';
  const SHOWN_MAX = 2000; // characters of a pasted message that the box shows
  const PAUSE = 60; // ms between the last key and the search
  const ANNOUNCE = 400; // ms until a screen reader is told, lest it be told of each key

  // --- What is there only with a script -------------------------------------------------

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };

  // An article may have taken any id.
  let id = 'page:found';
  while (document.getElementById(id)) {
    id += '-';
  }
  const list = make('div', { id, role: 'listbox', class: 'search-list', lang });
  const note = make('p', { class: 'search-note', lang });
  const panel = make('div', { class: 'search-panel', hidden: '' }, note, list);
  const status = make('p', { class: 'search-status', role: 'status', lang });
  form.append(panel, status);
  const attributes = {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': id,
    'aria-keyshortcuts': '/',
    autocomplete: 'off', // codes and pasted text: nothing to complete, nothing to correct
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
  };
  Object.entries(attributes).forEach(([key, value]) => input.setAttribute(key, value));

  // --- Loading ----------------------------------------------------------------------------

  let ready = null;

  const loadScript = (name) =>
    new Promise((resolve, reject) => {
      const script = make('script', { src: `${assets}${name}?${version}` });
      script.async = false; // in order
      script.addEventListener('load', resolve);
      script.addEventListener('error', () => reject(new Error(`cannot load ${name}`)));
      document.head.append(script);
    });

  function prepare() {
    ready =
      ready ??
      Promise.all(
        ['search-shards.js', 'search-words.js', 'search-codes.js', 'search-find.js'].map(loadScript)
      )
        .then(() => window.taiyakuSearch.use(root))
        .then(() => window.taiyakuSearch.load('index'))
        .catch((error) => {
          ready = null; // the next key tries again
          throw error;
        });
    return ready;
  }

  // --- The list -----------------------------------------------------------------------------

  let found = null; // what the list shows
  let active = -1; // option that Enter opens
  let pages = 1;
  let latest = 0; // number of the newest search: an older answer comes too late
  let wantsFirst = false; // Enter was pressed before the answer came
  let say = {};
  let announcing = 0;

  const gap = lang === 'ja' ? '' : ' '; // between two sentences
  const options = () => Array.from(list.querySelectorAll('[role="option"]'));
  const fill = (text, values) =>
    (text ?? '').replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);

  function announce(text) {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      status.textContent = text;
    }, ANNOUNCE);
  }

  function open(isOpen) {
    const shows = isOpen && (list.childElementCount > 0 || note.childNodes.length > 0);
    panel.hidden = !shows;
    input.setAttribute('aria-expanded', String(shows && list.childElementCount > 0));
    if (!shows) {
      announce('');
      activate(-1);
    }
  }

  function activate(i) {
    const all = options();
    active = all.length ? i : -1;
    all.forEach((option, k) => option.setAttribute('aria-selected', String(k === active)));
    if (active < 0) {
      input.removeAttribute('aria-activedescendant');
      return;
    }
    input.setAttribute('aria-activedescendant', all[active].id);
    // Not scrollIntoView: that moves the page as well.
    const [top, bottom] = [all[active].offsetTop, all[active].offsetTop + all[active].offsetHeight];
    if (top < list.scrollTop) {
      list.scrollTop = active === 0 ? 0 : top;
    } else if (bottom > list.scrollTop + list.clientHeight) {
      list.scrollTop = bottom - list.clientHeight;
    }
  }

  const pieces = (parts) =>
    parts.map(({ text, isMarked }) => (isMarked ? make('mark', {}, text) : text));

  function why(result) {
    const key = result.kind === 'related' ? `related_${result.code[0]}` : result.kind;
    return result.kind === 'range' || result.kind === 'related'
      ? fill(say[key], { code: result.asked })
      : '';
  }

  const optionAttributes = (i, name) => ({
    id: `${id}-${i}`,
    role: 'option',
    class: name,
    'aria-selected': 'false',
  });

  function optionFor(result, i) {
    const option = make('a', {
      ...optionAttributes(i, 'search-option'),
      href: root + result.page,
      tabindex: '-1',
    });
    const head = make('span', { class: 'search-head' });
    if (result.code) {
      head.append(make('code', {}, result.code), ' ');
    }
    const title = make('span', { class: 'search-title', lang: result.lang });
    title.append(...pieces(result.title));
    head.append(title);
    option.append(head);
    if (why(result)) {
      option.prepend(make('span', { class: 'search-why' }, why(result)), ' ');
    }
    if (result.text.length) {
      const text = make('span', { class: 'search-text', lang: result.lang });
      text.append(...pieces(result.text));
      option.append(' ', text);
    }
    return option;
  }

  function moreOption(i) {
    const option = make('div', optionAttributes(i, 'search-option search-more'), say.more);
    option.addEventListener('click', () => more());
    return option;
  }

  // What is said of the codes that have no page.
  function unknownText(answer) {
    const names = new Intl.ListFormat(lang, { type: 'conjunction' });
    return answer.unknown
      .slice(0, 3)
      .map(({ code, related }) =>
        fill(related.length ? say.unknown_related : say.unknown, {
          code,
          related: names.format(related),
        })
      )
      .join(gap);
  }

  function countText({ total, results }) {
    if (total === 0) {
      return say.none;
    }
    const written = new Intl.NumberFormat(lang);
    const isPart = results.length < total;
    return fill(isPart ? say.part : total === 1 ? say.one : say.many, {
      n: written.format(total),
      shown: written.format(results.length),
    });
  }

  function show(answer) {
    const all = answer.results.map(optionFor);
    if (answer.more) {
      all.push(moreOption(all.length));
    }
    found = answer;
    list.setAttribute('aria-label', say.results);
    list.removeAttribute('aria-busy');
    list.replaceChildren(...all);
    const unknown = unknownText(answer);
    note.replaceChildren(unknown || (answer.results.length ? '' : say.none));
    open(true);
    activate(pages > 1 ? active : 0);
    announce([unknown, countText(answer)].filter(Boolean).join(gap));
  }

  function clear() {
    found = null;
    list.removeAttribute('aria-busy');
    list.replaceChildren();
    note.replaceChildren();
    open(false);
  }

  function showFailure() {
    clear();
    // The words of the search came with what could not be loaded.
    note.append(make('a', { href: form.action }, form.dataset.failed));
    open(true);
    announce(form.dataset.failed);
  }

  // --- Searching -----------------------------------------------------------------------------

  let pasted = null; // {shown, text}: a message of several lines, which the box cannot hold

  const textOf = () => (pasted && pasted.shown === input.value ? pasted.text : input.value);

  async function run() {
    const number = ++latest;
    const text = textOf();
    if (!text.trim()) {
      clear();
      return;
    }
    try {
      say = (await prepare()).say[lang];
      const answer = await window.taiyakuSearch.find(text, lang, pages);
      if (number === latest) {
        show(answer);
        if (wantsFirst) {
          choose();
        }
      }
    } catch (error) {
      if (number === latest) {
        showFailure();
      }
    }
    if (number === latest) {
      wantsFirst = false;
    }
  }

  let timer = 0;

  function search() {
    pages = 1;
    latest++;
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
    found = null;
    list.setAttribute('aria-busy', 'true');
  }

  function more() {
    pages++;
    run();
  }

  function choose() {
    const option = options()[active];
    if (option) {
      option.click();
    }
  }

  // --- Events ---------------------------------------------------------------------------------

  input.addEventListener('focus', () => {
    prepare().catch(() => {}); // told when something is searched
    if (input.value.trim() && !found) {
      search();
    } else {
      open(true);
    }
  });
  input.addEventListener('input', (event) => {
    if (!event.isComposing) {
      // half a word in kana is none yet
      search();
    }
  });
  input.addEventListener('compositionend', search);

  input.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\r\n]/.test(text.trim())) {
      return;
    }
    event.preventDefault();
    const shown = text.replace(/\s+/g, ' ').trim().slice(0, SHOWN_MAX);
    input.value = shown;
    pasted = { shown: input.value, text };
    search();
  });

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => {
      if (found && !panel.hidden) {
        choose();
      } else {
        wantsFirst = true;
        clearTimeout(timer);
        run();
      }
    },
  };

  function move(step) {
    if (panel.hidden) {
      open(true);
      activate(0);
      return;
    }
    const n = options().length;
    activate(n ? (active + step + n) % n : -1);
  }

  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Escape' && !panel.hidden) {
      event.preventDefault(); // or the browser empties the box as well
      open(false);
    } else if (keys[event.key] && input.value.trim()) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  form.addEventListener('submit', (event) => {
    if (input.value.trim()) {
      event.preventDefault();
    }
  });
  list.addEventListener('mousedown', (event) => event.preventDefault()); // the box keeps the focus
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget)) {
      open(false);
    }
  });

  const isEditing = (element) =>
    element.closest('input, textarea, select, [contenteditable]') !== null;

  document.addEventListener('keydown', (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (event.key === '/' && isPlain && !isEditing(event.target)) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });

  form.setAttribute('data-ready', '');
})();
