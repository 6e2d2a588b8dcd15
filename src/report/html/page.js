'use strict';
// What a person does with the page: switches the language, sorts, filters, searches, opens explanations.
const root = document.documentElement;
const one = (selector) => document.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const filter = { words: one('#words'), who: one('#who'), lane: one('#lane'), critical: one('#critical') };
const body = one('.steps tbody');
const rows = body ? all('tr', body) : [];
let sorted = { column: 0, down: false };

// What is for the script alone.
for (const part of all('[data-script]')) part.hidden = false;
for (const button of all('th button')) button.disabled = false;

function speak(lang) {
  root.lang = lang;
  for (const part of all('[data-zh]')) part.textContent = lang === 'en' ? part.dataset.en : part.dataset.zh;
  for (const button of all('.switch button')) button.setAttribute('aria-pressed', String(button.lang === lang));
  if (body) sort();
  boxes();
}

// A box that has nothing to scroll is no stop for the keyboard.
function boxes() {
  for (const box of all('.box')) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

function explanation(row) {
  return document.getElementById(row.id.replace('row-', 'why-'));
}

// The words that a cell shows now; those of the other language are there too.
function shown(cell) {
  const part = cell.querySelector(`[lang="${root.lang}"]`);
  return (part || cell).textContent.trim();
}

function show() {
  const words = filter.words.value.trim().toLowerCase();
  let count = 0;
  for (const row of rows) {
    const of = (select, values) => !select || !select.value || values.split(' ').includes(select.value);
    const fits =
      of(filter.who, row.dataset.who) &&
      of(filter.lane, row.dataset.lane) &&
      (!filter.critical.checked || row.classList.contains('critical')) &&
      // The name in either language, the kind, the id, who does it.
      (row.cells[1].textContent + ' ' + row.cells[2].textContent).toLowerCase().includes(words);
    row.hidden = !fits;
    explanation(row).hidden = !fits;
    count += fits ? 1 : 0;
  }
  for (const number of all('[data-shown]')) number.textContent = count;
}

function sort() {
  const { column, down } = sorted;
  const key = (row) => {
    const cell = row.cells[column];
    if (column === 0) return Number(cell.textContent);
    if (cell.dataset.by === undefined) return shown(cell) || null;
    return cell.dataset.by === '' ? null : Number(cell.dataset.by);
  };
  const order = (a, b) => (typeof a === 'string' ? a.localeCompare(b, root.lang) : a - b);
  const keyed = rows.map((row, position) => ({ row, position, key: key(row) }));
  keyed.sort((a, b) => {
    // What has no value comes last, whichever way.
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.position - b.position;
    return (down ? -1 : 1) * order(a.key, b.key) || a.position - b.position;
  });
  body.append(...keyed.map((entry) => entry.row));
  for (const [position, head] of all('.steps thead th').entries()) {
    if (position === column) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    else head.removeAttribute('aria-sort');
  }
}

// What a link leads to is opened, and shown even when the filter had hidden it.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || target.tagName !== 'DETAILS') return;
  if (target.hidden) {
    one('#filter').reset();
    show();
  }
  target.open = true;
  target.querySelector('summary').focus();
  target.scrollIntoView();
}

for (const button of all('.switch button')) button.addEventListener('click', () => speak(button.lang));
for (const [column, head] of all('.steps thead th').entries()) {
  const button = head.querySelector('button');
  if (!button) continue;
  button.addEventListener('click', () => {
    sorted = { column, down: sorted.column === column && !sorted.down };
    sort();
  });
}
if (body) {
  one('#filter').addEventListener('input', show);
  one('#filter').addEventListener('submit', (event) => event.preventDefault());
  // The fields have their old values until the reset is over.
  one('#filter').addEventListener('reset', () => setTimeout(show));
  one('#open').addEventListener('click', () => all('.why:not([hidden])').forEach((entry) => (entry.open = true)));
  one('#close').addEventListener('click', () => all('.why').forEach((entry) => (entry.open = false)));
  sort();
  // A browser may have kept what was typed before a reload.
  show();
}
one('#zoom').addEventListener('click', ({ currentTarget }) => {
  const larger = one('.chart').classList.toggle('larger');
  currentTarget.setAttribute('aria-pressed', String(larger));
  boxes();
});
addEventListener('hashchange', reveal);
addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#why-"]');
  // The place is there already, and no change of it will be told.
  if (link && link.hash === location.hash) {
    event.preventDefault();
    reveal();
  }
});
addEventListener('resize', boxes);
addEventListener('toggle', boxes, true);

// Paper cannot be opened.
let closed = [];
addEventListener('beforeprint', () => {
  closed = all('details:not([open])');
  for (const part of closed) part.open = true;
});
addEventListener('afterprint', () => {
  for (const part of closed) part.open = false;
});
boxes();
reveal();
