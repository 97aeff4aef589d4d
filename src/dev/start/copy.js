// Runs in the welcome page: copies the text beside a button to the clipboard.
const status = document.querySelector('[role="status"]');
for (const button of document.querySelectorAll('.copyable button')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const code = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(code.textContent);
      for (const other of document.querySelectorAll('.copyable button')) other.textContent = 'Copy';
      button.textContent = 'Copied';
      status.textContent = 'Copied';
    } catch {
      // Not allowed here: the person copies it by hand.
      getSelection().selectAllChildren(code);
      status.textContent = 'Selected: copy it with the keyboard';
    }
  });
}
