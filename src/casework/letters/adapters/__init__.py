"""The ways out: a mail server, GOV.UK Notify, the print queue; `registry` knows which are set up here."""
