"""Contacts under agreement: who may be contacted how, visits, restrictions that are enforced, needs left open."""
