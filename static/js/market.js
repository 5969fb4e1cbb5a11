// Asks the server for the market panel while the offer is being typed. Without this script the
// panel is drawn anew by the button that checks the form.
const AFTER_MS = 400;
const NAMES = ["city", "segment", "salary_from", "salary_to"];

const form = document.querySelector("form[data-market]");
const panel = document.querySelector("[data-market-panel]");
let timer;
let asking;

async function ask() {
  asking?.abort();
  asking = new AbortController();
  const query = new URLSearchParams(NAMES.map((name) => [name, form.elements[name].value]));
  try {
    const answer = await fetch(`${form.dataset.market}?${query}`, { signal: asking.signal });
    if (answer.ok) panel.innerHTML = await answer.text();
  } catch (error) {
    // A newer question took over, or the network is away: the panel stays as it is.
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
  }
}

form?.addEventListener("input", (event) => {
  if (!NAMES.includes(event.target.name)) return;
  clearTimeout(timer);
  timer = setTimeout(ask, AFTER_MS);
});
