// Copies the text of a field. The button is hidden until a script can do what it says; without one
// the text is selected by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch (error) {
      // No secure connection, or the browser refuses: the selected text is copied the old way.
      if (!document.execCommand("copy")) throw error;
    }
    said.textContent = said.dataset.copied;
  });
}
