// Comforts of a page that is whole without them: copy buttons, a table of contents
// that follows the reader, and a language switch that keeps the place. Deferred and
// classic: from file:// a module would be blocked.
(function () {
  'use strict';

  var words = document.currentScript.dataset;

  // --- Copy buttons -----------------------------------------------------------

  function write(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text);
    }
    // Over plain HTTP there is only the old way, through a selection.
    return new Promise(function (resolve, reject) {
      var area = document.createElement('textarea');
      area.value = text;
      area.className = 'copy-area';
      document.body.appendChild(area);
      area.select();
      var done = document.execCommand('copy');
      area.remove();
      return done ? resolve() : reject(new Error('refused'));
    });
  }

  // Screen readers are told in a place of its own: a button whose name changes
  // would be read again as a whole.
  var status = document.createElement('p');
  status.className = 'copy-status';
  status.setAttribute('role', 'status');

  function copyButton(source) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = words.copy;
    button.addEventListener('click', function () {
      write(source.textContent.replace(/\n$/, '')).then(function () {
        button.textContent = words.copied;
        status.textContent = words.copied;
        setTimeout(function () {
          button.textContent = words.copy;
          status.textContent = '';
        }, 2000);
      }, function () {
        // Nothing was copied, and the button does not say that it was.
      });
    });
    return button;
  }

  function addCopyButtons() {
    document.querySelectorAll('main pre').forEach(function (block) {
      var frame = document.createElement('div');
      frame.className = 'code-frame';
      block.replaceWith(frame);
      frame.append(block, copyButton(block));
    });
    document.querySelectorAll('main [data-copy]').forEach(function (code) {
      code.after(' ', copyButton(code));
    });
    document.body.appendChild(status);
  }

  // --- Where the reader is ------------------------------------------------------

  var headings = [];

  // The last heading that has reached the upper part of the window; at the end of a
  // page the last of all, which may never get there.
  function currentId() {
    var current = '';
    var end = document.documentElement.scrollHeight - window.innerHeight;
    if (headings.length && window.scrollY > 0 && window.scrollY >= end - 2) {
      return headings[headings.length - 1].id;
    }
    for (var i = 0; i < headings.length; i++) {
      if (headings[i].getBoundingClientRect().top > 120) {
        break;
      }
      current = headings[i].id;
    }
    return current;
  }

  function follow(links, list) {
    var current = currentId();
    var found = null;
    links.forEach(function (link) {
      var id = decodeURIComponent(link.hash.slice(1));
      if (id === current) {
        found = link;
      }
      link.removeAttribute('aria-current');
    });
    if (!found) {
      return;
    }
    found.setAttribute('aria-current', 'true');
    // Only the list itself is scrolled, never the page.
    var above = found.offsetTop - list.clientHeight / 2;
    if (list.scrollHeight > list.clientHeight) {
      list.scrollTop = above;
    }
  }

  // Beside the text the list is always shown; a keyboard and a screen reader must find
  // it open as well.
  function openContents(details) {
    var wide = window.matchMedia('(min-width: 64rem)');
    function fit() {
      details.open = wide.matches;
    }
    wide.addEventListener('change', fit);
    fit();
  }

  function followContents() {
    var list = document.querySelector('.toc');
    if (!list) {
      return;
    }
    openContents(list.querySelector('details'));
    var links = list.querySelectorAll('a');
    var waiting = false;
    function later() {
      if (!waiting) {
        waiting = true;
        requestAnimationFrame(function () {
          waiting = false;
          follow(links, list);
        });
      }
    }
    document.addEventListener('scroll', later, {passive: true});
    window.addEventListener('resize', later);
    later();
  }

  // --- The language switch --------------------------------------------------------

  // When it is used: the reader may have come a long way since the page was loaded.
  function keepPlace(event) {
    var link = event.target.closest('.languages a');
    var id = currentId() || decodeURIComponent(location.hash.slice(1));
    if (link && id && !link.hash) {
      link.hash = encodeURIComponent(id);
      // Back from there, the switch must not remember it.
      setTimeout(function () {
        link.href = link.href.replace(/#.*$/, '');
      }, 0);
    }
  }

  headings = Array.prototype.slice.call(
    document.querySelectorAll('main :is(h2, h3, h4)[id]:not([id^="page:"])'));
  addCopyButtons();
  followContents();
  document.addEventListener('click', keepPlace, true);
})();
