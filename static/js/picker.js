// A list written one entry a line becomes chips with completion. The textarea stays the form's
// value, so the server reads the same with and without this script.
const SUGGEST_AFTER_MS = 150;

function entriesOf(textarea) {
  return [...new Set(textarea.value.split("\n").map((line) => line.trim()).filter(Boolean))];
}

function chipOf(entry, label, remove) {
  const chip = document.createElement("li");
  chip.className = "chip chip-on";
  chip.append(entry);
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", label.replace("{name}", entry));
  button.textContent = "×";
  button.addEventListener("click", () => remove(entry));
  chip.append(button);
  return chip;
}

// The new input takes over the textarea's name for people: its id, its label and its remarks.
function inputFor(picker, textarea) {
  const input = document.createElement("input");
  input.className = textarea.className;
  input.type = "text";
  input.autocomplete = "off";
  input.id = textarea.id;
  input.placeholder = picker.dataset.hint;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) input.setAttribute(name, textarea.getAttribute(name));
  }
  textarea.id += "-lines";
  textarea.hidden = true;
  const options = picker.querySelector("datalist");
  input.setAttribute("list", options.id);
  return input;
}

async function suggest(url, query, options) {
  const answer = await fetch(`${url}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const names = await answer.json();
  options.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
}

function start(picker) {
  const textarea = picker.querySelector("textarea");
  const options = picker.querySelector("datalist");
  const input = inputFor(picker, textarea);
  const chips = document.createElement("ul");
  chips.className = "chips";
  picker.prepend(chips, input);
  let timer;

  function write(entries) {
    textarea.value = entries.join("\n");
    chips.replaceChildren(...entries.map((entry) => chipOf(entry, picker.dataset.remove, remove)));
    chips.hidden = entries.length === 0;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function remove(entry) {
    write(entriesOf(textarea).filter((other) => other !== entry));
    input.focus();
  }
  function take() {
    const added = input.value.split(/[,;\n]/).map((entry) => entry.trim()).filter(Boolean);
    input.value = "";
    const known = new Set(entriesOf(textarea).map((entry) => entry.toLowerCase()));
    if (added.length) write([...entriesOf(textarea), ...added.filter((entry) => !known.has(entry.toLowerCase()))]);
  }

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      take();
    } else if (event.key === "Backspace" && !input.value && !event.repeat) {
      write(entriesOf(textarea).slice(0, -1));
    }
  });
  // Choosing from the list fires an input event whose value is one of the options.
  input.addEventListener("input", (event) => {
    if (event.inputType === "insertReplacementText" || event.inputType === undefined) take();
    else if (picker.dataset.suggest && input.value.trim().length > 1) {
      clearTimeout(timer);
      timer = setTimeout(() => suggest(picker.dataset.suggest, input.value.trim(), options), SUGGEST_AFTER_MS);
    }
  });
  // What was typed and not confirmed is meant, too.
  input.addEventListener("blur", take);
  input.form?.addEventListener("submit", take, { capture: true });
  write(entriesOf(textarea));
}

export function startPickers(root) {
  root.querySelectorAll("[data-picker]").forEach(start);
}
