extension EvaluationPage {
  /// SHA-256 of ``script``'s text in base64, by which the page's policy lets it run and no other.
  package static let scriptHash = "T9gT2equZPCdO6DJQXp4903222dCPUtZUtO4XtmmJyg="

  /// Sorts tables by a column and filters their rows. Without it the page lacks nothing else.
  package static let script = Markup.code(
    """

    "use strict";
    for (const table of document.querySelectorAll("table.sortable")) {
      const body = table.tBodies[0];
      const heads = Array.from(table.tHead.rows[0].cells);
      const order = new Intl.Collator("en", { numeric: true });
      const rows = Array.from(body.rows);

      const value = (row, column) => {
        const text = row.cells[column].textContent.trim();
        if (!heads[column].classList.contains("n")) return text;
        const number = parseFloat(text.replace("\u{2212}", "-"));
        return Number.isNaN(number) ? null : number;
      };
      const compare = (a, b) => {
        if (typeof a === "string") return order.compare(a, b);
        return a - b;
      };
      heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const down = head.getAttribute("aria-sort") === "ascending";
          const keyed = rows.map((row) => ({ row, key: value(row, column) }));
          keyed.sort((a, b) => {
            // What has no value comes last either way.
            if (a.key === null) return b.key === null ? 0 : 1;
            if (b.key === null) return -1;
            return down ? compare(b.key, a.key) : compare(a.key, b.key);
          });
          body.append(...keyed.map((item) => item.row));
          for (const other of heads) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
        });
      });

      const filter = table.parentElement.previousElementSibling;
      const field = filter.querySelector("input");
      const count = filter.querySelector("output");
      const show = () => {
        const words = field.value.toLowerCase().split(" ").filter((word) => word !== "");
        let shown = 0;
        for (const row of rows) {
          const text = row.textContent.toLowerCase();
          row.hidden = !words.every((word) => text.includes(word));
          if (!row.hidden) shown += 1;
        }
        count.textContent = words.length === 0 ? "" : shown + " of " + rows.length + " rows";
      };
      field.addEventListener("input", show);
      filter.hidden = false;

      // A link to a row that is filtered out brings all rows back.
      window.addEventListener("hashchange", () => {
        const target = document.getElementById(location.hash.slice(1));
        if (rows.includes(target)) {
          if (target.hidden) {
            field.value = "";
            show();
            target.scrollIntoView();
          }
        }
      });
    }

    """)
}
