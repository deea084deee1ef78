"""Providers: contractors' replies by link or sign-in, what is made of them, their returns, and their contracts."""
