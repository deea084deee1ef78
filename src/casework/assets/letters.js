// Runs the checks of a letter while it is typed. Without it the button "Check" does the same.
const form = document.querySelector('form[data-checks]')
const pane = document.querySelector('#checks')
let waiting
let asked = 0

async function check () {
  const mine = ++asked
  // What somebody fills in inside the pane is not taken from under them.
  if (pane.contains(document.activeElement)) return
  try {
    const answer = await fetch(form.dataset.checks, { method: 'POST', body: new FormData(form), credentials: 'same-origin' })
    if (!answer.ok || answer.redirected) return
    const html = await answer.text()
    if (mine === asked && !pane.contains(document.activeElement)) pane.innerHTML = html
  } catch {
    // No connection: the checks are run again on the server when the letter is saved.
  }
}

form?.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(check, 700)
})
