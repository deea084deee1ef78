// Tells the styles that scripts run, before the page is drawn. A file, so that no inline script is needed.
document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')
