// Asks the server for what stands beside the builder while one types: the market of the offer, and
// how many people there are for it. Without this script the button that checks the form draws both
// anew.
const AFTER_MS = 400;

const form = document.querySelector("form[data-market]");

function panel(url, selector, names, shown = () => {}) {
  const place = document.querySelector(selector);
  let timer;
  let asking;
  let asked = query();

  function query() {
    const typed = [...new FormData(form)].filter(([name, value]) => names.test(name) && value);
    return new URLSearchParams(typed).toString();
  }

  async function ask() {
    if (query() === asked) return;
    asked = query();
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${url}?${asked}`, { signal: asking.signal });
      // The session has ended, or the server is away for a moment: asked again with the next key.
      if (!answer.ok || answer.redirected) {
        asked = "";
        return;
      }
      const text = await answer.text();
      const open = [...place.querySelectorAll("details[open]")].map((details) => details.id);
      place.innerHTML = text;
      for (const details of place.querySelectorAll("details")) details.open = open.includes(details.id);
      shown(place);
    } catch (error) {
      // A newer question took over, or the network is away: the panel stays as it is.
      if (error.name === "AbortError") return;
      asked = "";
      if (!(error instanceof TypeError)) throw error;
    }
  }

  form.addEventListener("input", (event) => {
    if (!names.test(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, AFTER_MS);
  });
}

// The panel is too long to be read out at each change; its first sentence says it.
function say(place) {
  const sentence = place.querySelector("[data-says]").textContent;
  document.querySelector("[data-what-if-says]").textContent = sentence;
}

if (form) {
  panel(form.dataset.market, "[data-market-panel]", /^(city|segment|salary_from|salary_to|management_years)$/);
  panel(
    form.dataset.whatIf,
    "[data-what-if-panel]",
    /^(title|city|segment|salary_from|salary_to|remote|must|experience_years|management_years|education|languages-\d+-(code|level))$/,
    say,
  );
}
