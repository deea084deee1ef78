"""The screens of reports: making, writing, frozen ones, and the public page."""
