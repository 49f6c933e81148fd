/** The page's style sheet: light and dark by the reader's preference, one column, small screens, print. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1b1b; --faint: #5a5a5a; --rule: #d5d5d5; --box: #f5f5f3; --shade: rgb(0 0 0 / 0.22);
  --guide: #767676; --best: #0072b2; --textbook: #c14e00; --warn: #8a4b00; --warn-box: #fff3df;
  --series-0: #0072b2; --series-1: #c14e00; --series-2: #00805c; --series-3: #b0578a; --series-4: #2f8fc4; --series-5: #a87400; --series-6: #000000; }
@media (prefers-color-scheme: dark) { :root { --paper: #14161a; --ink: #e8e6e1; --faint: #a9a7a2; --rule: #3a3e46; --box: #1d2026; --shade: rgb(255 255 255 / 0.28);
  --guide: #9a9a9a; --best: #56b4e9; --textbook: #f08c3a; --warn: #ffc56b; --warn-box: #33270f;
  --series-0: #56b4e9; --series-1: #f08c3a; --series-2: #2fc79a; --series-3: #de9cc2; --series-4: #9fd3f2; --series-5: #f0c04a; --series-6: #ffffff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 55rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 'DejaVu Sans', Verdana, Geneva, system-ui, sans-serif; font-size: 0.95rem; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 0.3rem; }
h2 { font-size: 1.15rem; margin: 2.4rem 0 0.6rem; padding-bottom: 0.2rem; border-bottom: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.4rem 0 0.4rem; }
.subtitle, figcaption, .note { color: var(--faint); }
.note, figcaption { font-size: 0.85rem; }
figure { margin: 1rem 0 1.6rem; }
figure .drawing { overflow-x: auto; }
figure svg { display: block; max-width: 100%; height: auto; }
.narrow { display: none; }
figcaption { margin-top: 0.4rem; }
.table { overflow-x: auto; margin: 0.6rem 0 1rem; padding-bottom: 0.3rem; scrollbar-width: thin; scrollbar-color: var(--faint) var(--box);
  background: linear-gradient(to right, var(--paper) 40%, transparent) left / 3rem 100% no-repeat local, linear-gradient(to left, var(--paper) 40%, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(to right, var(--shade), transparent) left / 1.1rem 100% no-repeat scroll, linear-gradient(to left, var(--shade), transparent) right / 1.1rem 100% no-repeat scroll, var(--paper); }
.table::-webkit-scrollbar { height: 8px; } .table::-webkit-scrollbar-track { background: var(--box); } .table::-webkit-scrollbar-thumb { background: var(--faint); border-radius: 4px; }
.formula { overflow: auto hidden; padding: 0.2rem 0 0.4rem; margin: 0.7rem 0; font-size: 1.05rem; } math { font-family: 'Latin Modern Math', 'STIX Two Math', 'Cambria Math', math; }
table { border-collapse: collapse; font-size: 0.85rem; font-variant-numeric: tabular-nums; min-width: 60%; }
th, td { text-align: left; padding: 0.3rem 0.7rem 0.3rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; white-space: nowrap; }
td .words { display: inline-block; white-space: normal; min-width: 16rem; }
thead th { font-weight: 600; border-bottom: 2px solid var(--rule); white-space: normal; min-width: 4.5rem; vertical-align: bottom; }
tbody th { font-weight: 400; position: sticky; left: 0; background: var(--paper); }
pre { background: var(--box); padding: 0.8rem 1rem; overflow-x: auto; font: 0.82rem/1.45 'DejaVu Sans Mono', Menlo, Consolas, monospace; border-radius: 4px; }
code { font: 0.88em 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
.warnings { background: var(--warn-box); border-left: 4px solid var(--warn); padding: 0.6rem 1rem; margin: 1rem 0; border-radius: 0 4px 4px 0; }
.warnings h2 { font-size: 1rem; margin: 0 0 0.3rem; padding: 0; border: 0; color: var(--warn); }
.warnings ul { margin: 0; padding-left: 1.1rem; }
.bound { color: var(--faint); }
.bad { color: var(--warn); font-weight: 600; }
.state { display: inline-block; border: 1px solid var(--rule); border-radius: 1rem; padding: 0.05rem 0.7rem; font-size: 0.85rem; }
details { margin: 0.6rem 0; }
summary { cursor: pointer; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; margin: 0.6rem 0; }
dt { color: var(--faint); }
dd { margin: 0; min-width: 0; }
@media (max-width: 32rem) { body { padding: 1rem 0.8rem 3rem; } h1 { font-size: 1.3rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.5rem; }
  .formula { font-size: 0.86rem; } .drawing > svg { min-width: 40rem; } .wide { display: none; } .narrow { display: block; } .narrow svg { width: 100%; } }
@media print { :root { color-scheme: light; --paper: #ffffff; --ink: #000000; --faint: #444444; --rule: #bbbbbb; --box: #f5f5f5; --guide: #767676; --best: #0072b2; --textbook: #c14e00;
    --warn: #8a4b00; --warn-box: #ffffff; } body { max-width: none; padding: 0; font-size: 9.5pt; } figure, tr, .warnings { break-inside: avoid; } h2, h3 { break-after: avoid; }
  pre { white-space: pre-wrap; } .table { overflow: visible; } details > * { display: block; } details::details-content { display: block; content-visibility: visible; } }
`;
