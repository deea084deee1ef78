"""Letters: what each must say by provision, composed from the chain and checked before it leaves."""
