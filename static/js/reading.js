// Watches a file being read and goes on by itself; without a script the page refreshes itself.
const PAUSE_MS = 500;
const MOST_PAUSE_MS = 5000;

async function watch(element) {
  let pause = PAUSE_MS;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const answer = await fetch(element.dataset.reading, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new TypeError(String(answer.status));
      const file = await answer.json();
      if (file.next || !file.is_under_way) {
        // Also from a file that could not be read: the page then says why.
        location.replace(file.next || location.href);
        return;
      }
      element.querySelector("[data-reading-message]").textContent = file.message;
      element.querySelector("[data-reading-progress]").value = file.state === "received" ? 1 : 2;
    } catch (error) {
      // The server is away for a moment: the file is safe there, so ask again later.
      if (!(error instanceof TypeError)) throw error;
      pause = Math.min(2 * pause, MOST_PAUSE_MS);
    }
  }
}

for (const element of document.querySelectorAll("[data-reading]")) watch(element);
