// The theme button, and nothing else: pages are whole without this file.
//
// The system's preference decides until the reader presses the button. What is then
// stored is one word, and it is forgotten again once it agrees with the system.
// A classic script, loaded before the first paint, because from file:// a module
// would be blocked and because a late theme would flash.
(function () {
  'use strict';

  var KEY = 'taiyaku-theme';
  var page = document.documentElement;
  var system = window.matchMedia('(prefers-color-scheme: dark)');

  // Storage may be refused (private windows, some file:// settings): the button
  // then works for the page that is open.
  function read() {
    try {
      return localStorage.getItem(KEY);
    } catch (refused) {
      return page.getAttribute('data-theme');
    }
  }

  function write(theme) {
    try {
      if (theme) {
        localStorage.setItem(KEY, theme);
      } else {
        localStorage.removeItem(KEY);
      }
    } catch (refused) {
      // Nothing to do: see read().
    }
  }

  function isDark() {
    var theme = page.getAttribute('data-theme');
    return theme ? theme === 'dark' : system.matches;
  }

  function apply(theme) {
    if (theme === 'dark' || theme === 'light') {
      page.setAttribute('data-theme', theme);
    } else {
      page.removeAttribute('data-theme');
    }
    var button = document.querySelector('.theme-toggle');
    if (button) {
      button.setAttribute('aria-pressed', String(isDark()));
    }
  }

  function press() {
    var theme = isDark() ? 'light' : 'dark';
    var asSystem = (theme === 'dark') === system.matches;
    write(asSystem ? null : theme);
    apply(asSystem ? null : theme);
  }

  // Lets the style sheet keep the button's place from the first paint on.
  page.setAttribute('data-js', '');
  apply(read());

  document.addEventListener('DOMContentLoaded', function () {
    var button = document.querySelector('.theme-toggle');
    if (button) {
      button.title = button.getAttribute('aria-label');
      button.hidden = false;
      button.addEventListener('click', press);
      apply(read());
    }
  });

  // The system changed, or another tab did.
  system.addEventListener('change', function () {
    apply(read());
  });
  window.addEventListener('storage', function (event) {
    if (event.key === KEY || event.key === null) {
      apply(read());
    }
  });
})();
