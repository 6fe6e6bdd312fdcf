extension EvaluationPage {
  /// Light, dark where the reader's system is, and light on paper. Text has a contrast of at least
  /// 4.5 : 1 to its ground, marks of at least 3 : 1 (WCAG 2.2, AA).
  static let style = Markup.code(
    """

    :root {
      --ground: #ffffff; --text: #1a1e24; --muted: #57606a; --rule: #d0d7de; --panel: #f4f6f8;
      --link: #0b57b0; --mark: #0b57b0; --fill: #7fb0e6; --bad: #b3261e; --badground: #fdecea;
      --second: #8a4b00;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --ground: #14181d; --text: #e6e9ed; --muted: #a6afb9; --rule: #3a424c; --panel: #1d232a;
        --link: #86bbff; --mark: #86bbff; --fill: #35639a; --bad: #ff9d94; --badground: #3a1d1b;
        --second: #f0b35e;
      }
    }
    * { box-sizing: border-box; }
    html { color-scheme: light dark; }
    body {
      margin: 0 auto; max-width: 76rem; padding: 1rem 1.25rem 4rem; background: var(--ground);
      color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
      overflow-wrap: anywhere;
    }
    h1 { font-size: 1.75rem; margin: 0.5rem 0 0; line-height: 1.2; }
    h2 { font-size: 1.3rem; margin: 2.5rem 0 0.75rem; line-height: 1.25; }
    h3 { font-size: 1.05rem; margin: 1.5rem 0 0.5rem; }
    p { margin: 0.5rem 0; max-width: 50rem; }
    a { color: var(--link); }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    .muted { color: var(--muted); }
    nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; margin: 0.5rem 0; }
    .problems {
      border: 2px solid var(--bad); border-radius: 6px; background: var(--badground);
      padding: 0.25rem 1rem 0.5rem; margin-top: 1.25rem;
    }
    .problems h2 { color: var(--bad); margin-top: 0.5rem; }
    .problems li { margin: 0.2rem 0; }
    .cards {
      display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15.75rem, 100%), 1fr)); gap: 0.75rem;
      margin: 0.75rem 0;
    }
    .cards > div {
      background: var(--panel); border: 1px solid var(--rule); border-radius: 6px;
      padding: 0.6rem 0.85rem;
    }
    .cards dt span { color: var(--muted); font-size: 0.87rem; display: block; }
    .cards dd { margin: 0; font-size: 0.87rem; font-variant-numeric: tabular-nums; }
    .cards dd.value { font-size: 1.7rem; font-weight: 600; line-height: 1.25; }
    .facts { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 0.3rem 1.25rem; }
    .facts dt { color: var(--muted); }
    .facts dd { margin: 0; max-width: 50rem; }
    @media (max-width: 40rem) {
      .cards { grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); }
    }
    figure { margin: 0; }
    figcaption { font-size: 0.87rem; }
    .charts > figure > figcaption { color: var(--muted); max-width: 34rem; padding-left: 0.25rem; }
    .charts {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(min(27rem, 100%), 1fr));
      gap: 1.5rem 2rem;
    }
    .legend {
      display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0;
      margin: 0.25rem 0 0.75rem; font-size: 0.87rem;
    }
    .legend svg { width: 12px; height: 12px; vertical-align: -1px; }
    .legend svg.wide { width: 40px; }
    svg.chart { width: 100%; height: auto; display: block; max-width: 40rem; }
    svg text { fill: var(--text); font: 11.5px system-ui, "DejaVu Sans", sans-serif; }
    svg text.title { font-size: 12px; }
    svg text.tag { paint-order: stroke; stroke: var(--ground); stroke-width: 3px; }
    .grid { stroke: var(--rule); stroke-width: 0.75; }
    .axis { stroke: var(--muted); stroke-width: 1; }
    .break { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 2 3; }
    .barfill { fill: var(--fill); stroke: var(--mark); stroke-width: 0.75; }
    .point { fill: var(--mark); fill-opacity: 0.55; stroke: var(--mark); stroke-width: 0.75; }
    .cross { fill: none; stroke: var(--bad); stroke-width: 1.75; pointer-events: bounding-box; }
    .open { fill: var(--ground); fill-opacity: 0.6; stroke: var(--second); stroke-width: 1.5; }
    .chart a:hover .point, .chart a:focus .point { fill-opacity: 1; stroke-width: 2.5; }
    line.mean { stroke: var(--text); stroke-width: 1.5; }
    line.median { stroke: var(--second); stroke-width: 1.5; stroke-dasharray: 6 3; }
    line.limit { stroke: var(--second); stroke-width: 1.25; stroke-dasharray: 6 3; }
    line.zero { stroke: var(--muted); stroke-width: 1; }
    line.identity { stroke: var(--muted); stroke-width: 1.25; }
    line.border { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 3 4; }
    .slices {
      display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr));
      gap: 1.25rem;
    }
    svg.slice { width: 100%; height: auto; display: block; border-radius: 4px; margin-bottom: 0.4rem; }
    .dark { fill: #000000; }
    .blank { fill: #2b2f33; }
    .slab { fill: #5a5f64; }
    .reference, .prediction, .halo {
      fill: none; stroke-width: 2; stroke-linejoin: round; vector-effect: non-scaling-stroke;
    }
    .reference { stroke: #ffb000; }
    .prediction { stroke: #5cd0ff; stroke-dasharray: 5 3.5; }
    .halo { stroke: #000000; stroke-opacity: 0.45; stroke-width: 3.5; }
    .other { stroke-width: 1; stroke-opacity: 0.85; }
    .side, .length {
      fill: #ffffff; font-size: 14px; font-weight: 600; paint-order: stroke; stroke: #000000;
      stroke-width: 3px;
    }
    svg text.side, svg text.length { fill: #ffffff; font-size: 14px; font-weight: 600; }
    svg text.length { font-size: 12px; }
    .bar { fill: none; stroke: #ffffff; stroke-width: 2; }
    .under { stroke: #000000; stroke-opacity: 0.6; stroke-width: 4; stroke-linecap: square; }
    .scroll { overflow-x: auto; margin-top: 1rem; }
    table { border-collapse: collapse; font-size: 0.87rem; font-variant-numeric: tabular-nums; }
    caption { text-align: left; color: var(--muted); padding: 0.25rem 0; }
    th, td { padding: 0.28rem 0.5rem; text-align: left; border-bottom: 1px solid var(--rule); vertical-align: top; }
    thead th { border-bottom: 2px solid var(--muted); vertical-align: bottom; }
    thead th, td { overflow-wrap: break-word; }
    tbody th { font-weight: 400; min-width: 8rem; }
    th.n, td.n { text-align: right; white-space: nowrap; }
    thead th.n { white-space: normal; }
    th button {
      font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer;
      text-align: inherit; overflow-wrap: normal;
    }
    th button::after { content: "\u{A0}\u{2195}"; color: var(--muted); }
    th[aria-sort=ascending] button::after { content: "\u{A0}\u{2191}"; color: var(--text); }
    th[aria-sort=descending] button::after { content: "\u{A0}\u{2193}"; color: var(--text); }
    tr.bad { background: var(--badground); }
    tr.bad td:nth-child(3) { color: var(--bad); font-weight: 600; }
    tr:target, figure:target { outline: 3px solid var(--link); outline-offset: -1px; }
    figure:target { outline-offset: 4px; }
    .filter input {
      font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--muted);
      border-radius: 4px; padding: 0.2rem 0.5rem; min-width: 12rem; max-width: 100%;
    }
    .filter output { color: var(--muted); }
    @media print {
      body { max-width: none; padding: 0; font-size: 10pt; }
      nav, .filter { display: none; }
      h2, h3 { break-after: avoid; }
      figure, .cards > div, tr, .problems { break-inside: avoid; }
      .charts { grid-template-columns: 1fr 1fr; gap: 1rem; }
      .slices { grid-template-columns: repeat(3, 1fr); }
      .scroll { overflow: visible; }
      table { font-size: 7.5pt; }
      th, td { padding: 0.1rem 0.3rem; }
      tbody th { min-width: 0; }
      /* A button's box is not drawn where a page repeats the table's head. */
      th button { display: contents; }
      th button::after { content: "" !important; }
      a { color: inherit; text-decoration: none; }
      .problems, .cards > div, tr.bad { print-color-adjust: exact; }
    }

    """)
}
