// A choice made with a pointer is shown at once. With the keyboard one may look through the list
// first: there, and without this script, the button sends the form.
const KEYS = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"];

for (const form of document.querySelectorAll("form[data-choose]")) {
  let typed = false;
  form.addEventListener("pointerdown", () => (typed = false));
  form.addEventListener("keydown", (event) => {
    typed = KEYS.includes(event.key) || event.key.length === 1;
  });
  form.addEventListener("change", () => {
    if (!typed) form.requestSubmit();
  });
}
