// Rows of a repeated group are added and removed in place; without script the same buttons send
// the form and the server draws it again.
function number(group) {
  group.querySelectorAll("[data-repeat-row]").forEach((row, index) => {
    row.querySelectorAll("[data-repeat-number]").forEach((mark) => (mark.textContent = index + 1));
  });
}

function highestRow(group) {
  const rows = [...group.querySelectorAll("[data-repeat-remove]")].map((button) => Number(button.value.split("-").at(-1)));
  return Math.max(-1, ...rows);
}

function add(group, startPickers) {
  const html = group.querySelector("[data-repeat-template]").innerHTML;
  const shell = document.createElement("template");
  shell.innerHTML = html.replaceAll("__row__", highestRow(group) + 1);
  const row = shell.content.querySelector("[data-repeat-row]");
  group.querySelector("[data-repeat-rows]").append(row);
  startPickers(row);
  number(group);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function remove(group, row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  number(group);
  (next?.querySelector("input, select, textarea") ?? group.querySelector("[data-repeat-add]")).focus();
}

export function startGroups(root, startPickers) {
  for (const group of root.querySelectorAll("[data-repeat]")) {
    group.addEventListener("click", (event) => {
      const button = event.target.closest("[data-repeat-add], [data-repeat-remove]");
      if (!button) return;
      event.preventDefault();
      if ("repeatAdd" in button.dataset) add(group, startPickers);
      else remove(group, button.closest("[data-repeat-row]"));
    });
  }
}
