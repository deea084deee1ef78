// Small scripts only help: every page works without them.
import { initAll } from './govuk-frontend.min.js'

initAll()

// Says the weekday of a date while it is typed; the server says it too, when the page comes back.
const inWords = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
for (const group of document.querySelectorAll('[data-weekday]')) {
  const shown = group.querySelector('[data-weekday-shown]')
  const [day, month, year] = group.querySelectorAll('input')
  group.addEventListener('input', () => {
    const [d, m, y] = [day, month, year].map((input) => Number(input.value))
    const date = new Date(Date.UTC(y, m - 1, d))
    const exists = y > 1899 && y < 2200 && date.getUTCMonth() === m - 1 && date.getUTCDate() === d
    shown.textContent = exists ? inWords.format(date).replace(',', '') : ''
  })
}
