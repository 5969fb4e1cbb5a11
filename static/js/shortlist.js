// The shortlist from the keyboard, and verdicts without leaving the page.
// Keys go by event.code, so that they are the same in the Russian layout.
import { forgetUndo, showToast, undoLast } from "./toast.js";

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

// Whoever goes from row to row with Tab means the row where they are.
list?.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) makeCurrent(row);
});

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
    if (!details.open || !("load" in details.dataset)) return;
    const from = new URL(details.querySelector("a").href); // the whole reckoning
    from.pathname += "/row";
    delete details.dataset.load;
    try {
      const answer = await fetch(from, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error(`answer ${answer.status}`);
      details.querySelector(".open-c").innerHTML = await answer.text();
    } catch {
      details.dataset.load = ""; // opened again, it is tried again
    }
  },
  true, // it does not bubble
);

// ---------- verdicts ----------

// The buttons of all rows belong to one form, which holds what every verdict sends along; a button
// knows its address.
const REFUSE = `.verdict.v${REFUSAL}`;

function reasonOf(row) {
  return row.querySelector(".reason-row");
}

// The question is in the page once; a row gets its own when somebody says «no».
function newReasonRow(row) {
  const blank = document.querySelector("[data-reason-blank]");
  const asked = blank.content.firstElementChild.cloneNode(true);
  const id = row.id.replace("c-", "");
  for (const element of [asked, ...asked.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes("ROW")) element.setAttribute(name, value.replace("ROW", id));
    }
  }
  asked.querySelector("[data-reason-given]").formAction = row.querySelector(REFUSE).formAction;
  row.querySelector(".row-open").before(asked);
  return asked;
}

function askReason(row, asking) {
  const asked = reasonOf(row) ?? newReasonRow(row);
  asked.hidden = !asking;
  if (asking) asked.querySelector("select").focus();
  else row.querySelector(REFUSE).focus();
}

function paint(row, { verdict, reason }) {
  row.querySelector("[data-verdict]").dataset.verdict = verdict ?? "";
  for (const button of row.querySelectorAll(".verdict")) {
    button.setAttribute("aria-pressed", String(button.value === String(verdict)));
  }
  const told = row.querySelector(".why");
  told.querySelector(".tag-bad")?.remove(); // only a refusal has such a tag
  if (reason) {
    told.append(Object.assign(document.createElement("span"), { className: "tag tag-bad", textContent: reason }));
  }
  row.querySelector("details.row-open").dataset.load = ""; // it tells the verdict, too
}

// When the answer is not what a script can use, the browser sends it as a form of its own.
function sendPlainly(to, body) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: to, hidden: true });
  for (const [name, value] of body) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}

// Verdicts go out one after the other, as they were given; what takes one back waits its turn.
let line = Promise.resolve();

function inLine(work) {
  line = line.then(work, work);
}

function send(row, verdict, more = {}) {
  forgetUndo();
  inLine(() => sendNow(row, verdict, more));
}

async function sendNow(row, verdict, { reason = "", undo = "" }) {
  const button = row.querySelector(REFUSE);
  const to = button.formAction;
  const body = new FormData(button.form);
  body.set("verdict", verdict);
  if (reason) body.set("reason", reason);
  if (undo) body.set("undo", undo);
  let said;
  try {
    const answer = await fetch(to, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(`answer ${answer.status}`);
    said = await answer.json();
  } catch {
    sendPlainly(to, body);
    return;
  }
  paint(row, said);
  const asked = reasonOf(row);
  const hadFocus = asked?.contains(document.activeElement);
  if (asked) asked.hidden = true;
  // What had the focus is gone: the question, or the line that took the verdict back.
  if (hadFocus || (undo && document.activeElement === document.body)) {
    row.querySelector(".person-name").focus({ preventScroll: true });
  }
  // What stood before, by whomever, is known to the server, and by now better than to this page.
  showToast(said.message, undo ? null : () => send(row, "", { undo: "1" }));
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!["verdicts", "refusals"].includes(event.target.id) || !button) return;
  event.preventDefault();
  const row = button.closest("[data-row]");
  const given = "reasonGiven" in button.dataset;
  if (button.value === REFUSAL && !given) askReason(row, true);
  else send(row, button.value, { reason: given ? reasonOf(row).querySelector("select").value : "" });
});

document.addEventListener("click", (event) => {
  // A double click says it once.
  if (event.detail > 1 && event.target.closest(".verdict, [data-reason-given]")) event.preventDefault();
  const cancel = event.target.closest("[data-reason-cancel]");
  if (cancel) {
    event.preventDefault();
    askReason(cancel.closest("[data-row]"), false);
  }
  const row = event.target.closest("[data-row]");
  if (row && list?.contains(row)) makeCurrent(row);
});

// ---------- keys ----------

const actions = {
  KeyJ: () => step(+1),
  KeyK: () => step(-1),
  KeyX: (row) => row?.querySelector(".pick input")?.click(),
  KeyZ: () => inLine(undoLast),
};
for (const grade of ["1", "2", "3", "4", "5"]) {
  actions[`Digit${grade}`] = (row) => row?.querySelector(`.verdict.v${grade}`)?.click();
}

// The server brings the sum to 100; until then a slider tells what it stands at.
document.querySelector("#side")?.addEventListener("input", ({ target }) => {
  if (target.type === "range") document.querySelector(`output[for="${target.id}"]`).value = target.value;
});

function leaveReason(event) {
  const row = event.target.closest?.(".reason-row");
  if (event.code === "Escape" && row) row.querySelector("[data-reason-cancel]").click();
}

document.addEventListener("keydown", (event) => {
  leaveReason(event);
  if (event.repeat && /^(Digit|KeyZ|KeyX)/.test(event.code)) return;
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
