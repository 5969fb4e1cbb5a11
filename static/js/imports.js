// Bringing in many: folders dropped or chosen, and a progress page that keeps up by itself.

const POLL_MS = 1500;

// ---------- choosing ----------

function entriesOf(transfer) {
  return [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
}

function readAll(folder) {
  const reader = folder.createReader();
  return new Promise((resolve, reject) => {
    const found = [];
    const next = () =>
      reader.readEntries((some) => {
        found.push(...some);
        if (some.length) next();
        else resolve(found);
      }, reject);
    next();
  });
}

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const inside = await readAll(entry);
  return (await Promise.all(inside.map(filesOf))).flat();
}

function startChoosing(form) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");
  const chosen = form.querySelector("[data-chosen]");
  const button = form.querySelector("[data-folder]");

  function tell() {
    const count = input.files.length;
    const isMany = count > Number(form.dataset.most);
    const words = isMany ? form.dataset.many : count ? chosen.dataset.one : chosen.dataset.none;
    chosen.textContent = words.replace("{count}", count);
    input.setCustomValidity(isMany ? chosen.textContent : "");
  }

  input.addEventListener("change", tell);
  form.addEventListener("submit", (event) => {
    if (input.validationMessage && input.validity.customError) event.preventDefault();
  });
  if ("webkitdirectory" in input) {
    button.hidden = false;
    button.addEventListener("click", () => {
      input.webkitdirectory = true;
      input.click();
      input.webkitdirectory = false;
    });
  }
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("is-over"));
  }
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    const entries = entriesOf(event.dataTransfer);
    const files = entries.length
      ? (await Promise.all(entries.map(filesOf))).flat()
      : [...event.dataTransfer.files];
    const kept = new DataTransfer();
    files.forEach((file) => kept.items.add(file));
    input.files = kept.files;
    tell();
  });
  tell();
}

// ---------- watching ----------

async function page() {
  const answer = await fetch(live.dataset.own, { headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function startWatching(live) {
  const bar = live.querySelector("[data-bar]");
  const told = live.querySelector("[data-told]");
  let known = told.textContent;

  async function look() {
    const answer = await fetch(live.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`answer ${answer.status}`);
    const found = await answer.json();
    if (!found.is_running) {
      await end(found);
      return;
    }
    if (found.message !== known) {
      known = told.textContent = found.message;
      bar.max = Math.max(found.total, 1);
      if (found.state !== "received") bar.value = found.done;
      await showParts();
    }
    setTimeout(look, POLL_MS);
  }

  // The page as it is at the end; what somebody is writing on it is not thrown away.
  async function end(found) {
    const note = document.querySelector("[name=consent_note]");
    if (note && (note.value || note === document.activeElement)) {
      told.textContent = found.message;
      bar.value = bar.max = Math.max(found.total, 1);
      await showParts();
    } else {
      location.replace(live.dataset.own);
    }
  }

  // Whoever reads in the table with the keyboard keeps their place.
  async function showParts() {
    const fresh = await page();
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const shown = document.querySelector(`[data-part=${part.dataset.part}]`);
      if (shown?.contains(document.activeElement)) continue;
      if (shown) shown.replaceWith(part);
      else live.append(part);
    }
  }

  const again = () => look().catch(() => setTimeout(again, 4 * POLL_MS));
  setTimeout(again, POLL_MS);
}

const form = document.querySelector("[data-import-form]");
if (form) startChoosing(form);
const live = document.querySelector("[data-progress]");
if (live) startWatching(live);
