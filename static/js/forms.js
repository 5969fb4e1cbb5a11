// What forms gain from a script; all of them work without one.
import { startPickers } from "./picker.js";
import { startGroups } from "./groups.js";

// A slow answer must not lock the form for good: the person may need to send it again.
const LOCKED_MS = 10_000;

function unlock(form) {
  delete form.dataset.sent;
}

// The server keeps one-time keys; this only spares people the second click.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "verdict" in form.dataset || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => unlock(form), LOCKED_MS);
});
// A page that Back brings from the cache is ready to be sent again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(unlock));

startPickers(document);
startGroups(document, startPickers);
document.querySelector("[data-error-summary]")?.focus();
