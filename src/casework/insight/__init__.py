"""Figures from the service's own record: facts handed to `putright.measures`, reports, and the page of figures."""
