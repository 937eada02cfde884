for (const heading of document.querySelectorAll(".sortable th button")) {
  heading.addEventListener("click", () => {
    const cell = heading.parentElement, row = cell.parentElement, body = cell.closest("table").tBodies[0];
    const index = [...row.children].indexOf(cell), descending = cell.getAttribute("aria-sort") === "ascending";
    const value = (r) => r.children[index].dataset.value ?? r.children[index].textContent.trim();
    const compare = (a, b) => {
      const x = value(a), y = value(b), numbers = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
      if (x === "" || y === "") return (x === "") - (y === "");
      return (numbers ? x - y : x.localeCompare(y)) * (descending ? -1 : 1);
    };
    for (const other of row.children) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
    body.append(...[...body.rows].sort(compare));
  });
}
