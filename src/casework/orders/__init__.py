"""What an Ombudsman ordered: carried out, shown, accepted; and how we stand with each Ombudsman."""
