#!/usr/bin/python3
# report_test.py: the HTML report as a browser shows it, on a desktop, on a phone and on paper.
# SPDX-License-Identifier: Apache-2.0
"""python3 tests/browser/report_test.py REPORT.html [--screenshots DIR] [--parts NAME,NAME,...] [--sections ID,ID,...]
                                      [--charts N]

Exit status: 0 passed, 1 failed, 77 skipped for want of chromium or selenium.
Nothing is fetched: the page is opened from its file, and a request that it attempts is a failure.
"""
import argparse
import base64
import json
import pathlib
import shutil
import sys
import tempfile

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service
except ImportError:
    print("skipped: python3-selenium is not installed for", sys.executable)
    sys.exit(77)
for program in (CHROMIUM, DRIVER):
    if not shutil.which(program):
        print("skipped:", program, "is not installed")
        sys.exit(77)

# What every course has, whatever is known of it.
ALWAYS = ["scores", "window", "phases", "score-axis", "session-axis"]
MODELLED = ["expected", "curve", "forecast", "target"]
SECTIONS = ["chart", "basis", "window", "forecast", "scores", "risk", "sources", "limits"]
SCREENS = {"desktop": (1280, 900, False), "phone": (360, 740, True)}
LEAST_LETTER = 9.0  # px

MEASURE = """
const parts = arguments[0], hair = 1.0, found = {problems: [], charts: 0, letters: []};
const say = text => found.problems.push(text);
const shown = [...document.querySelectorAll('svg.chart')].filter(s => s.getBoundingClientRect().width > 0);
found.charts = shown.length;
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) say(`the page is ${root.scrollWidth} px wide on ${root.clientWidth} px`);
for (const element of document.querySelectorAll('main *')) {
  if (element.closest('.scroll') || element.closest('svg')) continue;
  const box = element.getBoundingClientRect();
  if (box.width > 0 && box.right > root.clientWidth + 0.5)
    say(`${element.tagName.toLowerCase()}.${element.className} ends at ${box.right} px`);
}
for (const svg of shown) {
  const outer = svg.getBoundingClientRect(), scale = outer.width / svg.viewBox.baseVal.width;
  const inside = box => box.left >= outer.left - hair && box.right <= outer.right + hair &&
                        box.top >= outer.top - hair && box.bottom <= outer.bottom + hair;
  if (!(svg.querySelector('title')?.textContent && svg.querySelector('desc')?.textContent))
    say('the chart has no title or no description');
  if (svg.getAttribute('role') !== 'img') say('the chart is no image to assistive technology');
  for (const id of svg.getAttribute('aria-labelledby').split(' '))
    if (document.querySelectorAll('#' + id).length !== 1) say(`the id ${id} is not there once`);
  for (const part of parts) {
    const here = svg.querySelector('.' + part);
    if (!here) { say(`no ${part} in the chart`); continue; }
    const box = here.getBoundingClientRect();
    if (!(box.width > 0 && box.height >= 0 && box.width + box.height > 1)) say(`${part} has an empty box`);
    if (!inside(box)) say(`${part} leaves the chart`);
  }
  const labels = [...svg.querySelectorAll('text')].map(t => ({words: t.textContent, box: t.getBoundingClientRect()}));
  for (const t of svg.querySelectorAll('text')) found.letters.push(parseFloat(getComputedStyle(t).fontSize) * scale);
  for (const {words, box} of labels) if (!inside(box)) say(`label "${words}" leaves the chart`);
  for (let i = 0; i < labels.length; ++i)
    for (let j = 0; j < i; ++j) {
      const a = labels[i].box, b = labels[j].box;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > hair && down > 2.5) say(`labels "${labels[i].words}" and "${labels[j].words}" overlap`);
    }
}
return found;
"""

# Relative luminance and contrast as in WCAG 2.1, for every text node outside of SVG, against the nearest background.
CONTRAST = """
const channel = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const luminance = rgb => { const [r, g, b] = rgb.match(/[\\d.]+/g).map(Number).map(channel);
                           return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const paint = (element, inSvg) => inSvg ? getComputedStyle(element).fill : getComputedStyle(element).color;
const behind = element => { for (let e = element; e; e = e.parentElement) {
  const c = getComputedStyle(e).backgroundColor; if (c !== 'rgba(0, 0, 0, 0)') return c; } return 'rgb(255, 255, 255)'; };
let least = 21, where = '';
for (const element of document.querySelectorAll('h1, h2, h3, p, li, span, dt, dd, th, td, caption, strong, a, text')) {
  const [x, y] = [luminance(paint(element, element.tagName === 'text')), luminance(behind(element))];
  const contrast = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  if (contrast < least) [least, where] = [contrast, element.tagName + ' ' + element.textContent.slice(0, 40)];
}
return [least, where];
"""

