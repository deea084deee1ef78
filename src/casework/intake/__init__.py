"""How complaints arrive: contacts, what they are, and opening a complaint from them."""
