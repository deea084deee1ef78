"""Who handles complaints: organisations, teams, officers and their rights."""