STRUCTURE = """
const problems = [], say = text => problems.push(text);
if (document.documentElement.lang !== 'en') say('the page does not state its language');
if (!document.querySelector('meta[name=viewport]')) say('no viewport');
if (document.querySelectorAll('script').length) say('there is a script');
if (document.querySelectorAll('h1').length !== 1) say('not exactly one h1');
let level = 0;
for (const h of document.querySelectorAll('h1, h2, h3, h4')) {
  const own = Number(h.tagName[1]); if (own > level + 1) say(`heading "${h.textContent}" skips a level`); level = own; }
for (const table of document.querySelectorAll('table')) {
  if (!table.caption?.textContent) say('a table without caption');
  if ([...table.querySelectorAll('th')].some(th => !th.scope)) say('a th without scope');
  const n = table.tHead.rows[0].cells.length;
  if ([...table.tBodies[0].rows].some(row => row.cells.length !== n)) say(`ragged table "${table.caption.textContent}"`);
}
for (const id of arguments[0])
  if (document.querySelectorAll('section#' + id).length !== 1) say(`section ${id} is not there once`);
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
if (new Set(ids).size !== ids.length) say('an id is there twice');
return problems;
"""


def start(profile):
    options = Options()
    options.binary_location = CHROMIUM
    for flag in ("--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
                 "--disable-background-networking --disable-component-update --disable-sync").split():
        options.add_argument(flag)
    options.add_argument("--user-data-dir=" + profile)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(service=Service(DRIVER), options=options)


def resize(driver, width, height, mobile):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": mobile})


def requests_attempted(driver, page):
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent" and message["params"]["documentURL"] == page:
            url = message["params"]["request"]["url"]
            if url != page and not url.startswith("data:"):
                yield url


def picture(driver, path):
    size = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    path.write_bytes(base64.b64decode(shot["data"]))


def check(driver, report, parts, sections, charts, screenshots):
    page = report.resolve().as_uri()
    driver.get(page)
    problems = list(driver.execute_script(STRUCTURE, sections))
    least, where = driver.execute_script(CONTRAST)
    if least < 4.5:
        problems.append(f"contrast {least:.2f}, AA asks for 4.5: {where}")

    for screen, (width, height, mobile) in SCREENS.items():
        resize(driver, width, height, mobile)
        # The reader's font is not known: once with the page's own, once with a wide one.
        for font in (None, "DejaVu Sans"):
            if font:
                driver.execute_script("for (const s of document.querySelectorAll('svg.chart')) "
                                      "s.setAttribute('font-family', arguments[0])", font)
            found = driver.execute_script(MEASURE, parts)
            at = f"{screen}{', ' + font if font else ''}: "
            problems += [at + text for text in found["problems"]]
            if found["charts"] != charts:
                problems.append(at + f"{found['charts']} charts are shown, not {charts}")
            if not found["letters"] or min(found["letters"]) < LEAST_LETTER:
                problems.append(at + f"letters of {min(found['letters'], default=0):.1f} px, at least {LEAST_LETTER}")
        driver.refresh()
        if screenshots:
            picture(driver, screenshots / f"{report.stem}_{screen}.png")

    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    paper = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})["data"]
    pdf = base64.b64decode(paper)
    if not pdf.startswith(b"%PDF"):
        problems.append("print: no PDF")
    if screenshots:
        (screenshots / f"{report.stem}.pdf").write_bytes(pdf)

    problems += [f"console: {entry['message']}" for entry in driver.get_log("browser")]
    problems += [f"request: {url}" for url in requests_attempted(driver, page)]
    return problems


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("report", type=pathlib.Path)
    arguments.add_argument("--screenshots", type=pathlib.Path)
    arguments.add_argument("--parts", default=",".join(ALWAYS + MODELLED),
                           help="classes that each chart must have (default: %(default)s)")
    arguments.add_argument("--sections", default=",".join(SECTIONS), help="their ids (default: %(default)s)")
    arguments.add_argument("--charts", type=int, default=1, help="shown on one screen (default: %(default)s)")
    given = arguments.parse_args()
    if given.screenshots:
        given.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="oncourse-chromium-") as profile:
        driver = start(profile)
        try:
            parts = [part for part in given.parts.split(",") if part]
            problems = check(driver, given.report, parts, given.sections.split(","), given.charts, given.screenshots)
        finally:
            driver.quit()
    for problem in problems:
        print("FAILED:", problem)
    print(f"{given.report.name}: {len(problems)} problems" if problems else f"{given.report.name}: passed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
