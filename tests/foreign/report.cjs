// The report in a browser, used as a person uses it: language, sorting, filters, search, explanations, paper. What it
// shows is held against `permits simulate --format json`; axe looks for what would shut somebody out; a request for
// anything but the file, or a word on the console, fails.
'use strict';
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'permits-report-'));
const permits = (...args) => execFileSync(process.env.PERMITS, args, { encoding: 'utf8', maxBuffer: 1 << 28 });

// A file of steps whose names mean no good.
const hostile = [
  '<script>window.hit = 1</script>',
  '</script><img src=x onerror=\\"window.hit = 1\\">',
  '\\" onmouseover=\\"window.hit = 1\\" a=\\"',
  "]]></svg><svg onload='window.hit = 1'>",
  '</style><style>*{display:none}</style>',
  'שלום عالم <b>bold</b>',
  'unbroken'.repeat(60),
  '</title></desc><a href=\\"https://example.org/\\">&amp;',
];
const hostileFile = path.join(folder, 'hostile.toml');
fs.writeFileSync(
  hostileFile,
  'format = 1\n[workflow]\nid = "hostile"\nversion = "1"\ngoal = "s0"\n' +
    'title = { zh = "坏<script>window.hit = 1</script>", en = "bad</title><script>window.hit = 1</script>" }\n' +
    'start = { zh = "</script>", en = "</script>" }\n' +
    '[actor.x]\nname = { zh = "</option><script>window.hit = 1</script>", en = "<script>window.hit = 1</script>" }\n' +
    hostile
      .map(
        (name, at) =>
          `[[step]]\nid = "s${at}"\nname = { zh = "${name}", en = "${name}" }\nnote = { zh = "${name}", en = "${name}" }\n` +
          `kind = "task"\nactor = "x"\nestimate = "${at + 2}wd"\n`,
      )
      .join(''),
);

const cases = [
  { name: 'full-path', args: ['--start=2023-06-01'] },
  { name: 'provisional', args: ['-w', 'conventional', '--start=2026-09-01', '--counting=practice'] },
  { name: 'given', args: ['--at=deal-confirmation=2023-11-15', '--set=trees=true'] },
  { name: 'suspended', args: ['--start=2023-06-01', '--abort=builder-withdraws@2023-09-01'] },
  { name: 'hostile', args: ['-w', hostileFile, '--start=2023-06-01'] },
];

// A page on the file, with everything it asks for and says written down.
async function open(browser, file, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  page.heard = [];
  page.on('request', (request) => request.url() !== page.address && page.heard.push(`request ${request.url()}`));
  page.on('console', (message) => page.heard.push(`console ${message.text()}`));
  page.on('pageerror', (error) => page.heard.push(`error ${error.message}`));
  page.address = pathToFileURL(file).href;
  await page.goto(page.address);
  return page;
}

const shown = (page) => page.locator('.steps tbody tr:visible');
const ids = (page) =>
  shown(page).evaluateAll((rows) => rows.map((row) => row.querySelector('th small').textContent.split(' · ').pop()));
// Language by language, the words that stand for the page.
const words = { zh: { who: '责任单位', finish: '完成', clear: '清除' }, en: { who: 'Department', finish: 'Finish', clear: 'Clear' } };

async function fits(page, where) {
  const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(width[0] <= width[1], `${where}: the page scrolls sideways, ${width}`);
}

