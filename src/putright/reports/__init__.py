"""Reports: tables, charts and words made from figures, held to their checks, in whatever form is asked for."""
