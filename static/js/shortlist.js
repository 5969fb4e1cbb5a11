// The shortlist from the keyboard, and verdicts without leaving the page.
// Keys go by event.code, so that they are the same in the Russian layout.
import { showToast, undoLast } from "./toast.js";

const REFUSAL = "5";
const FIELD = "input, textarea, select, [contenteditable]";

const list = document.querySelector("[data-shortlist]");
const rows = list ? [...list.querySelectorAll("[data-row]")] : [];

// ---------- the current row ----------

function currentRow() {
  return rows.find((row) => row.getAttribute("aria-current") === "true");
}

function makeCurrent(row) {
  for (const other of rows) other.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
}

function step(by) {
  const at = rows.indexOf(currentRow());
  const row = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  makeCurrent(row);
  row.querySelector(".person-name")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// First the reasons in the row, then the whole card.
function open(row) {
  const details = row.querySelector("details.row-open");
  if (details && !details.open) details.open = true;
  else row.querySelector("a.person-name")?.click();
}

// What a row opens to is fetched once; until then, or without an answer, its links lead there.
list?.addEventListener(
  "toggle",
  async (event) => {
    const details = event.target;
    const from = details.dataset.load;
    if (!details.open || !from) return;
    delete details.dataset.load;
    try {
      const answer = await fetch(from, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error(`answer ${answer.status}`);
      details.querySelector(".open-c").innerHTML = await answer.text();
    } catch {
      details.dataset.load = from; // opened again, it is tried again
    }
  },
  true, // it does not bubble
);

// ---------- verdicts ----------

function reasonRow(form) {
  return document.getElementById(form.id.replace("verdict-", "reason-"));
}

// The question is in the page once; a row gets its own when somebody says «no».
function newReasonRow(form) {
  const blank = document.querySelector("[data-reason-blank]");
  const row = blank.content.firstElementChild.cloneNode(true);
  const id = form.id.replace("verdict-", "");
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes("ROW")) element.setAttribute(name, value.replace("ROW", id));
    }
  }
  form.closest("[data-row]").querySelector(".row-open").before(row);
  return row;
}

function askReason(form, asking) {
  const row = reasonRow(form) ?? newReasonRow(form);
  row.hidden = !asking;
  if (asking) row.querySelector("select").focus();
  else form.querySelector(".v5").focus();
}

function paint(form, verdict) {
  form.dataset.verdict = verdict ?? "";
  for (const button of form.querySelectorAll(".verdict")) {
    button.setAttribute("aria-pressed", String(button.value === String(verdict)));
  }
}

// When the answer is not what a script can use, the browser sends the form as it would have.
function sendPlainly(form, verdict) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "verdict", value: verdict });
  form.append(field);
  form.submit();
}

async function send(form, verdict, reason = "") {
  const body = new FormData(form);
  body.set("verdict", verdict);
  if (reason) body.set("reason", reason);
  else body.delete("reason");
  const before = form.dataset.verdict;
  let said;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(`answer ${answer.status}`);
    said = await answer.json();
  } catch {
    sendPlainly(form, verdict);
    return;
  }
  paint(form, said.verdict);
  const row = reasonRow(form);
  if (row) row.hidden = true;
  // A former «no» cannot be restored without its reason; it is asked again.
  const undo = () => (before === REFUSAL ? askReason(form, true) : send(form, before));
  showToast(said.message, undo);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("verdict" in form.dataset)) return;
  event.preventDefault();
  const button = event.submitter;
  const given = "reasonGiven" in button.dataset;
  if (button.value === REFUSAL && !given) askReason(form, true);
  else send(form, button.value, given ? form.elements.reason.value : "");
});

document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-reason-cancel]");
  if (cancel) {
    event.preventDefault();
    const row = cancel.closest(".reason-row");
    askReason(document.getElementById(row.id.replace("reason-", "verdict-")), false);
  }
  const row = event.target.closest("[data-row]");
  if (row && list?.contains(row)) makeCurrent(row);
});

// ---------- keys ----------

const actions = {
  KeyJ: () => step(+1),
  KeyK: () => step(-1),
  KeyX: (row) => row?.querySelector(".pick input")?.click(),
  KeyZ: () => undoLast(),
};
for (const grade of ["1", "2", "3", "4", "5"]) {
  actions[`Digit${grade}`] = (row) => row?.querySelector(`.verdict.v${grade}`)?.click();
}

function leaveReason(event) {
  const row = event.target.closest?.(".reason-row");
  if (event.code === "Escape" && row) row.querySelector("[data-reason-cancel]").click();
}

document.addEventListener("keydown", (event) => {
  leaveReason(event);
  if (!list || list.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  if (target.matches(FIELD) && target.type !== "checkbox") return;
  const row = currentRow();
  if (event.code === "Enter" && row && target.matches("body, main, .person-name")) {
    event.preventDefault();
    open(row);
  } else if (actions[event.code]) {
    event.preventDefault();
    actions[event.code](row);
  }
});