async function usable(page, where) {
  await fits(page, where);
  // The page's own policy keeps scripts out; what the debugger evaluates is let in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  assert.ok(found.passes.some((rule) => rule.id === 'color-contrast'), 'axe has looked');
  const said = found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target).join(' ')}`);
  assert.deepEqual(said, [], where);
}

// Everything a person would click, on a page in one language.
async function clicked(page, lang, plan) {
  const steps = plan.steps;
  await page.getByRole('button', { name: lang === 'zh' ? '中文' : 'English' }).click();
  assert.equal(await page.evaluate(() => document.documentElement.lang), lang === 'zh' ? 'zh-CN' : 'en');
  const other = lang === 'zh' ? 'en' : 'zh-CN';
  const left = await page.evaluate(
    (other) => [...document.querySelectorAll(`[lang="${other}"]:not(button)`)].filter((part) => part.checkVisibility()).length,
    other,
  );
  assert.equal(left, 0, 'the other language is hidden');
  const status = page.getByRole('status');
  const count = async (expected) => {
    assert.equal(await shown(page).count(), expected);
    assert.match(await status.innerText(), new RegExp(`\\b${expected}\\b`));
    assert.equal(await page.locator('.why:visible').count(), expected);
  };
  await count(steps.length);
  assert.deepEqual((await ids(page)).sort(), steps.map((step) => step.id).sort());

  // Each row has the dates of the plan, in the columns of their names.
  const rows = await shown(page).evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, ' ').trim())),
  );
  const byId = new Map((await ids(page)).map((id, at) => [id, rows[at]]));
  const told = (moment) =>
    moment && (moment.provisional ? '~' : '') + moment.date + (moment.at === 'end-of-day' ? ' 24:00' : '');
  for (const step of steps) {
    const cells = byId.get(step.id);
    if (step.trigger && !step.given) assert.equal(cells[4], told(step.trigger), `${step.id}: trigger`);
    if (step.finish) assert.ok(cells[5].startsWith(told(step.finish)), `${step.id}: ${cells[5]}`);
    if (step.latest_finish) assert.equal(cells[6], told(step.latest_finish), `${step.id}: latest finish`);
    if (step.total_float)
      assert.equal(cells[8], (step.total_float.provisional ? '~' : '') + step.total_float.working, `${step.id}: float`);
    assert.ok(cells[1].includes(step.name[lang].replace(/\s+/g, ' ').trim()), `${step.id}: ${cells[1]}`);
  }

  // Sorted by finish, by mouse and then by keyboard the other way.
  const rank = (step) => step.finish && step.finish.date + (step.finish.at === 'end-of-day' ? 'b' : 'a');
  const finish = page.getByRole('columnheader', { name: words[lang].finish, exact: true });
  await finish.getByRole('button').click();
  assert.equal(await finish.getAttribute('aria-sort'), 'ascending');
  const ranks = async () => {
    const found = (await ids(page)).map((id) => rank(steps.find((step) => step.id === id)));
    return found.filter((rank) => rank);
  };
  const up = await ranks();
  assert.deepEqual(up, [...up].sort());
  await page.keyboard.press('Enter');
  assert.equal(await finish.getAttribute('aria-sort'), 'descending');
  assert.deepEqual(await ranks(), [...up].sort().reverse());
  assert.equal(await page.locator('.steps [aria-sort]').count(), 1);

  // One department, then only what is critical of it, then all again.
  const acting = (step, actor) => step.actor === actor || (step.parties || []).includes(actor);
  const actor = steps.map((step) => step.actor).find((actor) => actor);
  const name = await page.locator('#who option').allInnerTexts();
  assert.equal(new Set(name).size, name.length, 'departments are told apart');
  const chosen = steps.find((step) => step.actor === actor);


  const who = byId.get(chosen.id)[2];
  await page.getByRole('combobox', { name: words[lang].who, exact: true }).selectOption({ label: who });
  const theirs = steps.filter((step) => acting(step, actor));
  await count(theirs.length);
  await page.locator('#critical').check();
  await count(theirs.filter((step) => step.critical).length);
  await page.getByRole('button', { name: words[lang].clear, exact: true }).click();
  await page.waitForFunction((all) => document.querySelectorAll('.steps tbody tr:not([hidden])').length === all, steps.length);
  await count(steps.length);

  // A search by an id, which one step has, and by nothing that is there.
  const sought = steps[steps.length - 1];
  await page.getByRole('searchbox').fill(sought.id.toUpperCase());
  const named = steps.filter((step) => step.id.includes(sought.id));
  assert.deepEqual((await ids(page)).sort(), named.map((step) => step.id).sort());
  await page.getByRole('searchbox').fill('no such thing anywhere');
  await count(0);
  await page.getByRole('button', { name: words[lang].clear, exact: true }).click();
  await page.waitForFunction((all) => document.querySelectorAll('.steps tbody tr:not([hidden])').length === all, steps.length);

  // A step's explanation, by its link in the table; the days by the keyboard.
  const row = page.locator(`.steps tbody tr:has(th small:text("${sought.id}"))`).last();
  await row.getByRole('link').first().click();
  const entry = page.locator(`#${(await row.getAttribute('id')).replace('row-', 'why-')}`);
  await page.waitForFunction((entry) => entry.open, await entry.elementHandle());
  assert.ok(await entry.locator('summary').first().evaluate((summary) => summary === document.activeElement));
  if (sought.finish) assert.ok((await entry.innerText()).includes(sought.finish.date));
  await page.keyboard.press('Enter');
  assert.ok(!(await entry.evaluate((entry) => entry.open)), 'and closed again');
  await page.locator('#open').click();
  assert.equal(await page.locator('.why[open]').count(), steps.length);
  await usable(page, `${lang}, all open`);
  await page.locator('#close').click();
  assert.equal(await page.locator('.why[open]').count(), 0);
}

