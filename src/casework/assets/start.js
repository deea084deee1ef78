// Small scripts only help: every page works without them.
import { initAll } from './govuk-frontend.min.js'

initAll()
