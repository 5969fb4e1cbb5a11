// One line at the edge that says what was done and takes it back.
const STAYS_MS = 8_000;
let undo = null;

export function undoLast() {
  const action = undo;
  undo = null;
  document.querySelector("[data-toasts]").replaceChildren();
  action?.();
}

// Something else is being done: what was done before it is not the last any more.
export function forgetUndo() {
  undo = null;
  document.querySelector("[data-toasts]").replaceChildren();
}

export function showToast(text, undoAction) {
  const line = document.getElementById("toast-line").content.firstElementChild.cloneNode(true);
  line.querySelector("[data-toast-text]").textContent = text;
  line.querySelector("[data-toast-undo]").hidden = !undoAction;
  line.querySelector("[data-toast-undo]").addEventListener("click", undoLast);
  document.querySelector("[data-toasts]").replaceChildren(line);
  undo = undoAction;
  let timer;
  const leave = () => {
    line.remove();
    if (undo === undoAction) undo = null;
  };
  const wait = () => (timer = setTimeout(leave, STAYS_MS));
  line.addEventListener("focusin", () => clearTimeout(timer));
  line.addEventListener("focusout", wait);
  wait();
}