async function main() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    for (const { name, args } of cases) {
      const plan = JSON.parse(permits('simulate', '--format=json', ...args));
      const file = path.join(folder, `${name}.html`);
      permits('report', '--lang=en', '-o', file, ...args);
      const page = await open(browser, file);
      for (const lang of ['zh', 'en']) await clicked(page, lang, plan);
      assert.equal(await page.evaluate(() => window.hit), undefined, 'a name did something');
      assert.deepEqual(page.heard, [], name);
      await page.close();

      // Narrow and wide, light and dark, both languages; the chart and the tables scroll in their own boxes.
      for (const width of name === 'full-path' ? [360, 390, 1280] : [360]) {
        for (const colorScheme of width > 360 ? ['light', 'dark'] : ['light']) {
          const page = await open(browser, file, { viewport: { width, height: 844 }, colorScheme });
          for (const lang of ['中文', 'English']) {
            await page.getByRole('button', { name: lang }).click();
            if (width > 360) await usable(page, `${name} ${width} ${colorScheme} ${lang}`);
            await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
            await fits(page, `${name} ${width} ${colorScheme} ${lang}`);
          }
          assert.deepEqual(page.heard, [], name);
          await page.close();
        }
      }
      console.log(`${name}: ${plan.steps.length} steps`);
    }

    const file = path.join(folder, 'full-path.html');
    const plan = JSON.parse(permits('simulate', '--format=json', '--start=2023-06-01'));

    // The chart's box can be reached and scrolled by the keyboard, and every stop is seen.
    const narrow = await open(browser, file, { viewport: { width: 390, height: 844 } });
    const chart = narrow.locator('.box.chart');
    await chart.focus();
    await narrow.keyboard.press('ArrowRight');
    await narrow.waitForFunction(() => document.querySelector('.box.chart').scrollLeft > 0);
    await narrow.evaluate(() => document.body.focus());
    for (let stop = 0; stop < 12; stop += 1) {
      await narrow.keyboard.press('Tab');
      const outline = await narrow.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      assert.notEqual(outline, 'none', `stop ${stop} of the keyboard is seen`);
    }
    await narrow.close();

    // Without a script: everything is there in the language asked for, nothing that would need one.
    const still = await open(browser, file, { javaScriptEnabled: false });
    assert.equal(await still.locator('html').getAttribute('lang'), 'en');
    assert.equal(await still.locator('.steps tbody tr:visible').count(), plan.steps.length);
    assert.equal(await still.locator('button:visible:enabled').count(), 0);
    assert.equal(await still.locator('input:visible, select:visible').count(), 0);
    await still.locator('.why summary').first().click();
    assert.equal(await still.locator('.why .letter:visible').count(), 1);
    await still.close();

    // On paper: no controls, every explanation, light also when the screen is dark.
    const paper = await open(browser, file, { colorScheme: 'dark' });
    await paper.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await paper.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await paper.locator('#filter:visible, .switch:visible, nav:visible, #open:visible').count(), 0);
    assert.equal(await paper.locator('.why .letter:visible').count(), plan.steps.length);
    const background = await paper.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper'));
    assert.equal(background.trim(), '#ffffff');
    const printed = await paper.pdf({ preferCSSPageSize: true });
    const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(printed.toString('latin1'));
    assert.ok(box && Math.abs(box[1] - 841.9) < 2 && Math.abs(box[2] - 595.3) < 2, `A4 landscape: ${box && box[0]}`);
    await paper.close();
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
