// The document beside its fields: whoever looks at a field sees its place, and the other way round.
// A link `data-place` names the value that a field was read from; a mark `data-of` names all values
// that stand there. Without this script the links lead to the places by their anchors.
const pane = document.querySelector("[data-document]");
const marks = [...(pane?.querySelectorAll("[data-of]") ?? [])];
const NOW = "hl-now";
const FIELD_NOW = "field-now";

// «skills» stands for each skill, «positions-1» for all of a position.
function belongs(key, wanted) {
  return key === wanted || key.startsWith(`${wanted}-`);
}

function marksOf(wanted) {
  return marks.filter((mark) => mark.dataset.of.split(" ").some((key) => belongs(key, wanted)));
}

function boxOf(link) {
  return link.closest(".field, tr, .check, .form-check") ?? link;
}

// The value that whatever is under the pointer, or has the focus, was read from.
function placeAt(element) {
  const own = element.closest("[data-place]");
  if (own) return own.dataset.place;
  const box = element.closest(".field, tr, .check, .form-check");
  return box?.querySelector("[data-place]")?.dataset.place;
}

function clear() {
  for (const mark of pane.querySelectorAll(`.${NOW}`)) mark.classList.remove(NOW);
  for (const box of document.querySelectorAll(`.${FIELD_NOW}`)) box.classList.remove(FIELD_NOW);
}

// Only the pane moves, never the page: the person is typing there.
function bringIntoView(mark) {
  if (pane.scrollHeight <= pane.clientHeight) return;
  const place = mark.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (place.top >= frame.top && place.bottom <= frame.bottom) return;
  pane.scrollTop += place.top - frame.top - pane.clientHeight / 3;
}

function show(wanted) {
  clear();
  const found = marksOf(wanted);
  for (const mark of found) mark.classList.add(NOW);
  if (found.length) bringIntoView(found[0]);
}

function fieldsOf(mark) {
  const keys = mark.dataset.of.split(" ");
  const links = [...document.querySelectorAll(".review-form [data-place]")];
  return links.filter((link) => keys.some((key) => belongs(key, link.dataset.place)));
}

function listen() {
  const form = document.querySelector(".review-form");
  for (const kind of ["pointerover", "focusin"]) {
    form.addEventListener(kind, (event) => {
      const wanted = placeAt(event.target);
      if (wanted) show(wanted);
    });
  }
  pane.addEventListener("pointerover", (event) => {
    const mark = event.target.closest("[data-of]");
    if (!mark) return;
    clear();
    mark.classList.add(NOW);
    for (const link of fieldsOf(mark)) boxOf(link).classList.add(FIELD_NOW);
  });
  pane.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-of]");
    const link = mark && fieldsOf(mark).find((one) => one.closest(".field, tr"));
    if (link) boxOf(link).querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}

if (pane && marks.length) listen();
