// stylesheet.cpp: how the page looks on a screen, on a phone and on paper.
// SPDX-License-Identifier: Apache-2.0
#include "page.hpp"

namespace oncourse::page {

const std::string_view stylesheet = R"css(
:root { color-scheme: light; --ink: #1b2733; --quiet: #55616d; --rule: #d5dce2; --tint: #f4f6f8;
        --on: #1f4e79; --reached: #17693f; --off: #b3261e; --open: #55616d; --risk: #8a5200; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink);
       font: 16px/1.55 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 928px; margin: 0 auto; padding: 40px 24px 64px; overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 3rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
p, ul { margin: .5rem 0; max-width: 76ch; }
header p { max-width: none; }
ul { padding-left: 1.2rem; }
li + li { margin-top: .3rem; }
a { color: var(--on); }
.quiet { color: var(--quiet); }

.verdict { font-size: 1.1rem; line-height: 1.5; max-width: none; margin: 1.25rem 0 .5rem; padding: .8rem 1.1rem;
           background: var(--tint); border-left: 5px solid var(--open); }
.verdict strong { white-space: nowrap; }
.on_track { border-color: var(--on); } .on_track strong { color: var(--on); }
.reached_target { border-color: var(--reached); } .reached_target strong { color: var(--reached); }
.off_track { border-color: var(--off); } .off_track strong { color: var(--off); }
.risk { max-width: none; padding: .6rem 1.1rem; border: 1px solid var(--risk); border-left-width: 5px; }
.risk strong { color: var(--risk); }

figure { margin: 0; }
.chart { display: block; width: 100%; height: auto; }
.chart.narrow { display: none; max-width: 460px; margin: 0 auto; }
.chart.share { max-width: 600px; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; max-width: none; margin: 1rem 0 0; padding: 0;
          font-size: .875rem; line-height: 1.4; color: var(--ink); }
.legend li { display: flex; align-items: center; gap: .5rem; margin: 0; min-width: 0; }
.legend li span { min-width: 0; }
.legend svg { flex: none; }

dl { margin: .75rem 0; }
dl > div { display: grid; grid-template-columns: 15rem 1fr; gap: 1rem; padding: .35rem 0; border-bottom: 1px solid var(--tint); }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; }

.scroll { overflow-x: auto; margin: .75rem 0 1rem; }
.scroll:focus-visible { outline: 2px solid var(--on); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding: 0 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem 1.25rem .4rem 0; border-bottom: 1px solid var(--rule); }
th:last-child, td:last-child { padding-right: 0; }
thead th { vertical-align: bottom; font-weight: 600; border-bottom: 1.5px solid var(--ink); }
tbody th { font-weight: 600; }
tbody th.words { min-width: 7rem; }
th.number, td.number { text-align: right; white-space: nowrap; }
thead th.number { white-space: normal; }
tbody th.number, .date { white-space: nowrap; }
th:first-child.number { text-align: left; }

@media screen and (max-width: 680px) {
  main { padding: 24px 16px 48px; }
  h1 { font-size: 1.45rem; }
  h2 { margin-top: 2.25rem; }
  .verdict { font-size: 1.02rem; padding: .7rem .9rem; }
  .verdict strong { white-space: normal; }
  .chart.wide { display: none; }
  .chart.narrow { display: block; }
  .legend { flex-direction: column; }
  dl > div { grid-template-columns: 1fr; gap: 0; }
  caption span { display: block; position: sticky; left: 0; width: calc(100vw - 32px); }
  td.words { min-width: 7rem; }
  .scroll { background: linear-gradient(to right, #fff 30%, #fff0) left / 32px 100% no-repeat local,
                        linear-gradient(to left, #fff 30%, #fff0) right / 32px 100% no-repeat local,
                        linear-gradient(to right, #1b273326, #1b273300) left / 10px 100% no-repeat scroll,
                        linear-gradient(to left, #1b273326, #1b273300) right / 10px 100% no-repeat scroll; }
}

@page { size: A4; margin: 16mm 15mm; }
@media print {
  body { font-size: 9.5pt; line-height: 1.4; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 17pt; } h2 { font-size: 12pt; margin-top: 16pt; padding-top: 6pt; } h3 { font-size: 10pt; margin-top: 10pt; }
  h2, h3, caption { break-after: avoid; }
  figure, tr, li, dl > div, .verdict, .risk { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; margin: 5pt 0 8pt; }
  table, .legend { font-size: 8.5pt; }
  th, td { padding: 2.5pt 10pt 2.5pt 0; }
  dl > div { padding: 2pt 0; }
  p, ul { max-width: none; }
  a { color: inherit; text-decoration: none; }
}
)css";

}  // namespace oncourse::page
